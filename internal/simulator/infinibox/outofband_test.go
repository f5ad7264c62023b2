package infinibox_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestPutMakesAndChangesObjects(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, err := a.Put("pools", "", map[string]any{"name": "p", "physical_capacity": int64(terabyte)})
	if err != nil {
		t.Fatal(err)
	}
	q := a.pool("q", 1)
	v, err := a.Put("volumes", "", map[string]any{"name": "v", "pool_id": p["id"], "size": json.Number("1000000000")})
	if err != nil {
		t.Fatal(err)
	}
	id := fmt.Sprint(v["id"])
	a.clock.Advance(time.Minute)
	changed, err := a.Put("volumes", id, map[string]any{
		"name": "drifted", "size": 2 * gigabyte, "write_protected": true, "pool_id": q,
	})
	if err != nil {
		t.Fatal(err)
	}
	if changed["name"] != "drifted" || changed["size"] != int64(2*gigabyte) || changed["pool_id"] != q || changed["write_protected"] != true {
		t.Errorf("Put answers %v", changed)
	}
	a.get("volumes/" + id).has(map[string]any{"name": "drifted", "pool_name": "q", "updated_at": start.Add(time.Minute).UnixMilli()})
	locked, err := a.Put("pools", fmt.Sprint(p["id"]), map[string]any{"state": "LOCKED"})
	if err != nil || locked["state"] != "LOCKED" {
		t.Fatalf("locking answers %v, %v", locked, err)
	}
	if _, err := a.Put("pools", fmt.Sprint(p["id"]), map[string]any{"state": "NORMAL"}); err != nil {
		t.Fatal(err)
	}
	if err := a.Remove("volumes", id); err != nil {
		t.Fatal(err)
	}
	if _, held := a.Object("volumes", id); held {
		t.Error("the volume is still there")
	}
}

func TestPutKeepsTheRulesOfConsistency(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := strconv.FormatInt(a.volume("v", p, 2), 10)
	for name, call := range map[string]func() error{
		"VOLUME_NAME_CONFLICT": func() error {
			_, err := a.Put("volumes", "", map[string]any{"name": "v", "pool_id": p, "size": gigabyte})
			return err
		},
		"DATASET_SHRINKING_NOT_ALLOWED": func() error {
			_, err := a.Put("volumes", v, map[string]any{"size": gigabyte})
			return err
		},
		"POOL_NOT_EMPTY":     func() error { return a.Remove("pools", strconv.FormatInt(p, 10)) },
		"VOLUME_NOT_FOUND":   func() error { return a.Remove("volumes", "9") },
		"MALFORMED_ID_TYPE":  func() error { return a.Remove("volumes", "v") },
		"UNKNOWN_PATH":       func() error { return a.Remove("tapes", "9") },
		"METHOD_NOT_ALLOWED": func() error { return a.Remove("system", "name") },
		"USER_NOT_FOUND":     func() error { return a.Remove("users", "9") },
		"USER_ALREADY_EXISTS": func() error {
			_, err := a.Put("users", "", map[string]any{"name": "admin", "password": "x", "role": "ADMIN"})
			return err
		},
		"MISSING_ROLE": func() error { _, err := a.Put("users", "", map[string]any{"name": "n", "password": "x"}); return err },
	} {
		if err := call(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("want %s, got %v", name, err)
		}
	}
}

func TestAccountsChangeBehindTheAPI(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	made, err := a.Put("users", "", map[string]any{"name": "second", "password": "x", "role": "POOL_ADMIN"})
	if err != nil {
		t.Fatal(err)
	}
	id := fmt.Sprint(made["id"])
	a.must(http.MethodPut, at("pools", p), map[string]any{"owners": []any{made["id"]}})
	second := a.login("second")
	second.volume("v", p, 1)
	if _, err := a.Put("users", id, map[string]any{"enabled": false}); err != nil {
		t.Fatal(err)
	}
	second.refused(http.MethodGet, "pools", nil, 401, "AUTHENTICATION_REQUIRED")
	if err := a.Remove("users", id); err != nil {
		t.Fatal(err)
	}
	a.get(at("pools", p)).has(map[string]any{"owners": []int{}})
	users, _ := a.Objects("users")
	for _, u := range users {
		if _, shown := u["password"]; shown || u["id"] == made["id"] {
			t.Errorf("the accounts hold %v", u)
		}
	}
}

func TestObjectsAreInFullAndTheCallersOwn(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	read := a.get(at("pools", p)).fields
	held, ok := a.Object("pools", strconv.FormatInt(p, 10))
	if !ok || len(held) != len(read) || held["physical_capacity"] != int64(1000000192512) {
		t.Fatalf("the pool is %v", held)
	}
	held["name"] = "changed"
	a.get(at("pools", p)).has(map[string]any{"name": "p"})
	if all, ok := a.Objects("pools"); !ok || len(all) != 1 {
		t.Errorf("the pools are %v", all)
	}
	if _, ok := a.Objects("tapes"); ok {
		t.Error("there is a collection of tapes")
	}
	if _, ok := a.Object("pools", "p"); ok {
		t.Error("a name is taken for an id")
	}
}

func TestImportRestoresWhatExportWrote(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Name: "first", Seed: 3})
	if err := a.Generate(map[string]int{"pools": 2, "volumes": 5, "snapshots": 5}); err != nil {
		t.Fatal(err)
	}
	p := a.must(http.MethodPost, "pools", map[string]any{"name": "p", "physical_capacity": terabyte, "owners": []int{101}}).id()
	v := a.must(http.MethodPost, "volumes?approved=yes", map[string]any{
		"name": "v", "pool_id": p, "size": gigabyte, "provtype": "THICK", "udid": 5, "ssa_express_enabled": true, "snapshot_policy_id": 0,
	}).id()
	s := a.snapshot("locked", v, map[string]any{"lock_expires_at": start.Add(time.Hour).UnixMilli()})
	a.snapshot("short", v, map[string]any{"snapshot_retention": 60})
	a.must(http.MethodDelete, at("volumes", a.volume("gone", p, 1)), nil)
	var exported bytes.Buffer
	if err := a.Export(&exported); err != nil {
		t.Fatal(err)
	}
	written := exported.String()
	b := newArray(t, infinibox.Options{Name: "second", Seed: 3})
	b.pool("other", 1)
	if err := b.Import(&exported); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"pools", "volumes", "users", "system/name", "system/ssa_express_info"} {
		if want, got := a.send(http.MethodGet, path, nil).body, b.send(http.MethodGet, path, nil).body; got != want {
			t.Errorf("%s answers\n%s\nnot\n%s", path, got, want)
		}
	}
	var again bytes.Buffer
	if err := b.Export(&again); err != nil {
		t.Fatal(err)
	}
	if again.String() != written {
		t.Error("exporting again writes something else")
	}
	b.refused(http.MethodDelete, at("volumes", s), nil, 409, "DELETE_LOCKED_SNAPSHOT")
	if want, got := a.volume("next", p, 1), b.volume("next", p, 1); got != want {
		t.Errorf("the next id is %d, not %d", got, want)
	}
	b.clock.Advance(time.Minute)
	if got := b.names("volumes?name=short"); len(got) != 0 {
		t.Error("a retention didn't survive the import")
	}
}

func TestGenerateDependsOnTheSeedAlone(t *testing.T) {
	t.Parallel()
	made := func(seed uint64) string {
		clock := device.NewClock(nil)
		clock.Freeze()
		clock.Set(start)
		a := infinibox.New(infinibox.Options{Seed: seed, Clock: clock})
		for range 2 {
			if err := a.Generate(map[string]int{"pools": 2, "volumes": 50, "snapshots": 30}); err != nil {
				t.Fatal(err)
			}
		}
		var written bytes.Buffer
		if err := a.Export(&written); err != nil {
			t.Fatal(err)
		}
		return written.String()
	}
	if first, second := made(1), made(1); first != second {
		t.Error("the same seed generates different inventories")
	}
	if made(1) == made(2) {
		t.Error("different seeds generate the same inventory")
	}
}

func TestGenerateRefuses(t *testing.T) {
	t.Parallel()
	for name, counts := range map[string]map[string]int{
		"what it doesn't know": {"tapes": 1},
		"less than nothing":    {"volumes": -1},
		"orphaned snapshots":   {"snapshots": 1},
		"too many pools":       {"pools": 1001},
	} {
		if err := infinibox.New(infinibox.Options{}).Generate(counts); err == nil {
			t.Errorf("it generates %s", name)
		}
	}
}

func TestGeneratedVolumesFitTheirPools(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	if err := a.Generate(map[string]int{"volumes": 20_000, "snapshots": 1000}); err != nil {
		t.Fatal(err)
	}
	pools, _ := a.Objects("pools")
	var volumes, snapshots int64
	for _, p := range pools {
		volumes += whole(t, p, "volumes_count")
		snapshots += whole(t, p, "snapshots_count")
		if whole(t, p, "free_virtual_space") < 0 || whole(t, p, "virtual_capacity") < whole(t, p, "physical_capacity") {
			t.Errorf("the pool is overfull: %v", p)
		}
	}
	if volumes != 20_000 || snapshots != 1000 {
		t.Errorf("there are %d volumes and %d snapshots", volumes, snapshots)
	}
	if got := a.send(http.MethodGet, "volumes?page_size=1000&page=21", nil); got.Meta.Objects != 21_000 || len(got.items(t)) != 1000 {
		t.Errorf("the last page holds %d of %d", len(got.items(t)), got.Meta.Objects)
	}
}

func TestOmissionsAreNamed(t *testing.T) {
	t.Parallel()
	for _, line := range infinibox.New(infinibox.Options{}).Omissions() {
		if strings.TrimSpace(line) == "" || strings.Contains(line, "\n") {
			t.Errorf("%q isn't a line", line)
		}
	}
}
