package block

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// qosAssignment puts a volume or pool under a quality of service policy
// ("Assign an Entity to a QoS Policy" in the reference).
type qosAssignment struct {
	QoSPolicyID types.Int64 `tfsdk:"qos_policy_id" api:"qos_policy_id,fixed"`
	EntityID    types.Int64 `tfsdk:"entity_id"     api:"entity_id,fixed"`
	ID          types.Int64 `tfsdk:"id"            api:"id"`
	Approved    types.Bool  `tfsdk:"approved"`
}

// assignedEntity is what the data sources show of what is assigned.
type assignedEntity struct {
	EntityName types.String `tfsdk:"entity_name" api:"entity_name"`
	EntityType types.String `tfsdk:"entity_type" api:"entity_type"`
	CreatedAt  types.Int64  `tfsdk:"created_at"  api:"created_at"`
}

// QoSAssignment is an assignment, which two operations make and end. The first
// takes approval also for what is under the policy already.
var QoSAssignment = entity.Collection[qosAssignment, assignedEntity]{
	Name: "infinibox_qos_assignment",
	Description: "The assignment of a volume or pool of an InfiniBox to a quality of service policy, whose limits then hold for it.\n\n" +
		"A volume or pool is under one policy at most: taking it from another one is dangerous and needs approval, " +
		"and so is a pool's policy that allows its volumes less than their own. Destroying the assignment lifts the limits.",
	Path:       "qos/policies/{qos_policy_id}/assigned_entities",
	Keys:       []string{"qos_policy_id", "id"},
	NaturalKey: "entity_id",
	Listed:     "qos/assigned_entities",
	Unfiltered: true,
	CreateBy:   "qos/policies/{qos_policy_id}/assign",
	DeleteBy:   "qos/policies/{qos_policy_id}/unassign",
	DeleteWith: []string{"entity_id"},
	Refusals:   qosAssignmentRefusals(),
	Attributes: map[string]schema.Attribute{
		"qos_policy_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the policy. Another one replaces the assignment."},
		"entity_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the volume or pool, as the policy's type says. Another one replaces the assignment."},
		"id": schema.Int64Attribute{Computed: true,
			MarkdownDescription: "The array's id of the assignment."},
		"approved": entity.Approved(),
	},
	Figures: map[string]string{
		"entity_name": "Name of the volume or pool.",
		"entity_type": "`VOLUME` or `POOL`.",
		"created_at":  "When it was assigned, in milliseconds since 1970.",
	},
}
