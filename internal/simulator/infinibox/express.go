package infinibox

import "slices"

// States of a dataset in the SSA Express cache. The reference's samples show
// the second; the others are this simulator's words for what goes before and
// follows it.
const (
	expressQueued  = "STATUS_QUEUED"
	expressLoading = "STATUS_LOADING"
	expressActive  = "STATUS_ACTIVE"
)

// ssaExpressRoutes are the reading endpoints of the section "Ssa Express", and
// its line in the section "System".
func (a *Array) ssaExpressRoutes() []route {
	return []route{
		get("system/ssa_express_info", a.getExpressInfo),
		listOn("system/ssa_express/active", "GetSsaExpressActive", func(c *call) (*answer, error) {
			active := slices.DeleteFunc(a.inExpress(), func(v *volume) bool { return v.loadsAt > 0 })
			return listOf(c, a.volumes.schema, active)
		}),
		listOn("system/ssa_express/queue", "GetSsaExpressQueue", a.listExpressQueue),
	}
}

// expressStatus is null for a volume outside the cache.
func (v *volume) expressStatus() value {
	switch {
	case !v.express:
		return none()
	case v.loadsAt > 0:
		return word(expressQueued)
	case v.loadedAt > 0:
		return word(expressLoading)
	default:
		return word(expressActive)
	}
}

// inExpress are the volumes in the cache and its queue, in the order of their
// ids. All of them take of its capacity.
func (a *Array) inExpress() []*volume {
	var active []*volume
	for _, v := range a.volumes.items {
		if v.express {
			active = append(active, v)
		}
	}
	return active
}

func (a *Array) expressUse() int64 {
	var used int64
	for _, v := range a.inExpress() {
		used += v.size
	}
	return used
}

func (a *Array) getExpressInfo(*call) (*answer, error) {
	used := a.expressUse()
	return &answer{result: func(buf []byte) []byte {
		buf = append(buf, `{"ssa_express_status":"STATE_ACTIVE","total_ssa_express_capacity":`...)
		buf = number(a.options.SSAExpressCapacity).appendJSON(buf)
		buf = append(buf, `,"free_ssa_express_capacity":`...)
		buf = number(a.options.SSAExpressCapacity - used).appendJSON(buf)
		buf = append(buf, `,"used_ssa_express_capacity":`...)
		buf = number(used).appendJSON(buf)
		return append(buf, '}')
	}}, nil
}

// admitToExpress refuses a volume that asks for the cache and can't have it.
func (a *Array) admitToExpress(v *volume) error {
	if !v.express {
		return nil
	}
	if !v.ssd {
		return fail("SSA_EXPRESS_DATASET_MUST_BE_SSD_ENABLED")
	}
	if queued := len(a.expressQueue()); queued >= a.options.Limits.ExpressQueue {
		return fail("SSA_EXPRESS_QUEUE_FULL", a.options.Limits.ExpressQueue)
	}
	if v.size > a.options.SSAExpressCapacity-a.expressUse() {
		return fail("INSUFFICIENT_SSA_EXPRESS_CAPACITY")
	}
	return nil
}

// setExpress puts a volume into the cache, which is dangerous, or takes it out.
func setExpress(c *call, v *volume, d document) error {
	enable, err := d.demandedFlag("ssa_express_enabled")
	if err != nil {
		return err
	}
	if enable && v.isSnapshot() {
		return fail("INVALID_SSA_EXPRESS_DATASET_TYPE")
	}
	if enable && !v.express {
		if err := c.approve(c.array.expressWarning(v.name)); err != nil {
			return err
		}
	}
	if err := unlockedPool(v.pool); err != nil {
		return err
	}
	switch {
	case v.isLoading():
		return fail("SSA_EXPRESS_BUSY")
	case enable && v.express:
		return fail("DATASET_SSA_EXPRESS_ALREADY_ENABLED", v.name)
	case !enable && !v.express:
		return fail("DATASET_SSA_EXPRESS_ALREADY_DISABLED", v.name)
	case !enable:
		c.array.leaveExpress(v)
		return nil
	}
	wanted := *v
	wanted.express = true
	if err := c.array.admitToExpress(&wanted); err != nil {
		return err
	}
	c.array.startLoading(c, v)
	return nil
}
