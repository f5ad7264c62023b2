package provider

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// connection is one device of a provider block, with or without an attribute of
// its own there: the environment may say all.
type connection struct {
	family
	// configured tells whether the provider block has the attribute.
	configured bool
	// unknown are the values that Terraform doesn't know yet, and missing those
	// that nobody gave.
	unknown, missing []string
	made             func() (api.Device, error)

	once   sync.Once
	device api.Device
	diags  diag.Diagnostics
}

// read takes a device's values from the provider block and the environment.
func (f family) read(ctx context.Context, block types.Object, env environment, running running) (*connection, diag.Diagnostics) {
	c := &connection{family: f, configured: !block.IsNull() && !block.IsUnknown()}
	if block.IsUnknown() {
		c.unknown = []string{"endpoint"}
		return c, nil
	}
	r := &reading{family: f, attributes: block.Attributes(), env: env}
	c.made = f.client(ctx, r, r.settings(ctx, running))
	for _, name := range f.needs {
		if r.text(name) == "" {
			c.missing = append(c.missing, name)
		}
	}
	c.unknown = r.unknown
	return c, r.diags
}

// connect makes the client once, or says what is missing or wrong. Nothing is
// sent by that.
func (c *connection) connect() (api.Device, diag.Diagnostics) {
	c.once.Do(func() {
		if refused := c.incomplete(); refused != nil {
			c.diags = diag.Diagnostics{refused}
			return
		}
		made, err := c.made()
		if err != nil {
			c.diags = diag.Diagnostics{c.wrong(err)}
			return
		}
		c.device = made
	})
	return c.device, c.diags
}

// incomplete is what has to be known or given before anything can be asked.
func (c *connection) incomplete() diag.Diagnostic {
	if len(c.unknown) > 0 {
		separator := " and " + c.name + "."
		return c.about(c.unknown, "Device Not Known Yet",
			fmt.Sprintf("The %s is needed now, but %s.%s will be known only after an apply. Apply what that depends on first, for instance with -target.",
				c.product, c.name, strings.Join(c.unknown, separator)))
	}
	if len(c.missing) == 0 {
		return nil
	}
	remedies := make([]string, len(c.missing))
	for i, name := range c.missing {
		remedies[i] = fmt.Sprintf("%s.%s (or the variable %s)", c.name, name, c.variable(name))
	}
	return c.about(c.missing, c.product+" Not Configured",
		fmt.Sprintf("%s is needed, and the provider block doesn't say enough to reach it. Set %s.", c.one, strings.Join(remedies, " and ")))
}

// wrong is what the client says about its options.
func (c *connection) wrong(err error) diag.Diagnostic {
	summary := c.product + " Configuration Invalid"
	wrong, ok := errors.AsType[*api.OptionError](err)
	if !ok {
		return diag.NewAttributeErrorDiagnostic(path.Root(c.name), summary, err.Error())
	}
	at := c.path(wrong.Option)
	if wrong.Index != nil {
		at = at.AtListIndex(*wrong.Index)
	}
	return diag.NewAttributeErrorDiagnostic(at, summary, fmt.Sprintf("%s (or %s) %s.", at, c.variable(wrong.Option), wrong.Problem))
}

// about is an error about the one attribute that it concerns, or about the
// device when there are several.
func (c *connection) about(names []string, summary, detail string) diag.Diagnostic {
	at := path.Root(c.name)
	if len(names) == 1 {
		at = at.AtName(names[0])
	}
	return diag.NewAttributeErrorDiagnostic(at, summary, detail)
}
