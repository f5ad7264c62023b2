package block

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// volumeFits finds at plan time what the array refuses of attributes that
// depend on each other (SSA_EXPRESS_DATASET_MUST_BE_SSD_ENABLED,
// VOLUME_RESIZE_NOT_ALLOWED).
func volumeFits(change entity.Change[volume]) diag.Diagnostics {
	var diags diag.Diagnostics
	plan, prior := change.Plan, change.Prior
	if plan == nil {
		return nil
	}
	if plan.SSAExpressEnabled.ValueBool() && known(plan.SSDEnabled) && !plan.SSDEnabled.ValueBool() {
		attribute := "ssa_express_enabled"
		if prior != nil && prior.SSAExpressEnabled.ValueBool() {
			attribute = "ssd_enabled" // it is what changes
		}
		diags.AddAttributeError(path.Root(attribute), "SSA Express Needs The SSD Cache",
			"A volume can be in the SSA Express cache only while it uses the SSD cache. Set ssd_enabled = true, or ssa_express_enabled = false.")
	}
	if prior != nil && prior.WriteProtected.ValueBool() && plan.WriteProtected.ValueBool() && plan.Size.Rounded() > prior.Size.Rounded() {
		diags.AddAttributeError(path.Root("size"), "Write-Protected Volume Can't Grow",
			fmt.Sprintf("The volume %s is write-protected and can't grow from %d to %d bytes. Set write_protected = false along with the size, and protect it again with the next apply; or keep the size.",
				prior.Name, prior.Size.ValueInt64(), plan.Size.ValueInt64()))
	}
	return diags
}
