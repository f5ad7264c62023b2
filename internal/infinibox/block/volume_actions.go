package block

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/action/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// overwritten is a volume or snapshot whose data is overwritten with another's.
type overwritten struct {
	ID       types.Int64    `tfsdk:"id"`
	SourceID types.Int64    `tfsdk:"source_id" api:"source_id"`
	Approved types.Bool     `tfsdk:"approved"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// existing is what to do about an id that the array doesn't know.
const existing = "Give the id of one that exists and that the account may see."

// VolumeRestore puts a volume back to one of its snapshots ("Restore Volume
// from Snap").
var VolumeRestore = entity.Action[overwritten]{
	Name:        "infinibox_volume_restore",
	Description: "Puts an InfiniBox volume back to the state of one of its snapshots. What was written since is lost.",
	Path:        "volumes/{id}/restore",
	Refusals: datasetRefusals(entity.Refusals{
		"VOLUME_NOT_FOUND":                       {About: []string{"source_id", "id"}, Remedy: "One of the two doesn't exist, or the account may not see it. Give the ids of a volume and of a snapshot of it."},
		"ILLEGAL_RESTORE_REQUEST":                about("source_id", "Give the id of a snapshot that was taken of the volume, directly or of one of its snapshots."),
		"PROTECTED_DATASET_CANNOT_BE_RESTORED":   about("id", "Set write_protected = false on it first."),
		"INVALID_OPERATION_ON_LOCKED_SNAPSHOT":   about("id", lockedHolds),
		"ILLEGAL_POOL_STATE":                     about("id", unlockFirst),
		"REPLICATED_DATASET_RESTORE_NOT_ALLOWED": about("id", replicated),
		"SSA_EXPRESS_BUSY":                       about("id", laterAgain),
	}),
	Danger: "what was written to the volume since the snapshot is lost",
	Attributes: map[string]schema.Attribute{
		"id":        target("The id of the volume to restore."),
		"source_id": target("The id of the snapshot to restore it from, one of the volume's own."),
	},
}

// VolumeRefresh makes a snapshot show its parent's present state ("Refresh a
// Volume Snapshot").
var VolumeRefresh = entity.Action[overwritten]{
	Name:        "infinibox_volume_refresh",
	Description: "Overwrites a snapshot of an InfiniBox volume with the present state of its parent. What the snapshot held is lost.",
	Path:        "volumes/{id}/refresh",
	Refusals: datasetRefusals(entity.Refusals{
		"VOLUME_NOT_FOUND":                               about("id", existing),
		"DATASET_NOT_FOUND":                              about("source_id", existing),
		"REFRESH_TARGET_NOT_SNAPSHOT":                    about("id", "Give the id of a snapshot; a volume is restored instead."),
		"REFRESH_TARGET_NOT_DIRECT_SNAPSHOT":             about("source_id", "Give the id of the snapshot's own parent."),
		"REFRESH_TARGET_HAS_CHILDREN":                    about("id", "Delete the snapshots that were taken of it first."),
		"REFRESH_TARGET_IS_MEMBER_OF_SG":                 about("id", groupMember),
		"REFRESH_TARGET_IS_NOT_AVAILABLE":                about("id", "Wait for the next replication, and invoke it again."),
		"REFRESH_TARGET_IS_NOT_POSSIBLE":                 about("id", "Wait for the next replication, and invoke it again."),
		"REFRESH_TARGET_IS_RMR_SNAPSHOT":                 about("id", "Give the id of a snapshot that replication hasn't made for itself."),
		"TARGET_REPLICATED_SNAPSHOT_REFRESH_NOT_ALLOWED": about("id", replicated),
		"INVALID_OPERATION_ON_LOCKED_SNAPSHOT":           about("id", lockedHolds),
		"ILLEGAL_POOL_STATE":                             about("id", unlockFirst),
	}),
	Danger: "what the snapshot holds is overwritten",
	Attributes: map[string]schema.Attribute{
		"id":        target("The id of the snapshot to refresh. It may be neither locked, nor have snapshots of its own."),
		"source_id": target("The id of its parent."),
	},
}

// told is a volume or snapshot that is told to do something.
type told struct {
	ID       types.Int64    `tfsdk:"id"`
	Approved types.Bool     `tfsdk:"approved"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// VolumePromote turns a snapshot into a volume of its own ("Promote
// Snapshot"). Whether that is dangerous depends on its retention.
var VolumePromote = entity.Action[told]{
	Name: "infinibox_volume_promote",
	Description: "Turns a snapshot into an InfiniBox volume of its own, with the same id. A snapshot with a retention time loses it, which needs approval. " +
		"If a resource manages the snapshot, replace it by one for the volume: a `removed` block for the one and an `import` block for the other.",
	Path: "volumes/{id}/promote",
	Refusals: datasetRefusals(entity.Refusals{
		"VOLUME_NOT_FOUND":                         about("id", existing),
		"PROMOTE_LOCKED_SNAPSHOT":                  about("id", lockedHolds),
		"PROMOTE_MASTER_ENTITY":                    about("id", "It is a volume already. Give the id of a snapshot."),
		"PROMOTE_SNAPSHOT_PART_OF_SG":              about("id", groupMember),
		"PROMOTE_SNAPSHOT_WITH_CHILDREN":           about("id", "Delete the snapshots that were taken of it first."),
		"PROMOTE_VVOL_OR_FILESYSTEM_NOT_SUPPORTED": about("id", "Give the id of a snapshot of a volume."),
		"FEATURE_NOT_ENABLED":                      whole("Have the feature enabled on the array."),
		"POOL_VIRTUAL_CAPACITY":                    about("id", "A volume takes virtual capacity of its own. Grow the snapshot's pool, or free some of it."),
		"ILLEGAL_POOL_STATE":                       about("id", unlockFirst),
	}),
	Attributes: map[string]schema.Attribute{
		"id": target("The id of the snapshot to promote. It may be neither locked, nor have snapshots of its own, nor belong to a group."),
	},
}

// VolumeResetSerial gives a volume another serial number ("Reset Volume
// Serial").
var VolumeResetSerial = entity.Action[told]{
	Name:        "infinibox_volume_reset_serial",
	Description: "Gives an InfiniBox volume a fresh serial number, so that hosts take it for another one. Snapshots keep theirs.",
	Path:        "volumes/{id}/reset_serial",
	Refusals: datasetRefusals(entity.Refusals{
		"VOLUME_NOT_FOUND":           about("id", existing),
		"CANNOT_RESET_VOLUME_SERIAL": about("id", "Give the id of a volume: snapshots keep their serial numbers."),
		"ILLEGAL_POOL_STATE":         about("id", unlockFirst),
	}),
	Attributes: map[string]schema.Attribute{
		"id": target("The id of the volume."),
	},
}

// owned is a replicated volume whose newest replication snapshot is kept.
type owned struct {
	ID       types.Int64    `tfsdk:"id"`
	Name     types.String   `tfsdk:"name" api:"name"`
	Approved types.Bool     `tfsdk:"approved"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// VolumeOwnSnapshot keeps a replication snapshot ("Take Rmr Snapshot
// Ownership").
var VolumeOwnSnapshot = entity.Action[owned]{
	Name:        "infinibox_volume_own_snapshot",
	Description: "Keeps the newest replication snapshot of an InfiniBox volume under a name, which replication would otherwise remove.",
	Path:        "volumes/{id}/own_snapshot",
	Refusals: datasetRefusals(entity.Refusals{
		"VOLUME_NOT_FOUND":               about("id", existing),
		"NO_RMR_SNAPSHOT_FOUND":          about("id", "Give the id of a replicated volume of which replication has taken a snapshot."),
		"RMR_SNAPSHOT_ALREADY_RECLAIMED": about("id", "The newest replication snapshot is kept already: look for it among the volume's snapshots."),
	}),
	Attributes: map[string]schema.Attribute{
		"id": target("The id of the replicated volume."),
		"name": schema.StringAttribute{Required: true, Validators: nameRules(),
			MarkdownDescription: "The name that the snapshot gets, 1 to 65 characters."},
	},
}

// groupSnapshot is volumes of which snapshots are taken at one moment.
type groupSnapshot struct {
	Entities   types.List     `tfsdk:"entities"    api:"entities"`
	SnapPrefix types.String   `tfsdk:"snap_prefix" api:"snap_prefix"`
	SnapSuffix types.String   `tfsdk:"snap_suffix" api:"snap_suffix"`
	Approved   types.Bool     `tfsdk:"approved"`
	Timeouts   timeouts.Value `tfsdk:"timeouts"`
}

// VolumeGroupSnapshot takes snapshots of several volumes at once ("Create a
// Snapshot Group").
var VolumeGroupSnapshot = entity.Action[groupSnapshot]{
	Name:        "infinibox_volume_group_snapshot",
	Description: "Takes snapshots of several InfiniBox volumes of one pool at the same moment.",
	Path:        "volumes/group_snapshot",
	Refusals: datasetRefusals(entity.Refusals{
		"VOLUME_NOT_FOUND":                         about("entities", existing),
		"VOLUME_NAME_CONFLICT":                     about("entities", "Give other snap_names, or another snap_prefix or snap_suffix."),
		"DATASET_NAME_WILL_BE_DUPLICATED":          about("entities", "Give each snapshot a name of its own, which isn't its volume's."),
		"ENTITY_NAME_IS_RESERVED":                  about("entities", "Give another snap_name."),
		"INVALID_CHARACTERS_IN_NAME":               about("entities", "Use letters, digits, spaces between them, and signs such as - _ . and ~ in names, prefix and suffix."),
		"INVALID_NAME_LENGTH":                      about("entities", "A name is 1 to 65 characters long, with its prefix and suffix."),
		"DATASET_BELONG_TO_DIFFERENT_POOL":         about("entities", "Name volumes of one pool, and the others in an action of their own."),
		"GROUP_MEMBERS_LIMIT_EXCEEDED":             about("entities", "Name fewer volumes, and the others in an action of their own."),
		"MAX_FAMILY_SIZE":                          about("entities", "Delete snapshots of that family first."),
		"MAX_TREE_DEPTH":                           about("entities", "Name volumes, or snapshots that are nearer to them."),
		"ILLEGAL_POOL_STATE":                       about("entities", unlockFirst),
		"ACTIVE_ACTIVE_GROUP_SNAPSHOT_NOT_ALLOWED": about("entities", replicated),
		"REPLICATED_VOLUME_SNAPSHOT_NOT_ALLOWED":   about("entities", replicated),
	}),
	Attributes: map[string]schema.Attribute{
		"entities": schema.ListNestedAttribute{Required: true, Validators: []validator.List{listvalidator.SizeAtLeast(1)},
			MarkdownDescription: "The volumes, each once and all in one pool.",
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"id": target("The id of a volume."),
				"snap_name": schema.StringAttribute{Optional: true, Validators: nameRules(),
					MarkdownDescription: "The name of its snapshot; prefix, name of the volume and suffix when left out."},
			}}},
		"snap_prefix": schema.StringAttribute{Optional: true, Validators: []validator.String{stringvalidator.LengthBetween(1, 64)},
			MarkdownDescription: "What the snapshots' names begin with."},
		"snap_suffix": schema.StringAttribute{Optional: true, Validators: []validator.String{stringvalidator.LengthBetween(1, 64)},
			MarkdownDescription: "What the snapshots' names end with. Without a name of its own, a snapshot needs a prefix or suffix."},
	},
}

// target is the id of what an action is about.
func target(description string) schema.Int64Attribute {
	return schema.Int64Attribute{Required: true, Validators: []validator.Int64{int64validator.AtLeast(1)}, MarkdownDescription: description}
}
