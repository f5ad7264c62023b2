package block

import (
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// The methods of a host's security.
const (
	chapNone   = "NONE"
	chapOneWay = "CHAP"
	chapMutual = "MUTUAL_CHAP"
)

// userNamesFollow: with the method NONE the array forgets the user names.
func userNamesFollow(change entity.Change[host], attribute string) attr.Value {
	method := change.Plan.SecurityMethod
	switch attribute {
	case "security_chap_inbound_username", "security_chap_outbound_username":
		if !method.Equal(change.Prior.SecurityMethod) && (method.IsUnknown() || method.ValueString() == chapNone) {
			return types.StringUnknown()
		}
	}
	return nil
}

// chapFits finds at plan time a method whose secret is missing, with which no
// port could log in (CHAP_SECURITY_CONDITION_NOT_MET), and names and secrets
// given along with none. Only what changes is looked at: the array may have
// such a host already.
func chapFits(change entity.Change[host]) diag.Diagnostics {
	plan, prior := change.Plan, change.Prior
	if plan == nil || !known(plan.SecurityMethod) {
		return nil
	}
	if prior == nil {
		prior = &host{}
	}
	config := change.Config
	if config == nil {
		config = plan
	}
	method, before := plan.SecurityMethod.ValueString(), prior.SecurityMethod.ValueString()
	var diags diag.Diagnostics
	for _, side := range []struct {
		way, field            string
		needed, neededBefore  bool
		user, userBefore      types.String
		secret                types.String
		version, versionSoFar types.Int64
	}{
		{"inbound", "security_chap_inbound", method != chapNone, before == chapOneWay || before == chapMutual,
			plan.InboundUser, prior.InboundUser, config.InboundWO, plan.InboundVersion, prior.InboundVersion},
		{"outbound", "security_chap_outbound", method == chapMutual, before == chapMutual,
			plan.OutboundUser, prior.OutboundUser, config.OutboundWO, plan.OutboundVersion, prior.OutboundVersion},
	} {
		there := change.Prior != nil && (change.Seen == nil || change.Seen["security_chap_has_"+side.way+"_secret"] == true)
		switch {
		case side.needed && !side.neededBefore && side.secret.IsNull() && !there:
			diags.AddAttributeError(path.Root(side.field+"_secret_wo"), "CHAP Without A Secret",
				fmt.Sprintf("security_method is %s, which needs the %s secret, and the array has none. Give %s_secret_wo, or another security_method.", method, side.way, side.field))
		case method == chapNone && known(side.user) && (!side.user.Equal(side.userBefore) || before != chapNone):
			diags.AddAttributeError(path.Root(side.field+"_username"), "User Name Without CHAP",
				fmt.Sprintf("security_method is NONE, with which the array has no user names. Remove %s_username, or set security_method to CHAP or MUTUAL_CHAP.", side.field))
		case method == chapNone && known(side.secret) && (!side.version.Equal(side.versionSoFar) || before != chapNone):
			diags.AddAttributeError(path.Root(side.field+"_secret_wo"), "Secret Without CHAP",
				fmt.Sprintf("security_method is NONE, with which the array has no secrets. Remove %s_secret_wo, or set security_method to CHAP or MUTUAL_CHAP.", side.field))
		}
	}
	return diags
}

// hostRefusals are what the array says of hosts.
func hostRefusals() entity.Refusals {
	refusals := entity.Refusals{
		"HOST_NOT_FOUND":     {Gone: true},
		"HOST_NAME_CONFLICT": about("name", "Give another name, or import the host that has it."),
		"HOST_COUNT_LIMIT":   whole("The array has as many hosts as it can. Delete one that nobody needs."),
		"TENANT_NOT_FOUND":   whole("The array doesn't find the account's tenant: check the account in the provider block."),
		"HOST_NOT_EMPTY": whole("Unmap its volumes first: destroy its onprem_infinibox_host_lun resources, or unmap on the array what Terraform doesn't manage. " +
			"The data source onprem_infinibox_host_luns lists them. A resource goes before the host when it has host_id from the host's own id."),
		"CANNOT_DELETE_CLUSTERED_HOST": whole("Take it out of its cluster first: destroy its onprem_infinibox_cluster_host, or take it out on the array. " +
			"Its cluster is host_cluster_id of the data source onprem_infinibox_host."),
		"CHAP_SECURITY_CONDITION_NOT_MET": {About: []string{"security_method"}, Always: true,
			Remedy: "Give each secret that the method needs: security_chap_inbound_secret_wo for CHAP, security_chap_outbound_secret_wo too for MUTUAL_CHAP, each with another _wo_version if the host exists."},
		"INVALID_CHAP_USERNAME": {About: []string{"security_chap_inbound_username", "security_chap_outbound_username"}, Always: true,
			Remedy: "Give user names of 1 to 20 characters."},
		"INVALID_CHAP_SECRET": {About: []string{"security_chap_inbound_secret_wo", "security_chap_outbound_secret_wo"}, Always: true,
			Remedy: "Give secrets that the array takes: ASCII characters, neither too few nor too many."},
		"OPENVMS_HOST_TYPE_NO_MODIFICATION": about("host_type", "Keep the present host_type: it has changed on the array since it was read. Plan again to have the host replaced."),
		"CLUSTER_PROHIBITED_HOST_TYPE":      about("host_type", "Keep the type of the host's cluster, or take the host out of it first."),
	}
	maps.Copy(refusals, nameRefusals())
	return refusals
}
