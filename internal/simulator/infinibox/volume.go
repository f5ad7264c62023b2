package infinibox

import "time"

// Values of a volume's type, provisioning and lock.
const (
	master   = "MASTER"
	snapshot = "SNAPSHOT"

	thick = "THICK"
	thin  = "THIN"

	unlocked    = "UNLOCKED"
	locked      = "LOCKED"
	lockExpired = "EXPIRED"
)

// volume is a block device carved out of a pool, or a snapshot of one
// ("Volume" in the reference).
type volume struct {
	id             int64
	name           string
	pool           *pool
	parent         *volume
	children       []*volume
	root           *volume
	family         int // snapshots below this volume, counted at the root only
	depth          int64
	size           int64
	thick          bool
	data           int64 // bytes that it holds of its own
	replicas       []*record
	remoteExpiry   int64 // seconds that the peer keeps it; 0 isn't said
	remoteLock     int64 // seconds that the peer locks it; 0 isn't said
	serial         string
	writeProtected bool
	ssd            bool
	compression    bool
	policy         *snapshotPolicy
	udid           *int64
	lockExpires    int64 // ms; 0 is never locked
	lockState      string
	retention      int64 // seconds; 0 is none
	expires        int64 // seconds since 1970; 0 is never
	promotedFrom   int64 // id of the former parent
	promotion      bool  // a promote has touched its family
	promotedAt     int64 // ms at which its promote ends in the background; 0 is never promoted
	express        bool
	loadsAt        int64   // ms at which it leaves the queue of SSA Express; 0 isn't in it
	loadedAt       int64   // ms at which loading into SSA Express ends; 0 is done
	mapped         bool    // has a LUN; kept for the mappings of hosts
	madeBy         *origin // the snapshot policy that took it; nil is none
	qos            *qosAssignment
	group          *group
	created        int64
	updated        int64
}

func (v *volume) identity() int64 { return v.id }
func (v *volume) label() string   { return v.name }

func (v *volume) isSnapshot() bool { return v.parent != nil }
func (v *volume) isLocked() bool   { return v.lockState == locked }

// virtualUse is what the volume takes of its pool's virtual capacity.
// Snapshots share their parent's.
func (v *volume) virtualUse() int64 {
	if v.isSnapshot() {
		return 0
	}
	return roundUp(v.size, provisionUnit)
}

// physicalUse is what the volume takes of its pool's physical capacity: all of
// it when thick, what hosts have written when thin or a snapshot.
func (v *volume) physicalUse() int64 {
	if v.isSnapshot() || !v.thick {
		return roundUp(v.data, provisionUnit)
	}
	return roundUp(v.size, provisionUnit)
}

// book adds the volume to its pool's figures (+1) or takes it out (-1).
func (v *volume) book(sign int64) {
	v.pool.take(sign*v.virtualUse(), sign*v.physicalUse())
	if v.isSnapshot() {
		v.pool.snapshots += sign
	} else {
		v.pool.volumes += sign
	}
}

// all is the volume and every snapshot below it, parents first.
func (v *volume) all() []*volume {
	tree := []*volume{v}
	for at := 0; at < len(tree); at++ {
		tree = append(tree, tree[at].children...)
	}
	return tree
}

// below tells whether the volume is a descendant of another.
func (v *volume) below(ancestor *volume) bool {
	for up := v.parent; up != nil; up = up.parent {
		if up == ancestor {
			return true
		}
	}
	return false
}

// utc is a time in ms the way the array's messages write it.
func utc(millis int64) string {
	return time.UnixMilli(millis).UTC().Format(time.DateTime)
}

// kindOf is the volume's type.
func (v *volume) kindOf() string {
	if v.isSnapshot() {
		return snapshot
	}
	return master
}

func (v *volume) provisioning() string {
	if v.thick {
		return thick
	}
	return thin
}

// nguid is the serial as NVMe shows it: second half first.
func (v *volume) nguid() string { return nguidOf(v.serial) }

func nguidOf(s string) string {
	return s[16:24] + "-" + s[24:28] + "-" + s[28:32] + "-" + s[0:4] + "-" + s[4:16]
}
