package infinibox_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// written is an inventory by hand: two pools, a volume and its snapshot.
func written() map[string]any {
	return map[string]any{
		"product": "infinibox",
		"users": []any{
			map[string]any{"id": 1, "name": "root", "password": "x", "role": "ADMIN"},
			map[string]any{"id": 2, "name": "owner", "password": "x", "role": "POOL_ADMIN"},
		},
		"pools": []any{
			map[string]any{"id": 10, "name": "p", "physical_capacity": 2 * terabyte, "owners": []int{2}},
			map[string]any{"id": 11, "name": "q", "physical_capacity": 2 * terabyte, "ssd_enabled": false},
		},
		"volumes": []any{
			map[string]any{"id": 20, "name": "v", "pool_id": 11, "size": gigabyte, "thick": true, "udid": 5},
			map[string]any{
				"id": 21, "name": "s", "pool_id": 11, "size": gigabyte, "parent_id": 20, "write_protected": true,
				"lock_expires_at": start.Add(time.Hour).UnixMilli(), "serial": "742b0f00000000000000000000000007",
			},
		},
	}
}

// part is one entry of a list of an inventory.
func part(inventory map[string]any, list string, at int) map[string]any {
	entries, _ := inventory[list].([]any)
	entry, _ := entries[at].(map[string]any)
	return entry
}

func TestImportTakesTheStandardForWhatIsLeftOut(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Name: "own"})
	if err := a.Import(strings.NewReader(jsonOf(t, written()))); err != nil {
		t.Fatal(err)
	}
	a = a.login("root")
	a.get("pools/10").has(map[string]any{
		"name": "p", "type": "STANDARD", "state": "NORMAL", "virtual_capacity": 2 * terabyte, "physical_capacity_warning": 80,
		"physical_capacity_critical": 90, "fs_used_default_warning": 100, "max_extend": -1, "ssd_enabled": true,
		"compression_enabled": true, "created_at": start.UnixMilli(), "owners": []int{2},
	})
	a.get("volumes/20").has(map[string]any{
		"provtype": "THICK", "ssd_enabled": false, "compression_enabled": true, "lock_state": "UNLOCKED", "udid": 5,
		"updated_at": start.UnixMilli(), "serial": "742b0f00000000000000000000000008", "snapshot_policy_id": nil,
	})
	a.get("volumes/21").has(map[string]any{"type": "SNAPSHOT", "lock_state": "LOCKED"})
	a.get("pools/11").has(map[string]any{"volumes_count": 1, "snapshots_count": 1, "allocated_physical_space": 1000013824})
	a.get("users/2").has(map[string]any{"enabled": true, "email": "owner@example.com", "type": "Local"})
	if got := jsonOf(t, a.send(http.MethodGet, "system/name", nil).Result); got != `"own"` {
		t.Errorf("the system is called %s", got)
	}
	next := a.must(http.MethodPost, "volumes", map[string]any{"name": "w", "pool_id": 10, "size": gigabyte})
	next.has(map[string]any{"id": 1000, "snapshot_policy_name": "Default Policy", "serial": "742b0f00000000000000000000000009"})
}

func TestImportOfNothingIsAnArrayAsItStarts(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	a.pool("p", 1)
	if err := a.Import(strings.NewReader(`{"product":"infinibox"}`)); err != nil {
		t.Fatal(err)
	}
	if got := a.names("pools"); len(got) != 0 {
		t.Errorf("the pools are %v", got)
	}
	if id := a.volume("v", a.pool("p", 1), 1); id != 1001 {
		t.Errorf("the ids don't start again: %d", id)
	}
}

func TestImportRefusesWhatIsNoInventory(t *testing.T) {
	t.Parallel()
	for name, inventory := range map[string]string{
		"not JSON":                       `{`,
		"nothing":                        ``,
		"another product":                `{"product":"symkloud"}`,
		"an unknown field":               `{"product":"infinibox","tapes":[]}`,
		"an unknown field of a pool":     `{"product":"infinibox","pools":[{"id":1,"name":"p","physical_capacity":1000000000000,"colour":"red"}]}`,
		"an unknown field of an account": `{"product":"infinibox","users":[{"id":1,"name":"p","shoe":43}]}`,
		"trailing garbage":               `{"product":"infinibox"} garbage`,
		"a second document":              `{"product":"infinibox"}{"product":"infinibox"}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refusesImport(t, inventory, "")
		})
	}
}

// refusesImport is an error that says why, and an array as it was.
func refusesImport(t *testing.T, inventory, says string) {
	t.Helper()
	a := newArray(t, infinibox.Options{})
	p := a.pool("kept", 1)
	err := a.Import(strings.NewReader(inventory))
	if err == nil {
		t.Fatal("the inventory is taken")
	}
	if !strings.Contains(err.Error(), says) {
		t.Errorf("the reason is %q, which doesn't say %q", err, says)
	}
	a.get(at("pools", p)).has(map[string]any{"name": "kept"})
}

func TestImportRefusesWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	set := func(list string, at int, field string, to any) func(map[string]any) {
		return func(held map[string]any) { part(held, list, at)[field] = to }
	}
	for _, test := range []struct {
		name  string
		spoil func(map[string]any)
		says  string
	}{
		{"a bad name of the system", func(held map[string]any) { held["name"] = "a/b" }, "INVALID_CHARACTERS_IN_NAME"},
		{"a small virtual capacity", func(held map[string]any) { held["virtual_capacity"] = terabyte }, "LESS_THAN_HARD"},
		{"an endless virtual capacity", func(held map[string]any) { held["virtual_capacity"] = int64(1) << 60 }, "MAX_SYSTEM_VIRTUAL_CAPACITY_LIMIT"},
		{"an id beyond next_id", func(held map[string]any) { held["next_id"] = 11 }, "beyond next_id"},
		{"no accounts", func(held map[string]any) { held["users"] = []any{} }, "ADMIN"},
		{"a disabled administrator", set("users", 0, "enabled", false), "ADMIN"},
		{"an account twice", set("users", 1, "name", "root"), "USER_ALREADY_EXISTS"},
		{"an account's id twice", set("users", 1, "id", 1), "id is taken"},
		{"an account without a name", set("users", 1, "name", ""), "name"},
		{"an account without a password", set("users", 1, "password", ""), "password"},
		{"an unknown role", set("users", 1, "role", "KING"), "KING"},
		{"an unknown type of account", set("users", 1, "type", "Remote"), "Remote"},
		{"a pool without an id", set("pools", 0, "id", 0), "id"},
		{"a pool's id twice", set("pools", 1, "id", 10), "id is taken"},
		{"two pools of one name", set("pools", 1, "name", "p"), "POOL_NAME_CONFLICT"},
		{"a pool's bad name", set("pools", 1, "name", "*"), "INVALID_CHARACTERS_IN_NAME"},
		{"an unknown type of pool", set("pools", 0, "type", "banana"), "banana"},
		{"an unknown state of a pool", set("pools", 0, "state", "melted"), "melted"},
		{"an S3 pool without the feature", set("pools", 0, "type", "S3"), "S3_FEATURE_NOT_ENABLED"},
		{"a negative capacity", set("pools", 0, "physical_capacity", -terabyte), "ILLEGAL_POOL_CAPACITY"},
		{"a capacity by halves of a block", set("pools", 0, "physical_capacity", terabyte+1), "ILLEGAL_POOL_CAPACITY"},
		{"less virtual than physical capacity", set("pools", 0, "virtual_capacity", terabyte), "ILLEGAL_POOL_CAPACITY"},
		{"more pools than the system has room for", set("pools", 0, "physical_capacity", 9007*terabyte), "free physical capacity"},
		{"more virtual capacity than the system has", set("pools", 0, "virtual_capacity", 22517*terabyte), "SYSTEM_VIRTUAL_CAPACITY"},
		{"a threshold of 0", set("pools", 0, "physical_capacity_warning", 0), "ILLEGAL_THRESHOLD_VALUE"},
		{"thresholds the wrong way round", set("pools", 0, "physical_capacity_warning", 95), "ILLEGAL_WARNING_OR_CRITICAL_VALUE"},
		{"an impossible buffer", set("pools", 0, "max_extend", -2), "max_extend"},
		{"an unknown owner", set("pools", 0, "owners", []int{9}), "USER_NOT_FOUND"},
		{"a volume's id twice", set("volumes", 0, "id", 10), "id is taken"},
		{"two volumes of one name", set("volumes", 1, "name", "v"), "VOLUME_NAME_CONFLICT"},
		{"a reserved name", set("volumes", 0, "name", "Default_Protocol_Endpoint"), "ENTITY_NAME_IS_RESERVED"},
		{"an unknown pool", set("volumes", 0, "pool_id", 9), "no pool 9"},
		{"an unknown parent", set("volumes", 1, "parent_id", 9), "no volume 9"},
		{"a parent in another pool", set("volumes", 1, "pool_id", 10), "another pool"},
		{"an unknown policy", set("volumes", 0, "snapshot_policy_id", 9), "SNAPSHOT_POLICY_NOT_FOUND"},
		{"a snapshot's policy", set("volumes", 1, "snapshot_policy_id", 1), "policy"},
		{"a small volume", set("volumes", 0, "size", gigabyte-512), "DATASET_MIN_CAPACITY"},
		{"a size by halves of a block", set("volumes", 0, "size", gigabyte+1), "ILLEGAL_DATASET_SIZE"},
		{"more than the pool has", set("volumes", 0, "size", 3*terabyte), "POOL_VIRTUAL_CAPACITY"},
		{"a thick snapshot", set("volumes", 1, "thick", true), "thick"},
		{"a short serial", set("volumes", 0, "serial", "0"), "32 hexadecimal digits"},
		{"a serial of other letters", set("volumes", 0, "serial", strings.Repeat("x", 32)), "32 hexadecimal digits"},
		{"a serial twice", set("volumes", 0, "serial", "742b0f00000000000000000000000007"), "is taken"},
		{"an impossible udid", set("volumes", 0, "udid", 40000), "UDID_NOT_VALID"},
		{"a locked volume", set("volumes", 0, "lock_expires_at", start.Add(time.Hour).UnixMilli()), "INVALID_LOCK_ENTITY_TYPE"},
		{"a locked writable snapshot", set("volumes", 1, "write_protected", false), "WRITABLE_LOCKED_SNAPSHOT"},
		{"an unknown lock state", set("volumes", 1, "lock_state", "AJAR"), "AJAR"},
		{"a lock state without a lock", set("volumes", 1, "lock_state", "UNLOCKED"), "lock"},
		{"a retention without an end", set("volumes", 1, "snapshot_retention", 60), "retention"},
		{"a volume's retention", set("volumes", 0, "snapshot_retention", 60), "NON_SNAPSHOT"},
		{"SSA Express without SSD", set("volumes", 0, "ssa_express_enabled", true), "SSD_ENABLED"},
		{"loading outside SSA Express", set("volumes", 0, "loaded_at", 5), "SSA Express"},
		{"a negative time", set("volumes", 0, "created_at", -1), "negative"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			held := written()
			test.spoil(held)
			refusesImport(t, jsonOf(t, held), test.says)
		})
	}
}

func TestImportRefusesMoreThanTheCacheHolds(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{SSAExpressCapacity: gigabyte})
	held := written()
	maps.Copy(part(held, "volumes", 0), map[string]any{"ssd_enabled": true, "ssa_express_enabled": true, "size": 2 * gigabyte})
	if err := a.Import(strings.NewReader(jsonOf(t, held))); err == nil || !strings.Contains(err.Error(), "INSUFFICIENT_SSA_EXPRESS_CAPACITY") {
		t.Errorf("it answers %v", err)
	}
}

// Whatever the API can make can be written and read again.
func TestEveryExportCanBeImported(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{S3: true, PhysicalCapacity: 100 * terabyte})
	p, q := a.pool("p", 5), a.pool("q", 5)
	a.must(http.MethodPost, "pools", map[string]any{"name": "s3", "physical_capacity": terabyte, "type": "S3", "max_extend": 7})
	a.must(http.MethodPost, "pools", map[string]any{"name": "vvol", "physical_capacity": terabyte, "type": "VVOL"})
	a.must(http.MethodPut, at("pools", p), map[string]any{"owners": []int{101}})
	if _, err := a.Put("users", "101", map[string]any{"role": "READ_ONLY"}); err != nil {
		t.Fatal(err)
	}
	v := a.volume("v", p, 3)
	a.must(http.MethodPost, at("volumes", v, "/move"), map[string]any{"pool_id": q, "with_capacity": true})
	lock := map[string]any{"lock_expires_at": start.Add(time.Minute).UnixMilli()}
	promoted := a.snapshot("promoted", v, map[string]any{"snapshot_retention": 60})
	a.must(http.MethodPost, at("volumes", promoted, "/promote?approved=yes"), nil)
	a.snapshot("locked", v, lock)
	opened := a.snapshot("opened", a.snapshot("middle", v), lock)
	a.must(http.MethodPost, "volumes?approved=yes", map[string]any{"name": "fast", "pool_id": q, "size": gigabyte, "ssa_express_enabled": true})
	a.clock.Advance(time.Minute)
	a.must(http.MethodPut, at("volumes", opened), map[string]any{"write_protected": false})
	a.must(http.MethodPost, at("pools", p, "/lock?approved=yes"), nil)
	var exported, again bytes.Buffer
	if err := a.Export(&exported); err != nil {
		t.Fatal(err)
	}
	first := exported.String()
	b := newArray(t, infinibox.Options{S3: true, PhysicalCapacity: 100 * terabyte})
	if err := b.Import(&exported); err != nil {
		t.Fatal(err)
	}
	if err := b.Export(&again); err != nil {
		t.Fatal(err)
	}
	if again.String() != first {
		t.Errorf("exporting again writes\n%s\nnot\n%s", again.String(), first)
	}
}

func FuzzImport(f *testing.F) {
	whole, err := json.Marshal(written())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(whole))
	f.Add(`{"product":"infinibox"}`)
	f.Fuzz(func(t *testing.T, inventory string) {
		a := infinibox.New(infinibox.Options{})
		if a.Import(strings.NewReader(inventory)) != nil {
			return
		}
		var first, second bytes.Buffer
		if err := a.Export(&first); err != nil {
			t.Fatal(err)
		}
		if err := a.Import(bytes.NewReader(first.Bytes())); err != nil {
			t.Fatalf("what was taken isn't taken again: %v\n%s", err, first.String())
		}
		if err := a.Export(&second); err != nil {
			t.Fatal(err)
		}
		if first.String() != second.String() {
			t.Errorf("%s\nbecame\n%s", first.String(), second.String())
		}
		pools, _ := a.Objects("pools")
		if slices.ContainsFunc(pools, func(p map[string]any) bool { return fmt.Sprint(p["name"]) == "" }) {
			t.Error("a pool has no name")
		}
	})
}
