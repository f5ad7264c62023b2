package infinibox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
)

// membership is the call that puts a volume into a group, or takes it out when
// there's none to be in.
func (a *Array) membership(volume string, to any) (method, path string, body any) {
	id, err := strconv.ParseInt(volume, 10, 64)
	if err != nil {
		id = 0 // no volume has it
	}
	if wanted := fmt.Sprint(to); to != nil && wanted != "0" {
		return http.MethodPost, "cgs/" + wanted + "/members", map[string]any{"dataset_id": id}
	}
	var of int64 // none, which refuses
	if v, ok := a.volumes.find(id); ok && v.group != nil {
		of = v.group.id
	}
	return http.MethodDelete, fmt.Sprintf("cgs/%d/members/%s", of, volume), nil
}

// rememberGroups keeps all groups, their members and the pools that a move
// would touch.
func (a *Array) rememberGroups() (undo func()) {
	groups := rememberAll(a.groups, a.groups.items)
	members := make(map[*group][]*volume, len(a.groups.items))
	var volumes []*volume
	for _, g := range a.groups.items {
		members[g] = slices.Clone(g.members)
		for _, m := range g.members {
			volumes = append(volumes, m.all()...)
		}
	}
	slices.SortFunc(volumes, byIdentity[*volume])
	datasets := rememberAll(a.volumes, slices.Compact(volumes))
	pools := rememberAll(a.pools, a.pools.items)
	return func() {
		groups()
		for g, held := range members {
			g.members = held
		}
		datasets()
		pools()
	}
}
