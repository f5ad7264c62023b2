package block

import (
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// capacityRules are the array's for pool capacities (ILLEGAL_POOL_CAPACITY).
func capacityRules() []validator.Int64 {
	return []validator.Int64{attribute.SizeAtLeast(poolMinimum, sector)}
}

// virtualFollows: the capacities of an S3 pool are one, which the array sees
// to; elsewhere the virtual one is never below the physical one.
func virtualFollows(change entity.Change[pool], attribute string) attr.Value {
	physical, virtual := change.Plan.PhysicalCapacity, change.Prior.VirtualCapacity
	switch {
	case attribute != "virtual_capacity" || physical.Equal(change.Prior.PhysicalCapacity):
		return nil
	case change.Plan.Type.ValueString() == poolS3 || physical.IsUnknown():
		return change.Plan.VirtualCapacity // which isn't known yet
	case physical.Rounded() > virtual.Rounded():
		return physical
	}
	return nil
}

// poolFits finds at plan time what the array refuses of values that depend on
// each other (ILLEGAL_POOL_CAPACITY, ILLEGAL_POOL_PHYSICAL_CAPACITY,
// ILLEGAL_WARNING_OR_CRITICAL_VALUE) or on the type (UNSUPPORTED_FIELD,
// SET_FS_THRESHOLDS_POOL_TYPE_MISMATCH, SET_VIRTUAL_CAPACITY_S3_POOL_NOT_ALLOWED,
// S3_POOL_SET_UNLIMITED_EMERGENCY_BUFFER_NOT_ALLOWED).
func poolFits(change entity.Change[pool]) diag.Diagnostics {
	var diags diag.Diagnostics
	plan, prior := change.Plan, change.Prior
	if plan == nil {
		return nil
	}
	if prior == nil {
		prior = &pool{}
	}
	refuse := func(attribute, summary, format string, args ...any) {
		diags.AddAttributeError(path.Root(attribute), summary, fmt.Sprintf(format, args...))
	}
	physical, virtual := plan.PhysicalCapacity, plan.VirtualCapacity
	s3 := plan.Type.ValueString() == poolS3
	if !s3 && known(physical) && known(virtual) && virtual.Rounded() < physical.Rounded() {
		refuse("virtual_capacity", "Virtual Capacity Below Physical",
			"virtual_capacity is %d and can't be below physical_capacity, which is %d. Give at least that, or leave it out.",
			virtual.ValueInt64(), physical.ValueInt64())
	}
	if s3 && known(virtual) && (!virtual.Equal(prior.VirtualCapacity) || (known(physical) && virtual.Rounded() != physical.Rounded())) {
		refuse("virtual_capacity", "S3 Pool Has No Virtual Capacity",
			"The virtual capacity of a pool of type S3 is its physical one. Remove virtual_capacity.")
	}
	if s3 && plan.MaxExtend.ValueInt64() == -1 && !plan.MaxExtend.Equal(prior.MaxExtend) {
		refuse("max_extend", "Emergency Buffer Can't Be Unlimited",
			"A pool of type S3 can't have an unlimited emergency buffer. Give a number of bytes, 0 for none, or leave max_extend out.")
	}
	if warning, critical := plan.PhysicalCapacityWarning, plan.PhysicalCapacityCritical; known(warning) && known(critical) && warning.ValueInt64() >= critical.ValueInt64() {
		refuse("physical_capacity_warning", "Warning Not Below Critical",
			"physical_capacity_warning is %d and must be below physical_capacity_critical, which is %d. Lower the one or raise the other; left out, they stay as they are.",
			warning.ValueInt64(), critical.ValueInt64())
	}
	if warning, critical := plan.FSUsedDefaultWarning, plan.FSUsedDefaultCritical; known(warning) && known(critical) && warning.ValueInt64() > critical.ValueInt64() {
		refuse("fs_used_default_warning", "Warning Above Critical",
			"fs_used_default_warning is %d and can't be above fs_used_default_critical, which is %d. Lower the one or raise the other; left out, they stay as they are.",
			warning.ValueInt64(), critical.ValueInt64())
	}
	for _, threshold := range []struct {
		attribute   string
		prior, plan types.Int64
	}{
		{"fs_used_default_warning", prior.FSUsedDefaultWarning, plan.FSUsedDefaultWarning},
		{"fs_used_default_critical", prior.FSUsedDefaultCritical, plan.FSUsedDefaultCritical},
	} {
		if known(plan.Type) && plan.Type.ValueString() != poolStandard && known(threshold.plan) && !threshold.plan.Equal(threshold.prior) {
			refuse(threshold.attribute, "Pool Has No Filesystems",
				"Only pools of type STANDARD have filesystems, and this one is of type %s. Remove %s.", plan.Type.ValueString(), threshold.attribute)
		}
	}
	return diags
}

// known tells whether a value is there to be looked at.
func known(value attr.Value) bool { return !value.IsNull() && !value.IsUnknown() }

// poolRefusals are what the array says of pools.
func poolRefusals() entity.Refusals {
	refusals := entity.Refusals{
		"POOL_NOT_FOUND":          {Gone: true},
		"POOL_COUNT_LIMIT":        whole("The array has as many pools as it can. Delete one, or use one that exists."),
		"POOL_NOT_EMPTY":          whole("Delete or move what it holds first. To list it, ask the data sources onprem_infinibox_volumes and onprem_infinibox_volume_snapshots with filters = [{ field = \"pool_id\", values = [\"{id}\"] }]; volumes_count, snapshots_count and filesystems_count of the data source onprem_infinibox_pool count it."),
		"POOL_HAS_CG":             whole("Delete or move the consistency groups in it first."),
		"POOL_HAS_RG":             whole("Remove the replication of the groups in it first."),
		"S3_FEATURE_NOT_ENABLED":  about("type", "Use another type, or have the S3 feature enabled on the array."),
		"TENANT_NOT_FOUND":        whole("The array doesn't find the account's tenant: check the account in the provider block."),
		"ILLEGAL_POOL_ADMIN":      about("owners", "Only users of role POOL_ADMIN can be owners. Remove the others."),
		"USER_NOT_FOUND":          about("owners", "One of these ids is no user's. Remove it, or give those of users that exist."),
		"ILLEGAL_POOL_CAPACITY":   {About: []string{"physical_capacity", "virtual_capacity"}, Remedy: "Give a multiple of 512 of at least 1 TB (1000000000000), the virtual capacity not below the physical one nor below what the pool's datasets take."},
		"SYSTEM_VIRTUAL_CAPACITY": {About: []string{"virtual_capacity", "physical_capacity"}, Remedy: "The array has no more virtual capacity to give. Ask for less, or shrink another pool."},
		"ILLEGAL_POOL_PHYSICAL_CAPACITY": about("physical_capacity",
			"Give no more than the array has free and no less than what is allocated in the pool."),
		"ILLEGAL_THRESHOLD_VALUE": {About: []string{"physical_capacity_warning", "physical_capacity_critical", "fs_used_default_warning", "fs_used_default_critical"},
			Remedy: "Give a percentage from 1 to 100."},
		"ILLEGAL_WARNING_OR_CRITICAL_VALUE": {About: []string{"physical_capacity_warning", "physical_capacity_critical"},
			Remedy: "Give a warning threshold below the critical one."},
		"SET_FS_THRESHOLDS_POOL_TYPE_MISMATCH":               about("fs_used_default_warning", "Leave the thresholds of filesystems out: only pools of type STANDARD have them."),
		"SET_VIRTUAL_CAPACITY_S3_POOL_NOT_ALLOWED":           about("virtual_capacity", "Leave virtual_capacity out: that of a pool of type S3 is its physical one."),
		"S3_POOL_SET_UNLIMITED_EMERGENCY_BUFFER_NOT_ALLOWED": about("max_extend", "Give a number of bytes, 0 for none, or leave max_extend out."),
		"S3_POOL_DELETE_WITH_ACCOUNT_NOT_ALLOWED":            whole("Delete the S3 account first."),
	}
	maps.Copy(refusals, nameRefusals())
	return refusals
}
