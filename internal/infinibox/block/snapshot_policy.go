package block

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// snapshotPolicy is a set of schedules by which snapshots are taken (section
// "Snapshot Policy" of the reference).
type snapshotPolicy struct {
	ID       types.Int64  `tfsdk:"id"                      api:"id"`
	Name     types.String `tfsdk:"name"                    api:"name"`
	Suffix   types.String `tfsdk:"suffix"                  api:"suffix"`
	Default  types.Bool   `tfsdk:"default_snapshot_policy" api:"default_snapshot_policy"`
	Approved types.Bool   `tfsdk:"approved"`
}

// snapshotPolicyFigures are what only data sources show.
type snapshotPolicyFigures struct {
	AssignedEntitiesCount types.Int64 `tfsdk:"assigned_entities_count" api:"assigned_entities_count"`
	CreatedAt             types.Int64 `tfsdk:"created_at"              api:"created_at"`
	UpdatedAt             types.Int64 `tfsdk:"updated_at"              api:"updated_at"`
}

// SnapshotPolicy is a policy without its schedules, which are entities of
// their own. What follows it says so itself.
var SnapshotPolicy = entity.Collection[snapshotPolicy, snapshotPolicyFigures]{
	Name:   "infinibox_snapshot_policy",
	Plural: "infinibox_snapshot_policies",
	Description: "A snapshot policy of an InfiniBox: schedules by which the array takes snapshots of what follows the policy.\n\n" +
		"Its schedules are `onprem_infinibox_snapshot_policy_schedule`. Volumes and consistency groups follow it by their own `snapshot_policy_id`. " +
		"Deleting a policy is dangerous and needs approval: no more snapshots are taken of what follows it.",
	Path:       "snapshot_policies",
	NaturalKey: "name",
	Unfiltered: true,
	Update:     entity.OneFieldPerRequest,
	Refusals:   snapshotPolicyRefusals(),
	Dangers: []entity.Danger{
		{On: entity.Deleting, Reason: "no more snapshots are taken of what follows the policy"},
	},
	Attributes: map[string]schema.Attribute{
		"id": schema.Int64Attribute{Computed: true,
			MarkdownDescription: "The array's id of the policy."},
		"name": schema.StringAttribute{Required: true, Validators: nameRules(),
			MarkdownDescription: "Name, 1 to 65 characters, unique among the array's policies. Renaming is done in place."},
		"suffix": schema.StringAttribute{Required: true, Validators: []validator.String{stringvalidator.LengthBetween(1, 64)},
			MarkdownDescription: "What the names of its snapshots have after the name of the volume, 1 to 64 characters, unique among the array's policies. Changed in place, for snapshots yet to come."},
		"default_snapshot_policy": schema.BoolAttribute{Computed: true,
			MarkdownDescription: "Whether new volumes follow it when they don't say otherwise."},
		"approved": entity.Approved(),
	},
	Omitted: map[string]string{
		"default_snapshot_policy": "setting it takes it from another policy, which would be that one's drift; the array's administrator chooses it",
	},
	Figures: map[string]string{
		"assigned_entities_count": "How many volumes, filesystems and groups follow it.",
		"created_at":              "When it was made, in milliseconds since 1970.",
		"updated_at":              "When it was last changed, in milliseconds since 1970.",
	},
}
