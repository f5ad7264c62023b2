package block

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// portFits finds addresses of another network than the port's.
func portFits(change entity.Change[hostPort]) diag.Diagnostics {
	plan := change.Plan
	if plan == nil || !known(plan.Type) || !known(plan.Address) {
		return nil
	}
	var diags diag.Diagnostics
	if network := plan.Address.PortType(); network != "" && network != plan.Type.ValueString() {
		diags.AddAttributeError(path.Root("type"), "Address Of Another Network",
			fmt.Sprintf("The address %s is one of type %s, and type is %s. Set type = %q, or give an address of that network.",
				plan.Address.ValueString(), network, plan.Type.ValueString(), network))
	}
	return diags
}

// mappingsOfLastPort are what a host loses with its last port: its own, and
// those of its cluster.
func mappingsOfLastPort(ctx context.Context, device api.Device, port hostPort) (string, error) {
	host, err := device.Get(ctx, fmt.Sprintf("hosts/%d", port.HostID.ValueInt64()))
	if err != nil {
		return "", err
	}
	ports, _ := host["ports"].([]any)
	luns, _ := host["luns"].([]any)
	if len(ports) > 1 || len(luns) == 0 {
		return "", nil
	}
	return fmt.Sprintf("host %s still has %d mappings", host["name"], len(luns)), nil
}

// Why hosts, clusters and volumes are of one protocol.
const (
	oneProtocol = "A volume is used over SCSI (FC, ISCSI) or over NVMe-oF (NVME), and so are a host, its cluster and what is mapped to them. " +
		"Give the host ports of the same kind as it and its cluster have, or unmap what the others use."
	noNumberZero = "NVMe-oF has no volume number 0. Map what the host or its cluster has under LUN 0 under another number first."
	tooManyPorts = "Remove ports that nobody needs first."
)

// hostPortRefusals are what the array says of ports.
func hostPortRefusals() entity.Refusals {
	return entity.Refusals{
		"HOST_NOT_FOUND": about("host_id", "Give the id of a host that exists."),
		"PORT_NOT_FOUND": {Gone: true, Remedy: "The host has no such port any more. Plan again."},
		"INVALID_IQN":    about("address", "Give the initiator's iSCSI name, such as iqn.1998-01.com.example:web01, with none but letters, digits and - . : _ in it."),
		"INVALID_NQN":    about("address", "Give the initiator's NVMe name, such as nqn.2014-08.org.nvmexpress:uuid: and its UUID."),
		"PORT_ALREADY_BELONGS_TO_HOST": about("address",
			"A port belongs to one host. Give another address, or remove it from that host first; if that is this host, import the port as {host_id}/{type}/{address}."),
		"CHAP_SECURITY_CONDITION_NOT_MET": about("type",
			"The host's security_method needs secrets that the array hasn't got. Give them on the onprem_infinibox_host, with another _wo_version, or set its security_method to NONE."),
		"ISCSI_DISABLED":                  about("type", "Use Fibre Channel or NVMe ports, or have Infinidat's support enable iSCSI."),
		"ISCSI_PORT_COUNT_LIMIT":          about("type", "The array has as many iSCSI ports as it can. "+tooManyPorts),
		"NVME_PORT_COUNT_LIMIT":           about("type", "The array has as many NVMe ports as it can. "+tooManyPorts),
		"PORT_COUNT_HOST_LIMIT":           about("host_id", "The host has as many ports as it can. "+tooManyPorts),
		"PORT_COUNT_CLUSTER_MEMBER_LIMIT": about("host_id", "The host's cluster has as many ports as it can. "+tooManyPorts),

		"NVME_OF_PORT_NOT_ALLOWED_FOR_ACTIVE_ACTIVE_VOLUME":              about("type", "Volumes of active-active replication are used over SCSI only. Unmap them from the host and its cluster first, or give the host other ports."),
		"CANT_ADD_NVME_OF_PORT_TO_HOST_WITH_VOLUMES_MAPPED_USING_NSID_0": about("type", noNumberZero),
		"CANT_MIX_NVME_OF_SCSI_ADD_SCSI_PORT_TO_HOST_IN_NVME_CLUSTER":    about("type", oneProtocol),
		"CANT_MIX_NVME_OF_SCSI_ADD_NVME_PORT_TO_HOST_IN_SCSI_CLUSTER":    about("type", oneProtocol),
		"CANT_MIX_NVME_OF_SCSI_ADD_NVME_PORT_MAPPED_SCSI_VOLUME":         about("type", oneProtocol),
		"CANT_MIX_NVME_OF_SCSI_ADD_SCSI_PORT_MAPPED_NVME_VOLUME":         about("type", oneProtocol),
		"CANT_MIX_NVME_OF_SCSI_ADD_SCSI_PORT_TO_NVME_OF_HOST":            about("type", oneProtocol),
		"CANT_MIX_NVME_OF_SCSI_ADD_NVME_OF_PORT_TO_SCSI_HOST":            about("type", oneProtocol),
	}
}
