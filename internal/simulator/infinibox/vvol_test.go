package infinibox_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// hypervisor is an array with a vVol pool, a virtual machine and a vVol of it.
func hypervisor(t *testing.T) (a *array, pool, machine, vvol int64) {
	t.Helper()
	a = newArray(t, infinibox.Options{})
	pool = a.must(http.MethodPost, "pools", map[string]any{"name": "container", "physical_capacity": terabyte, "type": "VVOL"}).id()
	machine = a.putAside("vms", map[string]any{"name": "web-1"})
	vvol = a.putAside("vvols", map[string]any{"vvol_type": "Config", "size": 1_000_000, "pool_id": pool, "vm_id": machine})
	return a, pool, machine, vvol
}

// putAside makes an object through the control API.
func (a *array) putAside(collection string, fields map[string]any) int64 {
	a.t.Helper()
	made, err := a.Put(collection, "", fields)
	if err != nil {
		a.t.Fatal(err)
	}
	return whole(a.t, made, "id")
}

func TestAVirtualMachineIsRenamed(t *testing.T) {
	t.Parallel()
	a, _, machine, _ := hypervisor(t)
	path := at("vms", machine)
	uuid := a.get(path).text("uuid")
	if !strings.HasPrefix(uuid, "naa.6742b0f") || len(uuid) != 36 {
		t.Errorf("the uuid is %q", uuid)
	}
	a.must(http.MethodPut, path, map[string]any{"name": "renamed"}).has(map[string]any{"id": machine, "name": "renamed", "uuid": uuid})
	if got := a.names("vms?name=RENAMED"); !slices.Equal(got, []string{"renamed"}) {
		t.Errorf("found by its new name: %v", got)
	}
	a.refused(http.MethodPut, path, map[string]any{"uuid": "x"}, 400, "UNSUPPORTED_FIELD").says(t, "The request contains an unsupported field ('uuid')")
	a.refused(http.MethodPut, path, map[string]any{"namee": "x"}, 404, "ATTRIBUTE_NOT_FOUND").says(t, "Attribute not found: 'namee'")
	a.refused(http.MethodPut, path, map[string]any{"name": 1}, 400, "MALFORMED_PARAMETER")
	a.refused(http.MethodPut, path, map[string]any{}, 400, "MISSING_CONTENT")
	a.refused(http.MethodPut, "vms/9", map[string]any{"name": "x"}, 404, "VIRTUAL_MACHINE_NOT_FOUND").says(t, "Virtual machine not found")
	a.login("pool_admin").refused(http.MethodPut, path, map[string]any{"name": "x"}, 403, "UNAUTHORIZED").
		says(t, "You are not authorized for this operation, reason: insufficient privileges")
}

func TestAVvolIsOneOfAVirtualMachineAndTakesSpaceOfItsPool(t *testing.T) {
	t.Parallel()
	a, pool, machine, vvol := hypervisor(t)
	shown := a.get(at("vvols", vvol))
	shown.has(map[string]any{
		"vvol_type": "Config", "name": fmt.Sprintf("Config-%x", vvol), "size": 1048576, "pool_id": pool, "pool_name": "container", "vm_id": machine,
		"vm_uuid": a.get(at("vms", machine)).text("uuid"), "type": "MASTER", "parent_id": 0, "depth": 0, "provtype": "THIN",
		"replication_group_id": nil, "is_replicated": false, "created_at": start.UnixMilli(), "ssd_enabled": true,
	})
	a.get(at("pools", pool)).has(map[string]any{
		"vvol_entities_count": 1, "vvol_volumes_count": 1, "volumes_count": 1, "standard_volumes_count": 0, "entities_count": 1,
		"free_virtual_space": 1000000192512 - 1048576,
	})
	a.refused(http.MethodDelete, at("pools", pool, "?approved=yes"), nil, 409, "POOL_NOT_EMPTY")
	for query, want := range map[string]int{
		"?vm_uuid=" + shown.text("vm_uuid"): 1, "?vvol_type=other": 0, fmt.Sprintf("?pool_id=%d", pool): 1, "?sort=-size": 1,
	} {
		if got := a.send(http.MethodGet, "vvols"+query, nil); got.Meta.Objects != want {
			t.Errorf("vvols%s lists %s", query, got.body)
		}
	}
	a.refused(http.MethodGet, "vvols?ssd_enabled=true", nil, 400, "NOT_FILTERABLE_FIELD")
	a.refused(http.MethodGet, "vvols?id=in:(1,2)", nil, 400, "UNSUPPORTED_FILTER_RELATION").
		says(t, "The filtering operator 'IN' is not supported by this resource")
}

func TestDeletingAVvolGivesItsSpaceBack(t *testing.T) {
	t.Parallel()
	a, pool, machine, vvol := hypervisor(t)
	snapshot := a.putAside("vvols", map[string]any{"vvol_type": "Config", "size": 1_000_000, "pool_id": pool, "vm_id": machine, "parent_id": vvol})
	a.get(at("vvols", snapshot)).has(map[string]any{"type": "SNAPSHOT", "parent_id": vvol, "depth": 1})
	a.get(at("pools", pool)).has(map[string]any{"vvol_snapshots_count": 1, "vvol_volumes_count": 1})
	a.login("read_only").refused(http.MethodDelete, at("vvols", vvol), nil, 403, "UNAUTHORIZED").
		says(t, "You are not authorized for this operation, reason: insufficient privileges")
	a.must(http.MethodDelete, at("vvols", vvol), nil).has(map[string]any{"id": vvol, "vm_id": machine})
	for _, gone := range []int64{vvol, snapshot} {
		a.refused(http.MethodGet, at("vvols", gone), nil, 404, "VVOL_NOT_FOUND").says(t, "vVol not found")
	}
	a.get(at("pools", pool)).has(map[string]any{"entities_count": 0, "free_virtual_space": 1000000192512})
	a.get(at("vms", machine)).has(map[string]any{"name": "web-1"})
	a.must(http.MethodDelete, at("pools", pool, "?approved=yes"), nil)
}

func TestAVvolInAReplicationGroupIsNotDeleted(t *testing.T) {
	t.Parallel()
	a, pool, _, vvol := hypervisor(t)
	group := a.must(http.MethodPost, "replication_groups", map[string]any{"name": "rg", "pool_id": pool}).id()
	id := fmt.Sprint(vvol)
	if _, err := a.Put("vvols", id, map[string]any{"replication_group_id": group}); err != nil {
		t.Fatal(err)
	}
	a.get(at("vvols", vvol)).has(map[string]any{"replication_group_id": group})
	a.get(at("replication_groups", group)).has(map[string]any{"members_count": 1})
	a.refused(http.MethodDelete, at("vvols", vvol), nil, 409, "VVOL_CANNOT_BE_DELETED").
		says(t, fmt.Sprintf("The vvol 'Config-%x' cannot be deleted. reason: vvol is a member of RG: rg", vvol))
	if _, err := a.Put("vvols", id, map[string]any{"replication_group_id": nil}); err != nil {
		t.Fatal(err)
	}
	a.must(http.MethodDelete, at("vvols", vvol), nil)
}

func TestHypervisorsChangeAndDeleteTheirObjects(t *testing.T) {
	t.Parallel()
	a, pool, machine, vvol := hypervisor(t)
	other := a.putAside("vms", map[string]any{"name": "web-2"})
	changed, err := a.Put("vvols", fmt.Sprint(vvol), map[string]any{"size": 2 << 20, "name": "moved", "vm_id": other})
	if err != nil || changed["size"] != int64(2<<20) || changed["name"] != "moved" || changed["vm_id"] != other {
		t.Fatalf("changing answers %v, %v", changed, err)
	}
	a.get(at("pools", pool)).has(map[string]any{"free_virtual_space": 1000000192512 - 2<<20})
	for name, call := range map[string]func() error{
		"MALFORMED_PARAMETER": func() error {
			_, err := a.Put("vvols", fmt.Sprint(vvol), map[string]any{"size": 1 << 20})
			return err
		},
		"POOL_VIRTUAL_CAPACITY": func() error {
			_, err := a.Put("vvols", fmt.Sprint(vvol), map[string]any{"size": 2 * terabyte})
			return err
		},
		"UNSUPPORTED_FIELD": func() error {
			_, err := a.Put("vms", fmt.Sprint(machine), map[string]any{"uuid": "x"})
			return err
		},
		"VIRTUAL_MACHINE_NOT_FOUND": func() error { return a.Remove("vms", "9") },
		"POOL_NOT_FOUND": func() error {
			_, err := a.Put("vvols", "", map[string]any{"size": 1, "pool_id": 9})
			return err
		},
	} {
		if err := call(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("want %s, got %v", name, err)
		}
	}
	if err := a.Remove("vms", fmt.Sprint(machine)); err != nil {
		t.Fatal(err)
	}
	a.get(at("vvols", vvol)).has(map[string]any{"size": 2 << 20})
	if err := a.Remove("vms", fmt.Sprint(other)); err != nil {
		t.Fatal(err)
	}
	if got := a.send(http.MethodGet, "vvols", nil); got.Meta.Objects != 0 {
		t.Errorf("the machine is gone, there are %s", got.body)
	}
	a.get(at("pools", pool)).has(map[string]any{"free_virtual_space": 1000000192512})
}
