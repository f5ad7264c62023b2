package infinibox_test

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestGroupsAndVvolsSurviveExportAndImport(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 2)
	v := a.volume("v", p, 1)
	g := a.group("g", p, v)
	s := a.snapshotGroup("s", g, map[string]any{"snapshot_retention": 3600, "lock_expires_at": start.Add(time.Minute).UnixMilli()})
	if err := a.Generate(map[string]int{"cgs": 2, "snapshot_groups": 2, "vvols": 7}); err != nil {
		t.Fatal(err)
	}
	everything := func(a *array) map[string]string {
		held := make(map[string]string)
		for _, collection := range []string{"cgs", "volumes", "vms", "vvols", "pools", "datasets", at("cgs", g, "/members"), at("cgs", s, "/members")} {
			held[collection] = a.send(http.MethodGet, collection+"?page_size=1000", nil).body
		}
		return held
	}
	var kept bytes.Buffer
	if err := a.Export(&kept); err != nil {
		t.Fatal(err)
	}
	b := newArray(t, infinibox.Options{})
	if err := b.Import(bytes.NewReader(kept.Bytes())); err != nil {
		t.Fatal(err)
	}
	if before, after := everything(a), everything(b); !maps.Equal(before, after) {
		for collection, want := range before {
			if after[collection] != want {
				t.Errorf("%s\nwas %s\nis  %s", collection, want, after[collection])
			}
		}
	}
	b.clock.Advance(time.Hour)
	b.refused(http.MethodGet, at("cgs", s), nil, 404, "CG_NOT_FOUND")
}

func TestAnInventoryWithGroupsThatDoNotFitIsRefused(t *testing.T) {
	t.Parallel()
	group := func(extra map[string]any) map[string]any {
		fields := map[string]any{"id": 30, "name": "g", "pool_id": 11}
		maps.Copy(fields, extra)
		return fields
	}
	taken := map[string]any{"id": 31, "name": "sg", "pool_id": 11, "parent_id": 30, "members": []int{21}}
	for _, test := range []struct {
		name   string
		groups []any
		says   string
	}{
		{"a pool that isn't there", []any{group(map[string]any{"pool_id": 9})}, "there is no pool 9"},
		{"a parent that isn't there", []any{taken}, "there is no group 30 before it"},
		{"an id that is taken", []any{group(map[string]any{"id": 20})}, "the id is taken"},
		{"a name that is taken", []any{group(nil), group(map[string]any{"id": 31})}, "CG_NAME_CONFLICT"},
		{"a member that isn't there", []any{group(map[string]any{"members": []int{9}})}, "DATASET_NOT_FOUND"},
		{"a member of another pool", []any{group(map[string]any{"pool_id": 10, "members": []int{20}})}, "DATASET_NOT_IN_CG_POOL"},
		{"a snapshot in a consistency group", []any{group(map[string]any{"members": []int{21}})}, "snapshot groups have snapshots"},
		{"a snapshot of a volume outside", []any{group(nil), taken}, "SNAPSHOT_PARENT_IS_NOT_IN_CG"},
		{"a member with another lock", []any{group(map[string]any{"members": []int{20}}), taken}, "its lock or retention isn't its group's"},
		{"a lock of a consistency group", []any{group(map[string]any{"lock_expires_at": start.UnixMilli()})}, "INVALID_LOCK_ENTITY_TYPE"},
		{"a retention without an end", []any{group(map[string]any{"snapshot_retention": 5})}, "doesn't go with the time at which it expires"},
	} {
		a := newArray(t, infinibox.Options{})
		inventory := written()
		inventory["consistency_groups"] = test.groups
		if err := a.Import(strings.NewReader(jsonOf(t, inventory))); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

func TestGeneratedGroupsHaveMembersAndSnapshots(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	if err := a.Generate(map[string]int{"pools": 3, "volumes": 60, "snapshots": 10, "cgs": 10, "snapshot_groups": 15, "vms": 4, "vvols": 12}); err != nil {
		t.Fatal(err)
	}
	groups, _ := a.Objects("cgs")
	var masters, taken int
	for _, g := range groups {
		if whole(t, g, "members_count") == 0 {
			t.Errorf("%v has no members", g["name"])
		}
		members := a.send(http.MethodGet, at("cgs", whole(t, g, "id"), "/members"), nil).items(t)
		if int64(len(members)) != whole(t, g, "members_count") {
			t.Errorf("%v has %d members and counts %v", g["name"], len(members), g["members_count"])
		}
		for _, m := range members {
			m.has(map[string]any{"pool_id": g["pool_id"], "type": g["type"], "snapshot_policy_id": nil})
		}
		if g["type"] == "SNAPSHOT" {
			taken++
		} else {
			masters++
		}
	}
	if masters != 10 || taken != 15 {
		t.Errorf("there are %d groups and %d snapshot groups", masters, taken)
	}
	if volumes := a.names("volumes?type=MASTER&cg_id=is:null&page_size=1000"); len(volumes) < 20 {
		t.Errorf("only %d volumes are in no group", len(volumes))
	}
	machines := make(map[any]int)
	vvols, _ := a.Objects("vvols")
	for _, vvol := range vvols {
		machines[vvol["vm_id"]]++
	}
	if len(machines) != 4 || len(vvols) != 12 {
		t.Errorf("%d vVols are of %v", len(vvols), machines)
	}
}

func TestGroupsChangeBehindTheAPI(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, q := a.pool("p", 2), a.pool("q", 2)
	v, w := a.volume("v", p, 1), a.volume("w", p, 1)
	g := a.putAside("cgs", map[string]any{"name": "g", "pool_id": p})
	for _, id := range []int64{v, w} {
		if changed, err := a.Put("volumes", fmt.Sprint(id), map[string]any{"cg_id": g}); err != nil || changed["cg_id"] != g {
			t.Fatalf("joining answers %v, %v", changed, err)
		}
	}
	s := a.putAside("cgs", map[string]any{"name": "s", "parent_id": g, "snap_suffix": "-s"})
	if changed, err := a.Put("cgs", fmt.Sprint(g), map[string]any{"name": "moved", "pool_id": q}); err != nil || changed["pool_id"] != q || changed["name"] != "moved" {
		t.Fatalf("changing answers %v, %v", changed, err)
	}
	if _, err := a.Put("volumes", fmt.Sprint(v), map[string]any{"cg_id": nil}); err != nil {
		t.Fatal(err)
	}
	a.get(at("volumes", v)).has(map[string]any{"cg_id": nil, "pool_id": q})
	if err := a.Remove("cgs", fmt.Sprint(s)); err != nil {
		t.Fatal(err)
	}
	if got := a.names("cgs"); !slices.Equal(got, []string{"moved"}) {
		t.Errorf("there are %v", got)
	}
}

func TestAGroupKeepsWhatItWasWhenPartOfAChangeIsRefused(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, q := a.pool("p", 2), a.pool("q", 2)
	v := a.volume("v", p, 1)
	g := a.group("g", p, v)
	h := a.group("h", p)
	before := a.send(http.MethodGet, "pools", nil).body
	for _, call := range []func() error{
		func() error {
			_, err := a.Put("cgs", fmt.Sprint(g), map[string]any{"name": "h", "pool_id": q})
			return err
		},
		func() error {
			_, err := a.Put("volumes", fmt.Sprint(a.volumeNamed("v")), map[string]any{"cg_id": nil, "size": 1})
			return err
		},
		func() error {
			_, err := a.Put("volumes", fmt.Sprint(v), map[string]any{"cg_id": h})
			return err
		},
	} {
		if call() == nil {
			t.Error("the change isn't refused")
		}
		a.get(at("cgs", g)).has(map[string]any{"name": "g", "pool_id": p, "members_count": 1})
		a.get(at("volumes", v)).has(map[string]any{"cg_id": g, "pool_id": p, "size": gigabyte})
	}
	if after := a.send(http.MethodGet, "pools", nil).body; after != before {
		t.Errorf("the pools were %s and are %s", before, after)
	}
	if got := a.names(at("cgs", g, "/members")); !slices.Equal(got, []string{"v"}) {
		t.Errorf("the members are %v", got)
	}
}
