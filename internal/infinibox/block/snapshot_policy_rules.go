package block

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// scheduleFits finds at plan time times that don't go with a schedule's type
// (MISSING_FIELD, WRONG_PARAMETER).
func scheduleFits(change entity.Change[policySchedule]) diag.Diagnostics {
	plan := change.Plan
	if plan == nil || !known(plan.Type) {
		return nil
	}
	var diags diag.Diagnostics
	byClock := plan.Type.ValueString() == "CLOCK"
	switch {
	case byClock && plan.TimeOfDay.IsNull():
		diags.AddAttributeError(path.Root("time_of_day"), "Clock Schedule Without A Time",
			"A CLOCK schedule takes its snapshot at a time of day. Set time_of_day in seconds since midnight UTC, such as 3600 for one o'clock; or set type = \"PERIODIC\".")
	case !byClock && known(plan.TimeOfDay):
		diags.AddAttributeError(path.Root("time_of_day"), "Periodic Schedule With A Time",
			"A PERIODIC schedule goes by its interval. Leave time_of_day out, or set type = \"CLOCK\".")
	}
	if !byClock && known(plan.DayOfWeek) {
		diags.AddAttributeError(path.Root("day_of_week"), "Periodic Schedule With A Day",
			"A PERIODIC schedule goes by its interval. Leave day_of_week out, or set type = \"CLOCK\".")
	}
	return diags
}

// anotherPolicyName is what to do where a policy can't have what it is given.
const anotherPolicyName = "Give another one, or import the policy that has it."

// snapshotPolicyRefusals are what the array says of snapshot policies.
func snapshotPolicyRefusals() entity.Refusals {
	return entity.Refusals{
		"SNAPSHOT_POLICY_NOT_FOUND":                    {Gone: true},
		"SNAPSHOT_POLICY_NAME_CONFLICT":                about("name", anotherPolicyName),
		"SNAPSHOT_POLICY_SUFFIX_CONFLICT":              about("suffix", anotherPolicyName),
		"INVALID_CHARACTERS_IN_SNAPSHOT_POLICY_SUFFIX": about("suffix", "Use letters, digits, and signs such as - _ . and ~."),
		"INVALID_CHARACTERS_IN_NAME":                   about("name", "Use letters, digits, spaces between them, and signs such as - _ . and ~."),
		"INVALID_NAME_LENGTH":                          about("name", "Give a name of 1 to 65 characters."),
		"SNAPSHOT_POLICIES_COUNT_LIMIT":                whole("The array has as many snapshot policies as it can. Delete some that nobody needs."),
	}
}

// scheduleRefusals are what the array says of schedules.
func scheduleRefusals() entity.Refusals {
	return entity.Refusals{
		"SNAPSHOT_POLICY_NOT_FOUND":                about("snapshot_policy_id", "Give the id of a snapshot policy that exists."),
		"SNAPSHOT_SCHEDULE_NOT_FOUND":              {Gone: true},
		"SCHEDULE_NOT_RELATED_TO_SNAPSHOT_POLICY":  about("snapshot_policy_id", "The schedule is another policy's. Give that one's id."),
		"SNAPSHOT_SCHEDULE_NAME_CONFLICT":          about("name", "Give a name that no other schedule of the policy has, or import the one that has it."),
		"INVALID_NAME_LENGTH":                      about("name", "Give a name of 1 to 65 characters."),
		"SCHEDULE_INTERVAL_INVALID":                about("interval", "Give 3600 to 2592000 seconds."),
		"SCHEDULE_RETENTION_INVALID":               about("retention", "Give 3600 to 31536000 seconds."),
		"SCHEDULES_IN_SNAPSHOT_POLICY_COUNT_LIMIT": about("snapshot_policy_id", "The policy has as many schedules as it can. Delete one, or make another policy."),
		"SCHEDULES_COUNT_LIMIT":                    whole("The array has as many schedules as it can. Delete some that nobody needs."),
	}
}
