// Package function has the provider's functions: conversions that
// configurations of storage need and Terraform's own functions lack. None of
// them talks to a device.
package function

import (
	"context"
	"fmt"
	"math/big"

	"github.com/hashicorp/terraform-plugin-framework/function"
)

// All are the constructors of the provider's functions, for its register.
func All() []func() function.Function {
	return []func() function.Function{
		newBytes, newFormatBytes,
		newNetmask, newPrefixLength,
		newNormalizeWWN, newParseInitiator,
		newEpochMS, newRFC3339,
	}
}

// conversion is a function of one argument. Argument is string or *big.Float,
// Result what the framework makes the definition's result of.
type conversion[Argument, Result any] struct {
	name       string
	definition function.Definition
	// convert explains in its error what's wrong with the argument and what
	// would be right.
	convert func(Argument) (Result, error)
}

// Metadata tells the function's name.
func (c conversion[_, _]) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = c.name
}

// Definition tells parameter, result and documentation.
func (c conversion[_, _]) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = c.definition
}

// Run converts. An error is put down to the argument.
func (c conversion[Argument, _]) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var argument Argument
	if resp.Error = req.Arguments.Get(ctx, &argument); resp.Error != nil {
		return
	}
	result, err := c.convert(argument)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, err.Error())
		return
	}
	resp.Error = resp.Result.Set(ctx, result)
}

// whole gives a number that Terraform passes as an integer. What it is appears
// in the error, with its article: "a prefix length".
func whole(number *big.Float, what string, lowest, highest int64) (int64, error) {
	if integer, accuracy := number.Int64(); accuracy == big.Exact && lowest <= integer && integer <= highest {
		return integer, nil
	}
	return 0, fmt.Errorf("%s is not %s: it must be a whole number from %d to %d", number.Text('f', -1), what, lowest, highest)
}
