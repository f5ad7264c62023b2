package infinibox

import (
	"slices"
)

// detach takes a snapshot without children out of everything but the list of
// volumes, which sweep puts right for many at once.
func (a *Array) detach(v *volume, gone map[*volume]bool) {
	v.root.family--
	v.parent.dropChild(v)
	v.book(-1)
	a.forgetQoS(v.qos)
	delete(a.volumes.ids, v.id)
	a.volumes.forget(v, v.name)
	a.forgetMetadata(v.id)
	gone[v] = true
}

// sweep takes detached snapshots out of the list of volumes.
func (a *Array) sweep(gone map[*volume]bool) {
	if len(gone) > 0 {
		a.volumes.items = slices.DeleteFunc(a.volumes.items, func(v *volume) bool { return gone[v] })
	}
}
