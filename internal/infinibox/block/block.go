// Package block declares the block storage of an InfiniBox: pools and their
// locks, volumes, their snapshots, groups of both, hosts with their ports,
// clusters, what is mapped to either, the quality of service of the whole array,
// and what all of these can be told to do. Each file is one entity, or the
// actions on one.
package block

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// sector is the unit of all capacities, in bytes.
const sector = 512

// Entities are the block storage entities, ready to be registered.
func Entities() []func() (entity.Entity, error) {
	return []func() (entity.Entity, error){
		Cluster.Entity,
		ClusterHost.Entity,
		ClusterLUN.Entity,
		HostLUN.Entity,
		Pool.Entity,
		PoolLock.Entity,
		Volume.Entity,
		VolumeSnapshot.Entity,
		ConsistencyGroup.Entity,
		ConsistencyGroupMember.Entity,
		SnapshotGroup.Entity,
		QoS.Entity,
		Host.Entity,
		HostPort.Entity,
		QoSPolicy.Entity,
		QoSAssignment.Entity,
		SnapshotPolicy.Entity,
		SnapshotPolicySchedule.Entity,
		VM.Entity,
		ObjectMetadata.Entity,
		SystemMetadata.Entity,
		Dataset.Entity,
		InternalDataset.Entity,
		ReplicationPair.Entity,
		DeletionEstimate.Entity,
		Initiator.Entity,
		HostByInitiator.Entity,
		SANClient.Entity,
		SSAExpress.Entity,
		VolumeLun.Entity,
		SnapshotPolicyAssignedEntity.Entity,
		AdministeredPool.Entity,
		PoolAdmins.Entity,
		Vvol.Entity,
	}
}

// Actions are the actions of block storage, ready to be registered.
func Actions() []func() (*entity.Invocable, error) {
	return []func() (*entity.Invocable, error){
		VolumeRestore.Action,
		VolumeRefresh.Action,
		VolumePromote.Action,
		VolumeResetSerial.Action,
		VolumeOwnSnapshot.Action,
		VolumeGroupSnapshot.Action,
		ConsistencyGroupRestore.Action,
		ConsistencyGroupRefresh.Action,
		ConsistencyGroupPromote.Action,
		DatasetsUpdate.Action,
		VvolDelete.Action,
	}
}

// nameRules are the array's for the names of pools and datasets
// (INVALID_NAME_LENGTH). Which characters it takes is its own affair.
func nameRules() []validator.String {
	return []validator.String{stringvalidator.LengthBetween(1, 65)}
}

// percent is a threshold (ILLEGAL_THRESHOLD_VALUE).
func percent() []validator.Int64 {
	return []validator.Int64{int64validator.Between(1, 100)}
}

// anID is an id that the array could have given.
func anID() []validator.Int64 {
	return []validator.Int64{int64validator.AtLeast(1)}
}
