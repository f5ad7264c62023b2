package infinibox

import (
	"math"
	"strconv"
)

// Types of a QoS policy: for single volumes, or for all volumes of a pool
// together. Those for file systems are a feature that isn't enabled here.
const (
	volumeLimits         = "VOLUME"
	poolVolumeLimits     = "POOL_VOLUME"
	filesystemLimits     = "FILESYSTEM"
	poolFilesystemLimits = "POOL_FILESYSTEM"
)

// Bounds of a policy's limits. The reference names those of max_ops and of the
// burst. Of max_bps it only shows values: the smallest, which goes with the
// smallest max_ops, is taken for the minimum, and the maximum is as many times
// that as it is of max_ops.
const (
	minOps          = 1000
	maxOps          = 10_000_000
	minBps          = 52_428_800
	maxBps          = minBps * (maxOps / minOps)
	minBurst        = 1.1
	maxBurst        = 10.0
	burstForSeconds = 60
)

// qosPolicy caps the performance of what is assigned to it. A limit of 0 is
// none.
type qosPolicy struct {
	id       int64
	name     string
	shared   bool // for pools
	ops, bps int64
	burst    float64 // factor; 0 is no burst
	created  int64
	updated  int64
	assigned []*qosAssignment
}

func (p *qosPolicy) identity() int64 { return p.id }
func (p *qosPolicy) label() string   { return p.name }

func (p *qosPolicy) sort() string {
	if p.shared {
		return poolVolumeLimits
	}
	return volumeLimits
}

// below tells whether the policy allows less than another in any respect.
func (p *qosPolicy) below(other *qosPolicy) bool {
	less := func(limit, than int64) bool { return limit > 0 && (than == 0 || limit < than) }
	return less(p.ops, other.ops) || less(p.bps, other.bps)
}

// qosPolicySchema is every field of a QoS policy in the order of the samples.
func qosPolicySchema() *schema[*qosPolicy] {
	listed := []string{"burst_enabled", "burst_factor", "created_at", "id", "max_bps", "max_ops", "name", "type", "updated_at"}
	return newSchema([]field[*qosPolicy]{
		{name: "name", kind: text, get: func(p *qosPolicy) value { return word(p.name) }},
		{name: "max_ops", kind: integer, get: func(p *qosPolicy) value { return optional(p.ops) }},
		{name: "created_at", kind: integer, get: func(p *qosPolicy) value { return number(p.created) }},
		{name: "burst_enabled", kind: boolean, get: func(p *qosPolicy) value { return flag(p.burst > 0) }},
		{name: "updated_at", kind: integer, get: func(p *qosPolicy) value { return number(p.updated) }},
		{name: "max_bps", kind: integer, get: func(p *qosPolicy) value { return optional(p.bps) }},
		{name: "burst_factor", kind: decimal, get: func(p *qosPolicy) value {
			if p.burst == 0 {
				return none()
			}
			return fraction(p.burst)
		}},
		{name: "burst_duration_seconds", kind: integer, get: func(p *qosPolicy) value {
			if p.burst == 0 {
				return none()
			}
			return number(burstForSeconds)
		}},
		{
			name: "type", kind: text, of: []string{volumeLimits, poolVolumeLimits, filesystemLimits, poolFilesystemLimits},
			get: func(p *qosPolicy) value { return word(p.sort()) },
		},
		{name: "id", kind: integer, get: func(p *qosPolicy) value { return number(p.id) }},
	}, listed, listed)
}

// check refuses limits that no policy has.
func (p *qosPolicy) check() error {
	if p.ops == 0 && p.bps == 0 {
		return fail("QOS_POLICY_MAX_LIMIT_NOT_DEFINED", p.name)
	}
	for _, limit := range []struct {
		name            string
		is, least, most int64
	}{{"max_ops", p.ops, minOps, maxOps}, {"max_bps", p.bps, minBps, maxBps}} {
		if limit.is != 0 && (limit.is < limit.least || limit.is > limit.most) {
			return refuseLimit(limit.name, limit.is)
		}
	}
	if tenths := p.burst * 10; p.burst != 0 && (p.burst < minBurst || p.burst > maxBurst || math.Abs(tenths-math.Round(tenths)) > 1e-9) {
		return fail("QOS_POLICY_INVALID_BURST_PARAMETER", strconv.FormatFloat(p.burst, 'f', -1, 64))
	}
	return nil
}

// refuseLimit is QOS_POLICY_INVALID_MAX_LIMIT for one of the limits.
func refuseLimit(name string, given int64) error {
	least, most := int64(minOps), int64(maxOps)
	if name == "max_bps" {
		least, most = minBps, maxBps
	}
	return fail("QOS_POLICY_INVALID_MAX_LIMIT", name, least, most, given)
}

// freeQoSName refuses a name that another policy has.
func (a *Array) freeQoSName(name string, but *qosPolicy) error {
	if other, taken := a.qosPolicies.named(name); taken && other != but {
		return fail("QOS_POLICY_NAME_CONFLICT", name)
	}
	return nil
}
