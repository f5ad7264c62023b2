package block

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// policySchedule is when a snapshot policy takes snapshots (section "Schedule"
// of the reference).
type policySchedule struct {
	SnapshotPolicyID types.Int64  `tfsdk:"snapshot_policy_id" api:"snapshot_policy_id,fixed"`
	ID               types.Int64  `tfsdk:"id"                 api:"id"`
	Name             types.String `tfsdk:"name"               api:"name,fixed"`
	Type             types.String `tfsdk:"type"               api:"type,fixed"`
	Interval         types.Int64  `tfsdk:"interval"           api:"interval,fixed"`
	TimeOfDay        types.Int64  `tfsdk:"time_of_day"        api:"time_of_day,fixed"`
	DayOfWeek        types.String `tfsdk:"day_of_week"        api:"day_of_week,fixed"`
	Retention        types.Int64  `tfsdk:"retention"          api:"retention,fixed"`
	LockSnapshots    types.Bool   `tfsdk:"lock_snapshots"     api:"lock_snapshots,fixed"`
	Enabled          types.Bool   `tfsdk:"enabled"            api:"enabled"`
	Approved         types.Bool   `tfsdk:"approved"`
}

// policyScheduleFigures are what only data sources show.
type policyScheduleFigures struct {
	CreatedAt types.Int64 `tfsdk:"created_at" api:"created_at"`
	UpdatedAt types.Int64 `tfsdk:"updated_at" api:"updated_at"`
}

// SnapshotPolicySchedule is a schedule, which its policy shows. The array can
// only switch one on and off; for anything else it is replaced.
var SnapshotPolicySchedule = entity.Collection[policySchedule, policyScheduleFigures]{
	Name: "infinibox_snapshot_policy_schedule",
	Description: "A schedule of a snapshot policy of an InfiniBox: when snapshots are taken, and how long they are kept.\n\n" +
		"The array can only switch a schedule on and off. Every other change replaces it, and replacing or deleting one is dangerous and needs approval: it takes no more snapshots. " +
		"Those that it took stay until their retention ends.",
	Path:       "snapshot_policies/{snapshot_policy_id}/schedules",
	Keys:       []string{"snapshot_policy_id", "id"},
	NaturalKey: "name",
	Object:     "snapshot_policies/{snapshot_policy_id}",
	Inside:     "schedules",
	Listed:     "snapshot_policies",
	Deleted:    "snapshot_policies/{snapshot_policy_id}/schedules/{id}",
	Switches: []entity.Switch{{Attribute: "enabled",
		On:  "snapshot_policies/{snapshot_policy_id}/schedules/{id}/enable",
		Off: "snapshot_policies/{snapshot_policy_id}/schedules/{id}/disable"}},
	Check:    scheduleFits,
	Refusals: scheduleRefusals(),
	Dangers: []entity.Danger{
		{On: entity.Deleting, Reason: "the schedule takes no more snapshots"},
	},
	Attributes: map[string]schema.Attribute{
		"snapshot_policy_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the policy. Another one replaces the schedule."},
		"id": schema.Int64Attribute{Computed: true,
			MarkdownDescription: "The array's id of the schedule."},
		"name": schema.StringAttribute{Required: true, Validators: nameRules(),
			MarkdownDescription: "Name, 1 to 65 characters, unique in its policy. Another name replaces the schedule."},
		"type": schema.StringAttribute{Required: true, Validators: []validator.String{stringvalidator.OneOf("PERIODIC", "CLOCK")},
			MarkdownDescription: "`PERIODIC` takes a snapshot every `interval` seconds, `CLOCK` at a `time_of_day`, every day or on one `day_of_week`. Another type replaces the schedule."},
		"interval": schema.Int64Attribute{Optional: true, Computed: true, Validators: []validator.Int64{int64validator.Between(3600, 2592000)},
			MarkdownDescription: "Seconds between two snapshots of a `PERIODIC` schedule, 3600 (an hour) to 2592000 (30 days); the array's default is 3600, and it has no effect on a `CLOCK` schedule. Another interval replaces the schedule. Left out, it stays as it is."},
		"time_of_day": schema.Int64Attribute{Optional: true, Validators: []validator.Int64{int64validator.Between(0, 86399)},
			MarkdownDescription: "When a `CLOCK` schedule takes its snapshot, in seconds since midnight UTC, 0 to 86399; demanded for `CLOCK`, and for `CLOCK` alone. Another time replaces the schedule."},
		"day_of_week": schema.StringAttribute{Optional: true,
			Validators:          []validator.String{stringvalidator.OneOf("SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY")},
			MarkdownDescription: "The day on which a `CLOCK` schedule takes its snapshot, such as `SUNDAY`. Left out, it does every day. Another day replaces the schedule."},
		"retention": schema.Int64Attribute{Required: true, Validators: []validator.Int64{int64validator.Between(3600, 31536000)},
			MarkdownDescription: "Seconds after which the array deletes a snapshot, 3600 (an hour) to 31536000 (a year). Another retention replaces the schedule; snapshots that exist keep theirs."},
		"lock_snapshots": schema.BoolAttribute{Optional: true, Computed: true,
			MarkdownDescription: "Whether nobody can delete a snapshot before its retention ends. The array's default is `false`. Another value replaces the schedule. Left out, it stays as it is."},
		"enabled": schema.BoolAttribute{Optional: true, Computed: true,
			MarkdownDescription: "Whether it takes snapshots; changed in place. The array's default is `true`. Left out, it stays as it is."},
		"approved": entity.Approved(),
	},
	Figures: map[string]string{
		"created_at": "When it was made, in milliseconds since 1970.",
		"updated_at": "When it was last switched, in milliseconds since 1970.",
	},
}
