package infinibox

import (
	"cmp"
	"container/heap"
	"slices"
)

// clockSlack is how far the clock has to go back, in ms, before schedules begin
// again from there. Calls that overlap may see times that are a little earlier.
const clockSlack = 60 * second

// occasion is one time at which a schedule takes snapshots.
type occasion struct {
	at     int64 // ms
	by     *schedule
	origin *origin
}

// expect remembers when a schedule is due next.
func (a *Array) expect(s *schedule) {
	if s.enabled {
		a.due = min(a.due, s.next(max(s.since, a.planned)))
	}
}

// catchUp takes the snapshots that were due by now, in the order in which they
// were due.
//
// A snapshot that would have expired by now leaves nothing behind, so it isn't
// taken: a year costs no more than the longest retention. That isn't so where
// it might have kept others from being taken, in families and on systems that
// are as good as full; for those every time counts.
func (a *Array) catchUp(now int64) {
	if now < a.planned-clockSlack {
		a.planned = now
	}
	var due []*schedule
	for _, s := range a.schedules.items {
		if now < s.since-clockSlack {
			s.since = now
		}
		if s.enabled && s.next(max(s.since, a.planned)) <= now {
			due = append(due, s)
		}
	}
	if len(due) > 0 {
		p := a.newPlan(due, now)
		p.carryOut()
		a.sweep(p.gone)
	}
	a.planned = max(a.planned, now)
}

// plan is what is to be done until the present.
type plan struct {
	*Array
	now int64
	// times are when each schedule is due next.
	times occasions
	// roomy are the entities of a policy that only the snapshots count of which
	// are still there, full are those for which every time counts.
	roomy, full map[*snapshotPolicy][]planned
	// expiring are the snapshots in the families of full entities that go
	// meanwhile; gone are those that went.
	expiring expiries
	gone     map[*volume]bool
}

func (a *Array) newPlan(due []*schedule, now int64) *plan {
	p := &plan{
		Array: a, now: now, gone: make(map[*volume]bool),
		roomy: make(map[*snapshotPolicy][]planned), full: make(map[*snapshotPolicy][]planned),
	}
	needs := make(map[*snapshotPolicy]int64)
	for _, s := range due {
		needs[s.policy] += s.alive()
	}
	most := int64(len(a.volumes.items))
	for e := range a.allPlanned() {
		most += needs[e.plan()]
	}
	system := most > int64(a.options.Limits.Datasets)
	for e := range a.allPlanned() {
		of := e.plan()
		switch v, isVolume := e.(plannedDataset); {
		case needs[of] == 0:
		case !system && a.roomy(e, needs[of]):
			p.roomy[of] = append(p.roomy[of], e)
		default:
			p.full[of] = append(p.full[of], e)
			if isVolume {
				p.watchFamily(v.volume)
			}
		}
	}
	for _, s := range due {
		after := max(s.since, a.planned)
		if len(p.full[s.policy]) == 0 {
			after = max(after, now-s.retention*second)
		}
		made := &origin{policy: s.policy.id, policyName: s.policy.name, schedule: s.id, scheduleName: s.name}
		p.times = append(p.times, &occasion{at: s.next(after), by: s, origin: made})
	}
	heap.Init(&p.times)
	return p
}

// roomy tells whether an entity has room for as many snapshots as its policy
// keeps of it, whatever else there is.
func (a *Array) roomy(e planned, needs int64) bool {
	family := func(v *volume) bool {
		return int64(v.root.family)-v.passing(e.plan())+needs <= int64(a.options.Limits.FamilySize)
	}
	switch e := e.(type) {
	case plannedDataset:
		return family(e.volume)
	case plannedMembers:
		lasting := int64(len(e.children))
		for _, child := range e.children {
			if e.policy.takes(child.madeBy, child.retention) {
				lasting--
			}
		}
		return lasting+needs <= int64(a.options.Limits.SnapshotGroups) && !slices.ContainsFunc(e.members, func(v *volume) bool { return !family(v) })
	default:
		return true
	}
}

// passing is how many of a volume's snapshots the schedules of a policy made
// and nothing keeps from expiring.
func (v *volume) passing(of *snapshotPolicy) int64 {
	var n int64
	for _, child := range v.children {
		if of.takes(child.madeBy, child.retention) && !child.mapped && len(child.children) == 0 {
			n++
		}
	}
	return n
}

// takes tells whether one of the policy's schedules made a snapshot that is
// kept as long as the schedule says.
func (p *snapshotPolicy) takes(made *origin, retention int64) bool {
	return made != nil && made.policy == p.id && slices.ContainsFunc(p.schedules, func(s *schedule) bool {
		return s.id == made.schedule && s.retention == retention
	})
}

// carryOut takes the snapshots.
func (p *plan) carryOut() {
	for len(p.times) > 0 && p.times[0].at <= p.now {
		due := *p.times[0]
		of := due.by.policy
		if len(p.full[of]) > 0 {
			p.expire(due.at)
			p.settleGroups(due.at)
		}
		for _, e := range p.full[of] {
			p.takeFull(e, &due)
		}
		if due.at+due.by.retention*second > p.now {
			for _, e := range p.roomy[of] {
				e.take(p.Array, &due)
			}
		}
		p.times[0].at = due.by.next(due.at)
		heap.Fix(&p.times, 0)
	}
}

// takeFull takes a snapshot of an entity whose family may be full.
func (p *plan) takeFull(e planned, due *occasion) {
	before := len(p.volumes.items)
	e.take(p.Array, due)
	for _, taken := range p.volumes.items[before:] {
		p.watchExpiry(taken)
	}
}

// watchFamily remembers when the snapshots of a volume go.
func (p *plan) watchFamily(v *volume) {
	for _, member := range v.all()[1:] {
		p.watchExpiry(member)
	}
}

func (p *plan) watchExpiry(v *volume) {
	if at := max(v.expires*second, v.lockExpires); v.expires > 0 && v.group == nil && at <= p.now {
		heap.Push(&p.expiring, expiry{at, v})
	}
}

// expire lets the snapshots go that were over by a time. What holds one of them
// holds it until the present.
func (p *plan) expire(by int64) {
	for len(p.expiring) > 0 && p.expiring[0].at <= by {
		at, v := p.expiring[0].at, p.expiring[0].volume
		heap.Pop(&p.expiring)
		if v.isLocked() && v.lockExpires <= at {
			v.lockState = lockExpired
		}
		if len(v.children) == 0 && v.mayVanish(at) == nil {
			p.detach(v, p.gone)
		}
	}
}

// occasions are when schedules are due next, the earliest first.
type occasions []*occasion

func (o occasions) Len() int { return len(o) }
func (o occasions) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(o[i].at, o[j].at), cmp.Compare(o[i].by.id, o[j].by.id)) < 0
}
func (o occasions) Swap(i, j int) { o[i], o[j] = o[j], o[i] }

// Push is for container/heap: the number of schedules doesn't grow meanwhile.
func (o *occasions) Push(x any) { *o = append(*o, x.(*occasion)) } //nolint:errcheck // only occasions are pushed

// Pop is for container/heap.
func (o *occasions) Pop() any {
	last := (*o)[len(*o)-1]
	*o = (*o)[:len(*o)-1]
	return last
}

// expiry is when a snapshot goes.
type expiry struct {
	at     int64
	volume *volume
}

// expiries are the snapshots that go, the earliest first.
type expiries []expiry

func (e expiries) Len() int { return len(e) }
func (e expiries) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(e[i].at, e[j].at), cmp.Compare(e[i].volume.id, e[j].volume.id)) < 0
}
func (e expiries) Swap(i, j int) { e[i], e[j] = e[j], e[i] }

// Push is for container/heap.
func (e *expiries) Push(x any) { *e = append(*e, x.(expiry)) } //nolint:errcheck // only expiries are pushed

// Pop is for container/heap.
func (e *expiries) Pop() any {
	last := (*e)[len(*e)-1]
	*e = (*e)[:len(*e)-1]
	return last
}
