package block

import (
	"maps"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// What the refusals of mappings have in common.
const (
	noSuchHost       = "Give the id of a host that exists."
	mappingsLimit    = "The array has as many mappings as it can; a cluster's counts once more for each of its hosts. Unmap what nobody uses."
	sameUDID         = "OpenVMS tells volumes apart by their udid. Give one of the two volumes another."
	activeActive     = "Volumes in active-active replication can't be used over NVMe-oF. Use FC or iSCSI, or another volume."
	protocolEndpoint = "It is a protocol endpoint of VMware vVols, which the array maps as vVols are switched on for a host or cluster. Give the id of a volume or snapshot."
)

// mappingRefusals are what the array says of mappings; owner is the attribute
// that says to what.
func mappingRefusals(owner string) entity.Refusals {
	refusals := entity.Refusals{
		"VOLUME_NOT_FOUND":            about("volume_id", "Give the id of a volume or snapshot that exists and that the account may see."),
		"MAPPING_ALREADY_EXISTS":      about("volume_id", "It is mapped already: import the mapping."),
		"LUN_EXISTS":                  about("lun", "Give another lun, or leave it out: the array then takes the lowest free one."),
		"LUN_NOT_FOUND":               whole("It was unmapped by other means. Plan again."),
		"ILLEGAL_LUN":                 about("lun", "Give a number that the array takes, or leave lun out."),
		"LUN_AUTO_ASSIGNMENT_FAILURE": about(owner, "No number is free. Unmap what nobody uses."),
		"MAPPINGS_COUNT_LIMIT":        whole(mappingsLimit),
		"OPERATION_NOT_SUPPORTED":     about("volume_id", protocolEndpoint),
		"OPENVMS_LUN_CONTROLLER":      about("lun", "OpenVMS keeps number 0 to itself. Give another lun, or leave it out."),
		"OPENVMS_MISSING_UDID":        about("volume_id", "OpenVMS tells volumes apart by their udid. Give the volume one first."),
		"OPENVMS_HOST_UDID_EXISTS":    about("volume_id", sameUDID),
		"OPENVMS_CLUSTER_UDID_EXISTS": about("volume_id", sameUDID),
		"ACTIVE_ACTIVE_VOLUME_CANNOT_BE_MAPPED_TO_NVME_OF_HOST": about("volume_id", activeActive),
	}
	for _, code := range []string{
		"CANT_MIX_NVME_OF_SCSI_VOLUME_MAPPED_ACCESSED_NVME", "CANT_MIX_NVME_OF_SCSI_VOLUME_MAPPED_ACCESSED_SCSI",
		"CANT_MIX_NVME_OF_SCSI_VOLUME_MAPPED_TO_NVME_CLUSTER", "CANT_MIX_NVME_OF_SCSI_VOLUME_MAPPED_TO_SCSI_CLUSTER",
		"CANT_MIX_NVME_OF_SCSI_ADD_SCSI_PORT_MAPPED_NVME_VOLUME", "CANT_MIX_NVME_OF_SCSI_ADD_NVME_PORT_MAPPED_SCSI_VOLUME",
	} {
		refusals[code] = about("volume_id", mixedProtocols)
	}
	return refusals
}

// hostLUNRefusals are what the array says of a host's own mappings.
func hostLUNRefusals() entity.Refusals {
	refusals := mappingRefusals("host_id")
	maps.Copy(refusals, entity.Refusals{
		"HOST_NOT_FOUND":                                                 about("host_id", noSuchHost),
		"MAPPING_ALREADY_INHERITED":                                      about("volume_id", "The host has the volume through its cluster: remove this mapping from the configuration, or unmap the volume from the cluster first."),
		"LUN_IS_CLUSTERED":                                               whole("The host has the volume through its cluster by now: forget this mapping with a removed block, and manage it as onprem_infinibox_cluster_lun."),
		"VVOL_ALREADY_INHERITED":                                         about("volume_id", protocolEndpoint),
		"VVOL_ALREADY_DISABLED_ON_HOST":                                  about("volume_id", protocolEndpoint),
		"VOLUME_CANNOT_BE_MAPPED_TO_NVME_OF_HOST_WITH_NSID_0":            about("lun", zeroNamespace),
		"VOLUME_CANNOT_BE_MAPPED_TO_HOST_IN_NVME_OF_CLUSTER_WITH_NSID_0": about("lun", zeroNamespace),
	})
	return refusals
}
