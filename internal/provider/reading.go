package provider

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
)

// environment reads variables.
type environment func(string) string

func (e environment) lookup(variable string) string {
	if e == nil {
		return os.Getenv(variable)
	}
	return e(variable)
}

// reading takes each value of a device from the provider block, else from the
// environment. Unknown values are noted, not refused.
type reading struct {
	family     family
	attributes map[string]attr.Value
	env        environment
	unknown    []string
	diags      diag.Diagnostics
}

// path is where an attribute is in the provider block.
func (f family) path(name string) path.Path { return path.Root(f.name).AtName(name) }

// invalid reports what an attribute, or its variable, should have been.
func (r *reading) invalid(name, problem string) {
	r.diags.AddAttributeError(r.family.path(name), r.family.product+" Configuration Invalid", problem)
}

// refuse reports a value of the wrong form.
func (r *reading) refuse(name, value string, err error, wanted string) {
	if err != nil {
		r.invalid(name, fmt.Sprintf("%s.%s (or %s) must be %s, got: %q.", r.family.name, name, r.family.variable(name), wanted, value))
	}
}

// variable is what the environment has in an attribute's place.
func (r *reading) variable(name string) string { return r.env.lookup(r.family.variable(name)) }

// given finds a configured value; false when the environment counts.
func (r *reading) given(name string) (attr.Value, bool) {
	value := r.attributes[name]
	if value == nil || value.IsNull() {
		return nil, false
	}
	if value.IsUnknown() {
		r.note(name)
	}
	return value, true
}

// note keeps in mind that a value, or part of it, isn't known yet.
func (r *reading) note(name string) {
	if !slices.Contains(r.unknown, name) {
		r.unknown = append(r.unknown, name)
	}
}

func (r *reading) text(name string) string {
	value, ok := r.given(name)
	if !ok {
		return r.variable(name)
	}
	switch value := value.(type) {
	case basetypes.StringValue:
		return value.ValueString()
	case basetypes.Int64Value:
		if value.IsUnknown() {
			return ""
		}
		return strconv.FormatInt(value.ValueInt64(), 10)
	}
	return ""
}

func (r *reading) truth(name string) bool {
	if value, ok := r.given(name); ok {
		known, _ := value.(basetypes.BoolValue)
		return known.ValueBool()
	}
	value := r.variable(name)
	if value == "" {
		return false
	}
	truth, err := strconv.ParseBool(value)
	r.refuse(name, value, err, "true or false")
	return truth
}

func (r *reading) texts(ctx context.Context, name string) []string {
	value, ok := r.given(name)
	if !ok {
		return strings.FieldsFunc(r.variable(name), func(c rune) bool { return c == ',' || c == ' ' })
	}
	var texts []types.String
	list, _ := value.(basetypes.ListValue)
	if list.IsUnknown() {
		return nil
	}
	r.diags.Append(list.ElementsAs(ctx, &texts, false)...)
	plain := make([]string, 0, len(texts))
	for _, text := range texts {
		if text.IsUnknown() {
			r.note(name)
		}
		plain = append(plain, text.ValueString())
	}
	return plain
}
