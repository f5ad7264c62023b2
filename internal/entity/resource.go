package entity

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
)

var (
	_ resource.ResourceWithConfigure   = &managed{}
	_ resource.ResourceWithIdentity    = &managed{}
	_ resource.ResourceWithImportState = &managed{}
	_ resource.ResourceWithModifyPlan  = &managed{}
)

// managed is the managed resource of any declared entity.
type managed struct{ connected }

// Metadata names the resource.
func (m *managed) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + m.name
}

// Schema has the declared attributes.
func (m *managed) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = m.resourceSchema()
}

// IdentitySchema has the key.
func (m *managed) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = m.identitySchema()
}

// Configure keeps the provider's connections.
func (m *managed) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	resp.Diagnostics.Append(m.connect(req.ProviderData)...)
}

// identify sets the identity to the keys of a model, or the singleton's name.
func (m *managed) identify(ctx context.Context, identity *tfsdk.ResourceIdentity, model any) diag.Diagnostics {
	if identity == nil {
		return nil
	}
	if m.singleton {
		return identity.SetAttribute(ctx, path.Root(settingAttribute), m.settingName())
	}
	return m.identity(ctx, identity, model)
}

// identity sets each key in the one way of writing it, since an identity never
// changes.
func (d *declared) identity(ctx context.Context, identity *tfsdk.ResourceIdentity, model any) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, f := range d.keys() {
		value := d.model.value(model, f)
		if _, ok := value.(attribute.Canonical); ok && !value.IsNull() && !value.IsUnknown() {
			value = types.StringValue(canonical(value))
		}
		diags.Append(identity.SetAttribute(ctx, path.Root(f.name), value)...)
	}
	return diags
}

// The keys of the private state.
const (
	// importedKey is set from an import until the first read after it.
	importedKey = "imported"
	// foreignKey is set while the object belongs to another entity.
	foreignKey = "foreign"
	// replacedKey carries the approval of a replacement to its delete leg,
	// which sees no plan: the key of the object that may be deleted.
	replacedKey = "approved_replacement"
)

// private is the part of the framework's private state that is used here.
type private interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

type writablePrivate interface {
	private
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// noted reads a text kept in the private state; empty when there is none.
func noted(ctx context.Context, from private, key string) string {
	raw, _ := from.GetKey(ctx, key)
	var value string
	if json.Unmarshal(raw, &value) != nil {
		return ""
	}
	return value
}

// note keeps a text in the private state.
func note(ctx context.Context, in writablePrivate, key, value string) diag.Diagnostics {
	raw, err := json.Marshal(value)
	if err != nil {
		return diag.Diagnostics{diag.NewErrorDiagnostic("Private State Unusable", err.Error())}
	}
	return in.SetKey(ctx, key, raw)
}
