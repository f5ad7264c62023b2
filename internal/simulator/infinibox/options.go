package infinibox

import (
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// Options say what kind of array New makes. The zero value is a usable one.
type Options struct {
	// Clock is the array's time; nil is a clock of its own.
	Clock *device.Clock
	// Name is the system's name; empty is "ibox-simulator".
	Name string
	// Seed decides serial numbers and generated names. Arrays that meet each
	// other need different seeds, or their volumes share serials.
	Seed uint64
	// FirstID is the id of the first object; ids grow and are never used
	// again. Zero is 1000.
	FirstID int64
	// PhysicalCapacity of the system in bytes; zero is 9007199255003136.
	PhysicalCapacity int64
	// VirtualCapacity of the system in bytes; zero is 22517998137507840.
	VirtualCapacity int64
	// SSAExpressCapacity is the size of the SSA Express cache in bytes; zero
	// is 70 TB.
	SSAExpressCapacity int64
	// SSAExpressLoading is how long a dataset loads into the cache; zero is
	// ten seconds on the array's clock.
	SSAExpressLoading time.Duration
	// Promotion is how long a promote goes on in the background, during which
	// the new volume can't be deleted; zero is two seconds on the array's clock.
	Promotion time.Duration
	// QoS has quality of service turned on from the start.
	QoS bool
	// MixedProtocols lets a volume be reached over SCSI and NVMe-oF at once, with
	// approval; without, that's refused.
	MixedProtocols bool
	// NoPromotion has the feature that promotes snapshots turned off.
	NoPromotion bool
	// S3 turns the S3-compatible object storage feature on.
	S3 bool
	// WithoutSchedules leaves the default snapshot policy without the schedules
	// that it has from the start, as on an array whose administrators have
	// deleted them: nothing takes snapshots by itself.
	WithoutSchedules bool
	// Users are the accounts; nil is DefaultUsers.
	Users []User
	// Limits bound the numbers of objects.
	Limits Limits
	// Delays makes calls answer asynchronously; see Delay.
	Delays []Delay
}

// Limits bound the numbers of objects; a zero is the default named there.
type Limits struct {
	// Pools on the system; 1000.
	Pools int
	// Datasets on the system, snapshots included; 1,000,000.
	Datasets int
	// FamilySize is the number of snapshots below one volume; 1000.
	FamilySize int
	// TreeDepth is the deepest snapshot of a snapshot; 32.
	TreeDepth int
	// GroupMembers is how many volumes one group snapshot may take and one
	// consistency group may have; 100.
	GroupMembers int
	// MetadataPerRequest is how many keys one call may set, MetadataPerObject
	// how many one object may have; 100 and 1000.
	MetadataPerRequest, MetadataPerObject int
	// MetadataValue is the length of a value, MetadataTotal that of all keys and
	// values together, in bytes; 32 KiB and 64 MiB.
	MetadataValue, MetadataTotal int
	// Groups is the number of consistency groups on the system, snapshot groups
	// left out; 1000.
	Groups int
	// SnapshotGroups is the number of snapshot groups of one consistency group;
	// 200.
	SnapshotGroups int
	// GroupDelete is how many snapshot groups a consistency group may have to be
	// deleted; 200.
	GroupDelete int
	// SAN are those of hosts and what they have.
	SAN SANLimits
	// SnapshotPolicies on the system; 10,000.
	SnapshotPolicies int
	// Schedules on the system; 100,000.
	Schedules int
	// SchedulesPerPolicy is how many schedules one snapshot policy may have; 100.
	SchedulesPerPolicy int
	// QoSPolicies on the system; 10,000.
	QoSPolicies int
	// QoSEntities is how many entities one QoS policy may be assigned to;
	// 100,000.
	QoSEntities int
	// ExpressQueue is how many datasets may wait for SSA Express; 100.
	ExpressQueue int
}

// withDefaults fills in what was left out.
func (o Options) withDefaults() Options {
	fill(&o.Name, "ibox-simulator")
	fill(&o.FirstID, 1000)
	fill(&o.PhysicalCapacity, 9007199255003136)
	fill(&o.VirtualCapacity, 22517998137507840)
	fill(&o.SSAExpressCapacity, 70_000_000_000_000)
	fill(&o.SSAExpressLoading, 10*time.Second)
	fill(&o.Promotion, 2*time.Second)
	fill(&o.Limits.Pools, 1000)
	fill(&o.Limits.Datasets, 1_000_000)
	fill(&o.Limits.FamilySize, 1000)
	fill(&o.Limits.TreeDepth, 32)
	fill(&o.Limits.GroupMembers, 100)
	o.Limits.SAN.fill()
	fill(&o.Limits.MetadataPerRequest, 100)
	fill(&o.Limits.MetadataPerObject, 1000)
	fill(&o.Limits.MetadataValue, 32<<10)
	fill(&o.Limits.MetadataTotal, 64<<20)
	fill(&o.Limits.Groups, 1000)
	fill(&o.Limits.SnapshotGroups, 200)
	fill(&o.Limits.GroupDelete, 200)
	fill(&o.Limits.SnapshotPolicies, 10_000)
	fill(&o.Limits.Schedules, 100_000)
	fill(&o.Limits.SchedulesPerPolicy, 100)
	fill(&o.Limits.QoSPolicies, 10_000)
	fill(&o.Limits.QoSEntities, 100_000)
	fill(&o.Limits.ExpressQueue, 100)
	if o.Clock == nil {
		o.Clock = device.NewClock(nil)
	}
	if o.Users == nil {
		o.Users = DefaultUsers()
	}
	return o
}

func fill[T comparable](field *T, standard T) {
	var zero T
	if *field == zero {
		*field = standard
	}
}
