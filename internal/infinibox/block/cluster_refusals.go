package block

import (
	"maps"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// What the refusals about hosts and clusters have in common.
const (
	mixedProtocols = "A volume is used over SCSI (FC, iSCSI) or over NVMe-oF, and so is a host and a cluster. Keep ports and mappings of the two apart."
	noSuchCluster  = "Give the id of a cluster that exists."
	zeroNamespace  = "NVMe-oF knows no number 0. Map the volume with another lun."
	wrongHostType  = "All hosts of a cluster are of its host_type. Set the host_type of one of them to the other's, or make a new one with it."
)

// clusterRefusals are what the array says of clusters.
func clusterRefusals() entity.Refusals {
	return entity.Refusals{
		"HOST_CLUSTER_NOT_FOUND":            {Gone: true, Remedy: noSuchCluster},
		"HOST_CLUSTER_NAME_CONFLICT":        about("name", "Give another name, or import what has it."),
		"CLUSTER_HAS_LUNS":                  whole("Unmap the volumes from it first: destroy its onprem_infinibox_cluster_lun. Where they refer to it by cluster_id = onprem_infinibox_cluster.NAME.id, Terraform does that by itself."),
		"CLUSTER_COUNT_LIMIT":               whole("The array has as many clusters as it can. Delete some that nobody needs."),
		"CLUSTER_PROHIBITED_HOST_TYPE":      about("host_type", wrongHostType),
		"TENANT_NOT_FOUND":                  whole("The account belongs to a tenant that doesn't exist any more. Use another account."),
		"OPENVMS_HOST_TYPE_NO_MODIFICATION": about("host_type", "OPENVMS is set at creation only: keep the type, or replace the cluster."),
		"INVALID_CHARACTERS_IN_NAME":        nameRefusals()["INVALID_CHARACTERS_IN_NAME"],
		"INVALID_NAME_LENGTH":               nameRefusals()["INVALID_NAME_LENGTH"],
	}
}

// clusterHostRefusals are what the array says of the members of clusters.
func clusterHostRefusals() entity.Refusals {
	refusals := entity.Refusals{
		"HOST_CLUSTER_NOT_FOUND":       about("cluster_id", noSuchCluster),
		"HOST_NOT_FOUND":               about("host_id", noSuchHost),
		"HOST_EXISTS":                  about("host_id", "It is a member already: import it."),
		"HOST_ASSIGNED_TO_CLUSTER":     about("host_id", "A host is in one cluster at most. Remove it from the other one first: destroy the onprem_infinibox_cluster_host that put it there."),
		"HOST_COUNT_CLUSTER_LIMIT":     about("cluster_id", "The cluster has as many hosts as it can. Take one out, or use a second cluster."),
		"PORT_COUNT_CLUSTER_LIMIT":     about("cluster_id", "The hosts of the cluster would have more ports than a cluster can. Take some out."),
		"CLUSTER_PROHIBITED_HOST_TYPE": about("host_id", wrongHostType),
		"PRIVATE_LUNS_CONFLICT":        about("host_id", "Unmap the volume from the host first: destroy its onprem_infinibox_host_lun. As a member the host has it through the cluster."),
		"LUN_EXISTS":                   about("host_id", "A volume of the host's own has a number that one of the cluster's has. Map one of them with another lun."),
		"MAPPINGS_COUNT_LIMIT":         whole(mappingsLimit),
		"OPENVMS_CLUSTER_UDID_EXISTS":  about("host_id", sameUDID),

		"CANT_ADD_NVME_OF_HOST_TO_CLUSTER_WITH_VOLUMES_MAPPED_USING_NSID_0": about("host_id", zeroNamespace),
		"CANT_ADD_HOST_WITH_VOLUMES_MAPPED_USING_NSID_0_TO_NVME_OF_CLUSTER": about("host_id", zeroNamespace),
		"NVME_OF_HOST_CANNOT_JOIN_ACTIVE_ACTIVE_CLUSTER":                    about("host_id", activeActive),
	}
	for _, code := range []string{
		"CANT_MIX_NVME_OF_SCSI_ADD_SCSI_HOST_TO_NVME_CLUSTER", "CANT_MIX_NVME_OF_SCSI_ADD_NVME_HOST_TO_SCSI_CLUSTER",
		"CANT_MIX_NVME_OF_SCSI_ADD_SCSI_PORT_MAPPED_NVME_VOLUME", "CANT_MIX_NVME_OF_SCSI_ADD_NVME_PORT_MAPPED_SCSI_VOLUME",
	} {
		refusals[code] = about("host_id", mixedProtocols)
	}
	return refusals
}

// clusterLUNRefusals are what the array says of a cluster's mappings.
func clusterLUNRefusals() entity.Refusals {
	refusals := mappingRefusals("cluster_id")
	maps.Copy(refusals, entity.Refusals{
		"HOST_CLUSTER_NOT_FOUND":                                 about("cluster_id", noSuchCluster),
		"MAPPING_NOT_ALLOWED":                                    about("volume_id", "A host of the cluster has the volume for itself. Unmap it there first: destroy that onprem_infinibox_host_lun."),
		"VVOL_ALREADY_ENABLED_ON_CLUSTER":                        about("volume_id", protocolEndpoint),
		"VVOL_ALREADY_DISABLED_ON_CLUSTER":                       about("volume_id", protocolEndpoint),
		"ENABLE_VVOL_NOT_ALLOWED":                                about("volume_id", protocolEndpoint),
		"VOLUME_CANNOT_BE_MAPPED_TO_NVME_OF_CLUSTER_WITH_NSID_0": about("lun", zeroNamespace),
	})
	return refusals
}
