package infinibox

import (
	"cmp"
	"slices"
	"strings"
)

// isLoading tells whether a volume is on its way into the cache: neither
// waiting nor there.
func (v *volume) isLoading() bool { return v.loadsAt == 0 && v.loadedAt > 0 }

// expressQueue are the volumes that wait for the cache, the next one first.
func (a *Array) expressQueue() []*volume {
	queue := slices.DeleteFunc(a.inExpress(), func(v *volume) bool { return v.loadsAt == 0 })
	slices.SortFunc(queue, func(x, y *volume) int {
		return cmp.Or(cmp.Compare(x.loadsAt, y.loadsAt), cmp.Compare(x.id, y.id))
	})
	return queue
}

// expressWarning is what adding a dataset to the cache does.
func (a *Array) expressWarning(name string) string {
	if !slices.ContainsFunc(a.inExpress(), func(v *volume) bool { return v.loadedAt > 0 }) {
		return "Dataset '" + name + "' will be added to SSA Express cache"
	}
	return "Dataset '" + name + "' is now in the SSA Express queue and will load to SSA Express cache after all previously queued" +
		" datasets have been loaded. You may remove it from the SSA Express queue at any time before it begins loading"
}

// startLoading puts a volume into the cache, which takes a while, or into the
// queue when another is loading: they load one after the other.
func (a *Array) startLoading(c *call, v *volume) {
	begins := int64(0)
	for _, other := range a.inExpress() {
		if other != v {
			begins = max(begins, other.loadedAt)
		}
	}
	v.express, v.loadsAt = true, 0
	if begins > c.millis() {
		v.loadsAt = begins
	}
	v.loadedAt = max(begins, c.millis()) + a.options.SSAExpressLoading.Milliseconds()
	a.watch(v)
}

// leaveExpress takes a volume out of the cache or its queue, where those after
// it move up.
func (a *Array) leaveExpress(v *volume) {
	waited := v.loadsAt
	v.express, v.loadsAt, v.loadedAt = false, 0, 0
	if waited == 0 {
		return
	}
	for _, after := range a.expressQueue() {
		if after.loadsAt > waited {
			after.loadsAt -= a.options.SSAExpressLoading.Milliseconds()
			after.loadedAt -= a.options.SSAExpressLoading.Milliseconds()
			a.watch(after)
		}
	}
}

// rememberExpress keeps when volumes load; undo brings that back.
func (a *Array) rememberExpress() (undo func()) {
	type times struct{ loads, loaded int64 }
	before := make(map[*volume]times)
	for _, v := range a.inExpress() {
		before[v] = times{v.loadsAt, v.loadedAt}
	}
	return func() {
		for v, at := range before {
			v.loadsAt, v.loadedAt = at.loads, at.loaded
			a.watch(v)
		}
	}
}

// queueIndex is the place in the queue, from 1 on.
const queueIndex = "queue_index"

// listExpressQueue lists the queue in its order. It sorts by the place in the
// queue too, and by that alone.
func (a *Array) listExpressQueue(c *call) (*answer, error) {
	sort := c.params.Get("sort")
	if fields := strings.Split(strings.ReplaceAll(sort, "-", ""), ","); len(fields) > 1 && slices.Contains(fields, queueIndex) {
		return nil, fail("NOT_SUPPORTED_MULTIPLE_FIELDS_IN_SORT", queueIndex)
	}
	queue := a.expressQueue()
	place := make(map[*volume]int64, len(queue))
	for i, v := range queue {
		place[v] = int64(i + 1)
	}
	if sort == "id" {
		slices.SortFunc(queue, byIdentity[*volume])
	}
	return listOf(c, a.queueSchema(place), queue)
}

// queueSchema is the fields of a volume with its place in the queue.
func (a *Array) queueSchema(place map[*volume]int64) *schema[*volume] {
	var filterable, sortable []string
	for _, f := range a.volumes.fields {
		if f.filterable {
			filterable = append(filterable, f.name)
		}
		if f.sortable {
			sortable = append(sortable, f.name)
		}
	}
	fields := append(slices.Clone(a.volumes.fields), field[*volume]{
		name: queueIndex, kind: integer, get: func(v *volume) value { return number(place[v]) },
	})
	return newSchema(fields, filterable, append(sortable, queueIndex))
}
