package entity

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// paths are where a data source asks: one path for all, or one for each of
// several arguments, of which exactly one is given. {name} is the argument of
// that name.
type paths struct {
	one        string
	byArgument map[string]string
}

// all are the paths there are, in a stable order.
func (p paths) all() []string {
	var all []string
	if p.one != "" {
		all = append(all, p.one)
	}
	for _, argument := range p.either() {
		all = append(all, p.byArgument[argument])
	}
	return all
}

// either are the arguments of which exactly one is given, sorted.
func (p paths) either() []string { return slices.Sorted(maps.Keys(p.byArgument)) }

// check finds arguments that nothing declares, the paths' and others.
func (p paths) check(declared map[string]schema.Attribute, others ...string) error {
	names := slices.Concat(others, p.either())
	for _, path := range p.all() {
		names = append(names, holes(path)...)
	}
	for _, name := range names {
		if _, ok := declared[name]; !ok {
			return fmt.Errorf("argument %q isn't declared", name)
		}
	}
	return nil
}

// holes are the names in a path's braces.
func holes(path string) []string {
	var names []string
	for part := range strings.SplitSeq(path, "{") {
		if name, _, found := strings.Cut(part, "}"); found {
			names = append(names, name)
		}
	}
	return names
}

// choose finds the path that a configuration asks for, and the argument that
// names what is asked about; empty when there is none.
func (p paths) choose(ctx context.Context, config tfsdk.Config) (chosen, argument string, diags diag.Diagnostics) {
	chosen = p.one
	for _, name := range p.either() {
		value, wrong := given(ctx, config, name)
		diags.Append(wrong...)
		if value != nil && !value.IsNull() {
			chosen, argument = p.byArgument[name], name
		}
	}
	for _, name := range holes(chosen) {
		value, wrong := given(ctx, config, name)
		diags.Append(wrong...)
		if value != nil {
			chosen = strings.ReplaceAll(chosen, "{"+name+"}", url.PathEscape(canonical(value)))
		}
		if argument == "" {
			argument = name
		}
	}
	return chosen, argument, diags
}

// given is what a configuration has for an argument.
func given(ctx context.Context, config tfsdk.Config, name string) (attr.Value, diag.Diagnostics) {
	var value attr.Value
	diags := config.GetAttribute(ctx, path.Root(name), &value)
	return value, diags
}

// exclusive refuses a configuration with none of the arguments of which it
// needs one, or with several.
func (p paths) exclusive(ctx context.Context, config tfsdk.Config) diag.Diagnostics {
	var diags diag.Diagnostics
	var present []string
	for _, name := range p.either() {
		value, wrong := given(ctx, config, name)
		diags.Append(wrong...)
		switch {
		case value == nil:
		case value.IsUnknown():
			return diags // which it will be shows later
		case !value.IsNull():
			present = append(present, name)
		}
	}
	names := p.either()
	switch {
	case len(names) == 0 || len(present) == 1:
	case len(present) == 0:
		diags.Append(unwanted(names[0], "Argument Missing", "Give one of %s.", strings.Join(names, ", ")))
	default:
		diags.Append(unwanted(present[1], "Too Many Arguments", "Give only one of %s: %s exclude each other.",
			strings.Join(names, ", "), strings.Join(present, " and ")))
	}
	return diags
}

var _ datasource.DataSourceWithValidateConfig = &manyOf{}

// manyOf is the data source for the objects that the arguments say: those of
// one parent, or of one kind.
type manyOf struct{ many }

// Schema has the arguments beside filters, order and result.
func (m *manyOf) Schema(ctx context.Context, req datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	m.many.Schema(ctx, req, resp)
	maps.Copy(resp.Schema.Attributes, m.arguments)
	if len(m.filtered) > 0 {
		resp.Schema.MarkdownDescription = fmt.Sprintf("%s\n\nThe device filters and sorts them only with `%s`.", m.description, strings.Join(m.filtered, "` or `"))
	}
}

// ValidateConfig refuses arguments that exclude each other.
func (m *manyOf) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	resp.Diagnostics.Append(m.paths.exclusive(ctx, req.Config)...)
}

// Read lists all pages of what the arguments say.
func (m *manyOf) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	there := *m.declared
	var diags diag.Diagnostics
	there.path, there.argument, diags = m.paths.choose(ctx, req.Config)
	there.listed = there.path
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(m.unfilterable(ctx, req.Config, &there)...)
	if resp.Diagnostics.HasError() {
		return
	}
	(&many{connected{declared: &there, connections: m.connections}}).Read(ctx, req, resp)
}

// unfilterable settles whether what is listed can be filtered and sorted, and
// refuses a configuration that wants it all the same.
func (m *manyOf) unfilterable(ctx context.Context, config tfsdk.Config, there *declared) diag.Diagnostics {
	var diags diag.Diagnostics
	there.unfiltered = !slices.Contains(m.filtered, there.argument)
	for _, name := range []string{"filters", "sort"} {
		if m.unfiltered || !there.unfiltered {
			continue
		}
		value, wrong := given(ctx, config, name)
		diags.Append(wrong...)
		if value != nil && !value.IsNull() {
			diags.Append(unwanted(name, "Cannot Be Filtered Or Sorted", "The device filters and sorts these only with %s. Leave %s out.",
				strings.Join(m.filtered, " or "), name))
		}
	}
	return diags
}

// missing is the one error of a question about something that isn't there; nil
// for any other.
func (d *declared) missing(summary, argument string, err error) diag.Diagnostics {
	var failed *api.Error
	if argument == "" || !errors.As(err, &failed) || !errors.Is(failed, api.ErrNotFound) {
		return nil
	}
	return diag.Diagnostics{unwanted(argument, summary, "%s",
		explain(failed, "Give the "+argument+" of something that exists and that the account may see."))}
}
