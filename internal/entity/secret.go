package entity

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
)

// Of a secret's attribute and the one that counts its changes, the names:
// password_wo and password_wo_version.
const (
	secretEnding  = "_wo"
	versionEnding = "_version"
)

// Secret is an attribute that goes from the configuration to the device and
// nowhere else: neither plan nor state has it. Its name ends in _wo, and its
// field in the model has the tag option secret. The rules must not repeat the
// value in what they say, as one by a regular expression does.
func Secret(description string, rules ...validator.String) schema.Attribute {
	return schema.StringAttribute{
		Optional: true, WriteOnly: true, Sensitive: true, Validators: rules,
		MarkdownDescription: description + " Terraform keeps it nowhere, and so doesn't see that it has changed.",
	}
}

// SecretVersion is the attribute that tells that a secret has changed. Its name
// is the secret's with _version, and its field in the model has no api tag.
func SecretVersion() schema.Attribute {
	return schema.Int64Attribute{
		Optional: true,
		MarkdownDescription: "Any number. Another one has the secret of the same name sent again; " +
			"the secret alone, changed or left out, changes nothing. It is never sent itself.",
	}
}

// secrets are those that a configuration gives, by attribute. They go into
// requests and stay out of every model, so that none can end in a state.
type secrets struct {
	values map[string]string
	// fresh is set where the device has had none of them yet: all go out.
	fresh bool
}

// secrets takes them out of a configuration; empty ones count, since a device
// may take that for none.
func (d *declared) secrets(configured any) secrets {
	given := secrets{values: map[string]string{}}
	for _, f := range d.model.fields {
		if value := d.secretValue(f, configured); value != nil {
			given.values[f.name] = *value
		}
	}
	return given
}

// given are the secrets for a create or an update, from its configuration,
// which is known by then.
func (m *managed) given(ctx context.Context, config source, prior, plan any) (secrets, diag.Diagnostics) {
	if !m.model.hides() {
		return secrets{}, nil
	}
	configured, diags := m.read(ctx, config)
	if !diags.HasError() {
		diags.Append(m.unsaid(prior, plan, configured)...)
	}
	return m.secrets(configured), diags
}

func (d *declared) secretValue(f field, configured any) *string {
	value, ok := d.model.value(configured, f).(basetypes.StringValue)
	if !f.secret || !ok || value.IsNull() || value.IsUnknown() {
		return nil
	}
	return value.ValueStringPointer()
}

// leaving lists what goes out in a change: what has changed, without secrets
// that aren't given.
func (s secrets) leaving(m *mapper, prior, plan any) []field {
	changed := slices.DeleteFunc(m.changed(prior, plan), func(f field) bool { return f.secret && !s.given(f) })
	for _, f := range m.fields {
		if s.fresh && s.given(f) && !slices.ContainsFunc(changed, func(other field) bool { return other.name == f.name }) {
			changed = append(changed, f)
		}
	}
	return changed
}

// given tells whether the configuration has a secret.
func (s secrets) given(f field) bool {
	_, ok := s.values[f.name]
	return ok
}

// hidden are secrets as the device's fields.
func (d *declared) hidden(given secrets) map[string]any {
	fields := map[string]any{}
	for _, f := range d.model.fields {
		if given.given(f) {
			fields[f.sent] = given.values[f.name]
		}
	}
	return fields
}

// all are the values, for logs and errors to mask.
func (s secrets) all() []string { return slices.Collect(maps.Values(s.values)) }

// hiddenIn are the values of the secrets among some fields, and their versions.
func (d *declared) hiddenIn(fields []field, given secrets) (values []string, versions []field) {
	for _, f := range fields {
		if !f.secret {
			continue
		}
		values = append(values, given.values[f.name])
		if version, ok := d.model.field(f.version); ok {
			versions = append(versions, version)
		}
	}
	return values, versions
}

// hides tells whether there are attributes that the device never shows.
func (m *mapper) hides() bool {
	return slices.ContainsFunc(m.fields, func(f field) bool { return f.api != "" && !f.shown() })
}

// unsaid refuses a configuration that leaves out what only it can say: a
// demanded value of a new object, and the secret that a version announces.
func (d *declared) unsaid(prior, plan, configured any) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, f := range d.model.fields {
		if f.shown() || f.api == "" || !d.model.value(configured, f).IsNull() {
			continue
		}
		if f.demanded && prior == nil {
			diags.Append(unwanted(f.name, fmt.Sprintf("Unable to create %s", d.label(plan)),
				"A new one needs %s. It is optional only because the device never shows it, so that it isn't known after an import.", f.name))
			continue
		}
		version, ok := d.model.field(f.version)
		if !ok {
			continue
		}
		after := d.model.value(plan, version)
		if after.IsNull() || after.IsUnknown() || (prior != nil && after.Equal(d.model.value(prior, version))) {
			continue
		}
		diags.Append(unwanted(f.name, "Secret Missing",
			"%s = %s announces a new secret, and %s isn't given. Give it, or leave %s as it was.", version.name, after, f.name, version.name))
	}
	return diags
}
