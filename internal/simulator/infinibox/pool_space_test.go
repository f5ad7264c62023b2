package infinibox_test

import (
	"bytes"
	"net/http"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// Everything that lives in a pool takes space of it.
func TestPoolsCountWhatLivesInThem(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 2)
	free := a.get(at("pools", p)).number("free_virtual_space")
	v := a.volume("v", p, 1)
	a.snapshot("s", v)
	thick := a.must(http.MethodPost, "filesystems", map[string]any{"name": "fs", "pool_id": p, "size": 2 * gigabyte, "provtype": "THICK"})
	a.must(http.MethodPost, "filesystems", map[string]any{"name": "fs-s", "parent_id": thick.id()})
	size := thick.number("size")
	now := a.get(at("pools", p))
	now.has(map[string]any{
		"volumes_count": 1, "snapshots_count": 1, "standard_volumes_count": 1, "standard_snapshots_count": 1,
		"filesystems_count": 1, "filesystem_snapshots_count": 1, "standard_filesystems_count": 1,
		"standard_filesystem_snapshots_count": 1, "entities_count": 4, "standard_entities_count": 4, "vvol_entities_count": 0,
		"allocated_physical_space": size, "free_virtual_space": free - 1000013824 - size,
	})
	var held bytes.Buffer
	if err := a.Export(&held); err != nil {
		t.Fatal(err)
	}
	b := newArray(t, infinibox.Options{})
	if err := b.Import(&held); err != nil {
		t.Fatal(err)
	}
	b.get(at("pools", p)).has(now.fields)
	a.must(http.MethodPut, at("filesystems", thick.id()), map[string]any{"size": 3 * gigabyte})
	a.get(at("pools", p)).has(map[string]any{"allocated_physical_space": 3000041472})
	a.must(http.MethodPut, at("filesystems", thick.id()), map[string]any{"provtype": "THIN"})
	a.get(at("pools", p)).has(map[string]any{"allocated_physical_space": 0, "free_virtual_space": free - 1000013824 - 3000041472})
}

func TestFilesystemsNeedRoomInTheirPool(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	a.refused(http.MethodPost, "filesystems", map[string]any{"name": "fs", "pool_id": p, "size": 2 * terabyte}, 409, "POOL_VIRTUAL_CAPACITY")
	a.must(http.MethodPut, at("pools", p), map[string]any{"virtual_capacity": 5 * terabyte})
	a.refused(http.MethodPost, "filesystems", map[string]any{"name": "fs", "pool_id": p, "size": 2 * terabyte, "provtype": "THICK"}, 409, "POOL_PHYSICAL_CAPACITY")
	fs := a.must(http.MethodPost, "filesystems", map[string]any{"name": "fs", "pool_id": p, "size": 2 * terabyte}).id()
	a.refused(http.MethodPut, at("filesystems", fs), map[string]any{"size": 6 * terabyte}, 409, "POOL_VIRTUAL_CAPACITY")
	a.refused(http.MethodPut, at("filesystems", fs), map[string]any{"provtype": "THICK"}, 409, "POOL_PHYSICAL_CAPACITY")
	a.refused(http.MethodPut, at("pools", p), map[string]any{"virtual_capacity": terabyte + 1<<30}, 409, "ILLEGAL_POOL_CAPACITY")
	a.refused(http.MethodPost, "volumes", map[string]any{"name": "v", "pool_id": p, "size": 4 * terabyte}, 409, "POOL_VIRTUAL_CAPACITY")
}

func TestFilesystemsTakeTheThresholdsOfTheirPool(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.must(http.MethodPost, "pools", map[string]any{
		"name": "p", "physical_capacity": terabyte, "fs_used_default_warning": 70, "fs_used_default_critical": 80,
	}).id()
	a.must(http.MethodPost, "filesystems", map[string]any{"name": "fs", "pool_id": p, "size": gigabyte}).has(map[string]any{
		"used_capacity_warning": 70, "used_capacity_critical": 80,
	})
}

func TestPoolsWithContentAreNotDeleted(t *testing.T) {
	t.Parallel()
	for code, fill := range map[string]func(*array, int64){
		"POOL_NOT_EMPTY": func(a *array, p int64) {
			a.must(http.MethodPost, "filesystems", map[string]any{"name": "fs", "pool_id": p, "size": gigabyte})
		},
		"POOL_HAS_CG": func(a *array, p int64) { a.must(http.MethodPost, "cgs", map[string]any{"name": "cg", "pool_id": p}) },
	} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, infinibox.Options{})
			p := a.pool("p", 1)
			fill(a, p)
			a.refused(http.MethodDelete, at("pools", p, "?approved=yes"), nil, 409, code)
		})
	}
}

func TestLockedPoolHoldsItsFilesystems(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 2)
	fs := a.must(http.MethodPost, "filesystems", map[string]any{"name": "fs", "pool_id": p, "size": gigabyte}).id()
	a.must(http.MethodPost, at("pools", p, "/lock?approved=yes"), nil)
	for _, call := range []struct {
		method, path string
		body         any
	}{
		{http.MethodPost, "filesystems", map[string]any{"name": "x", "pool_id": p, "size": gigabyte}},
		{http.MethodPost, "filesystems", map[string]any{"name": "x", "parent_id": fs}},
		{http.MethodPut, at("filesystems", fs), map[string]any{"name": "x"}},
		{http.MethodDelete, at("filesystems", fs, "?approved=yes"), nil},
	} {
		a.refused(call.method, call.path, call.body, 409, "ILLEGAL_POOL_STATE")
	}
	a.must(http.MethodPut, at("metadata", fs), map[string]any{"k": "v"})
	a.must(http.MethodPost, at("pools", p, "/unlock"), nil)
	a.must(http.MethodPut, at("filesystems", fs), map[string]any{"name": "x"})
}

func TestMovedFilesystemsTakeTheirSpaceAlong(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, q := a.pool("p", 2), a.pool("q", 1)
	small := a.must(http.MethodPost, "filesystems", map[string]any{"name": "small", "pool_id": p, "size": gigabyte}).id()
	s := a.must(http.MethodPost, "filesystems", map[string]any{"name": "s", "parent_id": small}).id()
	large := a.must(http.MethodPost, "filesystems", map[string]any{"name": "large", "pool_id": p, "size": terabyte}).id()
	a.must(http.MethodPost, at("filesystems", small, "/move"), map[string]any{"pool_id": q, "with_capacity": false})
	a.get(at("filesystems", s)).has(map[string]any{"pool_id": q, "pool_name": "q"})
	a.get(at("pools", q)).has(map[string]any{"filesystems_count": 1, "filesystem_snapshots_count": 1, "free_virtual_space": 1000000192512 - 1000013824})
	a.get(at("pools", p)).has(map[string]any{"filesystems_count": 1, "filesystem_snapshots_count": 0})
	a.refused(http.MethodPost, at("filesystems", large, "/move"), map[string]any{"pool_id": q, "with_capacity": false}, 409, "POOL_VIRTUAL_CAPACITY")
	taken := a.get(at("filesystems", large)).number("size")
	a.must(http.MethodPost, at("filesystems", large, "/move"), map[string]any{"pool_id": q, "with_capacity": true})
	a.get(at("pools", q)).has(map[string]any{"virtual_capacity": 1000000192512 + taken, "free_virtual_space": 1000000192512 - 1000013824})
}

func TestPoolsOfReplicationGroupsAreNotDeleted(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.must(http.MethodPost, "pools", map[string]any{"name": "p", "type": "VVOL", "physical_capacity": terabyte}).id()
	a.must(http.MethodPost, "replication_groups", map[string]any{"name": "rg", "pool_id": p})
	a.refused(http.MethodDelete, at("pools", p, "?approved=yes"), nil, 409, "POOL_HAS_RG")
}
