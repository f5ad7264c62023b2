package entity

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// ownApproval is what the resource says itself: null when it doesn't.
func (d *declared) ownApproval(model any) types.Bool {
	if !d.approvable || model == nil {
		return types.BoolNull()
	}
	f, _ := d.model.field(approvedAttribute)
	own, _ := d.model.value(model, f).(types.Bool)
	return own
}

// approved tells whether dangerous operations on an object may go ahead.
func (d *declared) approved(model any, device api.Device) bool {
	if own := d.ownApproval(model); !own.IsNull() && !own.IsUnknown() {
		return own.ValueBool()
	}
	return device.Settings().Approved
}

// dangerOf finds what is dangerous in an operation; prior or plan is nil for a
// create or delete.
func (d *declared) dangerOf(operation Operation, prior, plan any) (Danger, bool) {
	for _, danger := range d.dangers {
		if danger.On != operation {
			continue
		}
		if danger.Attribute == "" {
			return danger, true
		}
		f, _ := d.model.field(danger.Attribute)
		if is(d.model.value(plan, f), danger.Becomes) && (prior == nil || !is(d.model.value(prior, f), danger.Becomes)) {
			return danger, true
		}
	}
	return Danger{}, false
}

func is(value attr.Value, truth bool) bool {
	known, ok := value.(types.Bool)
	return ok && !known.IsNull() && !known.IsUnknown() && known.ValueBool() == truth
}

// refusal is the one message for what wasn't approved, at plan and at apply.
func (d *declared) refusal(operation Operation, model any, reasons ...string) diag.Diagnostic {
	summary := fmt.Sprintf("Approval Required To %s %s", operation, d.label(model))
	return diag.NewAttributeErrorDiagnostic(path.Root(approvedAttribute), summary,
		product(d.family)+" deems this dangerous: "+sentence(strings.Join(reasons, "; "))+"\n\n"+d.remedy(operation))
}

// refused is refusal for what the device itself refused, with the request.
func (d *declared) refused(operation Operation, model any, err error) diag.Diagnostic {
	refusal := d.refusal(operation, model, words(err)...)
	var failed *api.Error
	if !errors.As(err, &failed) {
		return refusal
	}
	return diag.NewAttributeErrorDiagnostic(path.Root(approvedAttribute), refusal.Summary(), paragraphs(refusal.Detail(), asked(failed)))
}

// remedy says how approval is given.
func (d *declared) remedy(operation Operation) string {
	variable := strings.ToUpper(d.family) + "_APPROVED"
	if operation != Deleting {
		what := "resource"
		switch operation {
		case Invoking:
			what = "action"
		case Asking:
			what = "data source"
		}
		return fmt.Sprintf("To go ahead, set approved = true on this %s, or as the default in the provider's %s attribute or by %s=true.", what, d.family, variable)
	}
	return fmt.Sprintf("To go ahead, set approved = true on this resource and apply that first: destroying reads it from the state. "+
		"If the block is already removed, set approved = true in the provider's %s attribute or %s=true for this run.", d.family, variable)
}

// record is the warning that says what was approved and why.
func (d *declared) record(operation Operation, model any, reasons []string) diag.Diagnostics {
	if len(reasons) == 0 {
		return nil
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic(
		fmt.Sprintf("Approved: %s %s", operation, d.label(model)),
		product(d.family)+" demanded approval, and it was given as configured: "+sentence(strings.Join(reasons, "; ")))}
}
