package block

import (
	"math"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// burstFollows ends bursts with the factor, where the configuration says
// nothing of either.
func burstFollows(change entity.Change[qosPolicy], name string) attr.Value {
	if name == "burst_enabled" && change.Plan.BurstFactor.IsNull() {
		return types.BoolValue(false)
	}
	return nil
}

// qosPolicyFits finds at plan time what the array refuses of limits and bursts
// (QOS_POLICY_MAX_LIMIT_NOT_DEFINED, QOS_POLICY_INVALID_BURST_PARAMETER).
func qosPolicyFits(change entity.Change[qosPolicy]) diag.Diagnostics {
	plan := change.Plan
	if plan == nil {
		return nil
	}
	var diags diag.Diagnostics
	if plan.MaxOps.IsNull() && plan.MaxBps.IsNull() {
		diags.AddAttributeError(path.Root("max_ops"), "Policy Without A Limit",
			"A policy limits something. Set max_ops, max_bps or both.")
	}
	factor, enabled := plan.BurstFactor, plan.BurstEnabled
	// Tenths in binary have no exact value.
	if tenths := factor.ValueFloat64() * 10; known(factor) && math.Abs(tenths-math.Round(tenths)) > 1e-9 {
		diags.AddAttributeError(path.Root("burst_factor"), "Burst Factor Too Precise",
			"The array takes at most one decimal. Give a factor such as 1.5.")
	}
	switch {
	case enabled.ValueBool() && factor.IsNull():
		diags.AddAttributeError(path.Root("burst_factor"), "Burst Without A Factor",
			"Bursts are enabled, and nothing says how far they may go. Set burst_factor, or burst_enabled = false.")
	case known(factor) && known(enabled) && !enabled.ValueBool():
		diags.AddAttributeError(path.Root("burst_factor"), "Factor Without Bursts",
			"A burst factor goes with bursts alone. Set burst_enabled = true, or leave burst_factor out.")
	}
	return diags
}

// qosPolicyRefusals are what the array says of policies.
func qosPolicyRefusals() entity.Refusals {
	const limits = "Set max_ops to 1000 to 10000000, max_bps to what the array's message says, or leave one of them out."
	return entity.Refusals{
		"QOS_POLICY_NOT_FOUND":                             {Gone: true},
		"QOS_POLICY_NAME_CONFLICT":                         about("name", "Give another name, or import the policy that has it."),
		"INVALID_CHARACTERS_IN_NAME":                       about("name", "Use letters, digits, spaces between them, and signs such as - _ . and ~."),
		"INVALID_NAME_LENGTH":                              about("name", "Give a name of 1 to 65 characters."),
		"QOS_POLICY_COUNT_LIMIT":                           whole("The array has as many policies as it can. Delete some that nobody needs."),
		"QOS_POLICY_INVALID_MAX_LIMIT":                     {About: []string{"max_bps", "max_ops"}, Remedy: limits},
		"QOS_POLICY_MAX_LIMIT_NOT_DEFINED":                 {About: []string{"max_ops", "max_bps"}, Remedy: limits},
		"QOS_POLICY_INVALID_BURST_PARAMETER":               about("burst_factor", "Give a factor from 1.1 to 10 with at most one decimal."),
		"QOS_POLICY_TYPE_MODIFY_WITH_ENTITIES_NOT_ALLOWED": about("type", "Unassign everything from the policy first, or make another policy of that type."),
		"FEATURE_NOT_ENABLED":                              about("type", "This array has no limits for filesystems: give VOLUME or POOL_VOLUME."),
	}
}

// qosAssignmentRefusals are what the array says of assignments.
func qosAssignmentRefusals() entity.Refusals {
	return entity.Refusals{
		"QOS_POLICY_NOT_FOUND":                about("qos_policy_id", "Give the id of a policy that exists."),
		"QOS_EXPECTED_ENTITY_NOT_FOUND":       about("entity_id", "Give the id of what the policy's type is for: a volume for VOLUME, a pool for POOL_VOLUME."),
		"QOS_ENTITY_NOT_FOUND":                {About: []string{"entity_id"}, Remedy: "Something else has unassigned it. Plan again."},
		"QOS_ASSIGNED_ENTITY_NOT_FOUND":       {Gone: true},
		"QOS_RESOURCE_ADD_FAIL":               about("entity_id", "The array doesn't say why. If quality of service is off, apply onprem_infinibox_qos first, and let this depend on it."),
		"QOS_ASSIGNED_PER_POLICY_COUNT_LIMIT": about("qos_policy_id", "The policy has as many as it can. Make another one with the same limits."),
		"REPLICA_UNSUPPORTED_FEATURE":         about("entity_id", "Volumes in active-active replication can't be limited. Choose another, or end that replication."),
	}
}
