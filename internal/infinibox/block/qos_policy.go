package block

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/float64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// qosPolicy caps what is assigned to it (section "Quality of Service" of the
// reference).
type qosPolicy struct {
	ID           types.Int64   `tfsdk:"id"            api:"id"`
	Name         types.String  `tfsdk:"name"          api:"name"`
	Type         types.String  `tfsdk:"type"          api:"type"`
	MaxOps       types.Int64   `tfsdk:"max_ops"       api:"max_ops"`
	MaxBps       types.Int64   `tfsdk:"max_bps"       api:"max_bps"`
	BurstEnabled types.Bool    `tfsdk:"burst_enabled" api:"burst_enabled"`
	BurstFactor  types.Float64 `tfsdk:"burst_factor"  api:"burst_factor"`
	Approved     types.Bool    `tfsdk:"approved"`
}

// qosPolicyFigures are what only data sources show.
type qosPolicyFigures struct {
	BurstDurationSeconds types.Int64 `tfsdk:"burst_duration_seconds" api:"burst_duration_seconds"`
	CreatedAt            types.Int64 `tfsdk:"created_at"             api:"created_at"`
	UpdatedAt            types.Int64 `tfsdk:"updated_at"             api:"updated_at"`
}

// QoSPolicy is a policy without what is assigned to it, which are entities of
// their own.
var QoSPolicy = entity.Collection[qosPolicy, qosPolicyFigures]{
	Name:   "infinibox_qos_policy",
	Plural: "infinibox_qos_policies",
	Description: "A quality of service policy of an InfiniBox: limits on operations and bytes per second, with bursts above them.\n\n" +
		"Volumes and pools come under it by `onprem_infinibox_qos_assignment`, and limits are enforced once `onprem_infinibox_qos` is on. " +
		"Deleting a policy that something is assigned to is dangerous and needs approval.",
	Path:       "qos/policies",
	NaturalKey: "name",
	Update:     entity.TogetherInOneRequest,
	// Enabling a burst and its factor are one thing to the array.
	Joint:    [][]string{{"burst_enabled", "burst_factor"}},
	Follows:  burstFollows,
	Check:    qosPolicyFits,
	Refusals: qosPolicyRefusals(),
	Attributes: map[string]schema.Attribute{
		"id": schema.Int64Attribute{Computed: true,
			MarkdownDescription: "The array's id of the policy."},
		"name": schema.StringAttribute{Required: true, Validators: nameRules(),
			MarkdownDescription: "Name, 1 to 65 characters, unique among the array's policies. Renaming is done in place."},
		"type": schema.StringAttribute{Required: true,
			Validators: []validator.String{stringvalidator.OneOf("VOLUME", "POOL_VOLUME", "FILESYSTEM", "POOL_FILESYSTEM")},
			MarkdownDescription: "What the limits are for: `VOLUME` for each volume by itself, `POOL_VOLUME` for all volumes of a pool together; `FILESYSTEM` and `POOL_FILESYSTEM` likewise, where the array has that feature. " +
				"Changed in place while nothing is assigned to the policy."},
		"max_ops": schema.Int64Attribute{Optional: true, Validators: []validator.Int64{int64validator.Between(1000, 10000000)},
			MarkdownDescription: "Operations per second, 1000 to 10000000. Left out, they aren't limited; a policy has at least one of `max_ops` and `max_bps`."},
		"max_bps": schema.Int64Attribute{Optional: true, Validators: []validator.Int64{int64validator.AtLeast(1)},
			MarkdownDescription: "Bytes per second; the array has a least and a greatest value. Left out, they aren't limited."},
		"burst_enabled": schema.BoolAttribute{Optional: true, Computed: true,
			MarkdownDescription: "Whether the limits can be exceeded for a short time; needs `burst_factor`. Left out, there are no bursts."},
		"burst_factor": schema.Float64Attribute{Optional: true,
			Validators:          []validator.Float64{float64validator.Between(1.1, 10), float64validator.AlsoRequires(path.MatchRoot("burst_enabled"))},
			MarkdownDescription: "How many times the limits a burst may have, 1.1 to 10 with at most one decimal; only with `burst_enabled = true`, which demands it."},
		"approved": entity.Approved(),
	},
	Figures: map[string]string{
		"burst_duration_seconds": "How long a burst can last, in seconds; none without bursts.",
		"created_at":             "When it was made, in milliseconds since 1970.",
		"updated_at":             "When it was last changed, in milliseconds since 1970.",
	},
}
