package block

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// host is a computer that uses volumes (section "Host" of the reference).
type host struct {
	ID               types.Int64  `tfsdk:"id"                 api:"id"`
	Name             types.String `tfsdk:"name"               api:"name"`
	HostType         types.String `tfsdk:"host_type"          api:"host_type"`
	MinExpectedPaths types.Int64  `tfsdk:"min_expected_paths" api:"min_expected_paths"`
	Optimized        types.Bool   `tfsdk:"optimized"          api:"optimized"`

	SecurityMethod  types.String `tfsdk:"security_method"                          api:"security_method"`
	InboundUser     types.String `tfsdk:"security_chap_inbound_username"           api:"security_chap_inbound_username"`
	InboundWO       types.String `tfsdk:"security_chap_inbound_secret_wo"          api:"security_chap_inbound_secret,secret"`
	InboundVersion  types.Int64  `tfsdk:"security_chap_inbound_secret_wo_version"`
	OutboundUser    types.String `tfsdk:"security_chap_outbound_username"          api:"security_chap_outbound_username"`
	OutboundWO      types.String `tfsdk:"security_chap_outbound_secret_wo"         api:"security_chap_outbound_secret,secret"`
	OutboundVersion types.Int64  `tfsdk:"security_chap_outbound_secret_wo_version"`

	Approved types.Bool `tfsdk:"approved"`
}

// hostFigures are what only data sources show of a host.
type hostFigures struct {
	HostClusterID     types.Int64  `tfsdk:"host_cluster_id"                   api:"host_cluster_id"`
	PortsCount        types.Int64  `tfsdk:"ports_count"                       api:"ports_count"`
	LunsCount         types.Int64  `tfsdk:"luns_count"                        api:"luns_count"`
	Paths             types.Int64  `tfsdk:"paths"                             api:"paths"`
	PathHealth        types.String `tfsdk:"path_health"                       api:"path_health"`
	Resiliency        types.String `tfsdk:"resiliency"                        api:"resiliency"`
	PortsDisconnected types.Int64  `tfsdk:"ports_disconnected"                api:"ports_disconnected"`
	SubsystemNQN      types.String `tfsdk:"subsystem_nqn"                     api:"subsystem_nqn"`
	HasInboundSecret  types.Bool   `tfsdk:"security_chap_has_inbound_secret"  api:"security_chap_has_inbound_secret"`
	HasOutboundSecret types.Bool   `tfsdk:"security_chap_has_outbound_secret" api:"security_chap_has_outbound_secret"`
	CreatedAt         types.Int64  `tfsdk:"created_at"                        api:"created_at"`
	UpdatedAt         types.Int64  `tfsdk:"updated_at"                        api:"updated_at"`
}

// Host is a host. The array takes one field per update, but all of CHAP at
// once, so that no host is ever without a secret that its method needs.
var Host = entity.Collection[host, hostFigures]{
	Name: "infinibox_host",
	Description: "A host of an InfiniBox: a computer that uses volumes.\n\n" +
		"Its ports are resources of their own, `onprem_infinibox_host_port`, and so are its mappings. " +
		"A host can be deleted once nothing is mapped to it and it is in no cluster; ports that are left go with it.",
	Path:       "hosts",
	NaturalKey: "name",
	Update:     entity.OneFieldPerRequest,
	Joint: [][]string{{"security_method", "security_chap_inbound_username", "security_chap_inbound_secret_wo",
		"security_chap_outbound_username", "security_chap_outbound_secret_wo"}},
	Resets:    map[string]any{"min_expected_paths": -1},
	Shows:     chosenPaths,
	ShowsFrom: []string{"is_min_expected_paths_user_set"},
	Remember:  []string{"security_chap_has_inbound_secret", "security_chap_has_outbound_secret"},
	Follows:   userNamesFollow,
	Replaces: func(change entity.Change[host], attribute string) bool {
		return attribute == "host_type" && asOpenVMS(change.Prior.HostType, change.Plan.HostType)
	},
	Check:    chapFits,
	Refusals: hostRefusals(),
	Dangers: []entity.Danger{
		{On: entity.Changing, Attribute: "optimized", Becomes: true, Reason: otherPaths},
		{On: entity.Changing, Attribute: "optimized", Becomes: false, Reason: otherPaths},
	},
	Attributes: map[string]schema.Attribute{
		"id": schema.Int64Attribute{Computed: true,
			MarkdownDescription: "The array's id of the host."},
		"name": schema.StringAttribute{Required: true, Validators: nameRules(),
			MarkdownDescription: "Name, 1 to 65 characters, unique among the array's hosts. Renaming is done in place."},
		"host_type": schema.StringAttribute{Optional: true, Computed: true,
			Validators: hostTypeRules(),
			MarkdownDescription: "The operating system that the array adapts to, as it calls it: `DEFAULT`, `OPENVMS` or another that it knows. Its default is `DEFAULT`. " +
				"`OPENVMS` is set on creation only: making a host `OPENVMS`, or anything else of one that is, replaces it. Left out, it stays as it is."},
		"min_expected_paths": schema.Int64Attribute{Optional: true, Validators: []validator.Int64{int64validator.AtLeast(0)},
			MarkdownDescription: "Number of paths between host and array below which the array reports the host as unhealthy. Left out, the array computes it; removing it goes back to that."},
		"optimized": schema.BoolAttribute{Optional: true, Computed: true,
			MarkdownDescription: "Whether the array tells the host which of its paths are optimized. The array's default is `true`. Changing it can alter how the host balances its load over the paths, is dangerous and needs approval. Left out, it stays as it is."},
		"security_method": schema.StringAttribute{Optional: true, Computed: true,
			Validators: []validator.String{stringvalidator.OneOf(chapNone, chapOneWay, chapMutual)},
			MarkdownDescription: "How host and array prove to each other who they are over iSCSI: `NONE`; `CHAP`, the host to the array (inbound); `MUTUAL_CHAP`, the array to the host too (outbound). The array's default is `NONE`. " +
				"`NONE` removes the user names and secrets. Left out, it stays as it is."},
		"security_chap_inbound_username": schema.StringAttribute{Optional: true, Computed: true, Validators: chapUserRules(),
			MarkdownDescription: "Name by which the host makes itself known, 1 to 20 characters. Left out, it stays as it is."},
		"security_chap_inbound_secret_wo": entity.Secret(
			"Secret by which the host makes itself known: ASCII characters. `CHAP` and `MUTUAL_CHAP` need it.", chapSecretRules()...),
		"security_chap_inbound_secret_wo_version": entity.SecretVersion(),
		"security_chap_outbound_username": schema.StringAttribute{Optional: true, Computed: true, Validators: chapUserRules(),
			MarkdownDescription: "Name by which the array makes itself known, 1 to 20 characters. Left out, it stays as it is."},
		"security_chap_outbound_secret_wo": entity.Secret(
			"Secret by which the array makes itself known: ASCII characters. `MUTUAL_CHAP` needs it.", chapSecretRules()...),
		"security_chap_outbound_secret_wo_version": entity.SecretVersion(),
		"approved": entity.Approved(),
	},
	Figures: map[string]string{
		"host_cluster_id":                   "Id of its cluster, 0 for none.",
		"ports_count":                       "Number of its ports.",
		"luns_count":                        "Number of its mappings, those of its cluster included.",
		"paths":                             "Number of paths between the host and the array.",
		"path_health":                       "`OK`, `NOT_OK` with fewer paths than expected, or `NONE` when none are expected.",
		"resiliency":                        "How well it is connected, such as `FULLY_CONNECTED` or `DISCONNECTED`.",
		"ports_disconnected":                "Number of its ports that aren't logged in.",
		"subsystem_nqn":                     "The array's NVMe name for the host; null without NVMe ports.",
		"security_chap_has_inbound_secret":  "Whether the array has an inbound secret.",
		"security_chap_has_outbound_secret": "Whether the array has an outbound secret.",
		"created_at":                        "When it was made, in milliseconds since 1970.",
		"updated_at":                        "When it was last changed, in milliseconds since 1970.",
	},
}

// otherPaths is why changing "optimized" is dangerous.
const otherPaths = "the host may balance its load over the paths to the array in another way"

// chosenPaths leaves out a number of paths that nobody chose: the array
// computes it, and it changes with the host's connections.
func chosenPaths(shown api.Object) api.Object {
	if shown["is_min_expected_paths_user_set"] != true {
		shown["min_expected_paths"] = nil
	}
	return shown
}

// chapUserRules are the array's for user names (INVALID_CHAP_USERNAME). To the
// array an empty one is none.
func chapUserRules() []validator.String {
	return []validator.String{stringvalidator.UTF8LengthBetween(1, 20)}
}

// chapSecretRules are the array's for secrets (INVALID_CHAP_SECRET).
func chapSecretRules() []validator.String {
	return []validator.String{stringvalidator.LengthAtLeast(1), attribute.ASCII()}
}
