package infinibox_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// put is Put with an id as a number, which has to work.
func (a *array) put(collection string, id int64, fields map[string]any) map[string]any {
	a.t.Helper()
	held, err := a.Put(collection, strconv.FormatInt(id, 10), fields)
	if err != nil {
		a.t.Fatal(err)
	}
	return held
}

func TestPutChangesAllFieldsOrNone(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, q := a.pool("p", 2), a.pool("q", 2)
	v := a.volume("v", p, 1)
	a.snapshot("s", v)
	taken := a.volume("w", p, 1)
	host := a.must(http.MethodPost, "hosts", map[string]any{"name": "h"}).id()
	a.must(http.MethodPost, "hosts", map[string]any{"name": "taken"})
	everything := func() string {
		return a.send(http.MethodGet, "volumes", nil).body + a.send(http.MethodGet, "pools", nil).body +
			a.send(http.MethodGet, "hosts", nil).body + a.send(http.MethodGet, "events", nil).body
	}
	before := everything()
	a.clock.Advance(time.Minute)
	for _, test := range []struct {
		collection string
		id         int64
		fields     map[string]any
		says       string
	}{
		{"volumes", v, map[string]any{"compression_enabled": false, "name": "x", "pool_id": q, "size": 3 * terabyte, "udid": 5}, "size"},
		{"volumes", v, map[string]any{"mapped": true, "name": "w"}, "VOLUME_NAME_CONFLICT"},
		{"volumes", v, map[string]any{"mapped": nil, "name": "x"}, "MALFORMED_PARAMETER"},
		{"volumes", v, map[string]any{"size": 2 * gigabyte, "allocated": 1}, "UNSUPPORTED_FIELD"},
		{"volumes", taken, map[string]any{"name": "x", "provtype": "THICK", "size": 3 * terabyte}, "POOL_VIRTUAL_CAPACITY"},
		{"pools", p, map[string]any{"name": "x", "state": "LOCKED", "virtual_capacity": terabyte / 2}, "ILLEGAL_POOL_CAPACITY"},
		{"hosts", host, map[string]any{"host_type": "default", "name": "taken"}, "HOST"},
	} {
		_, err := a.Put(test.collection, strconv.FormatInt(test.id, 10), test.fields)
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%v: want %s, got %v", test.fields, test.says, err)
		}
		if after := everything(); after != before {
			t.Fatalf("%v: refused, and left\n%s\nof\n%s", test.fields, after, before)
		}
	}
	if got := a.names("volumes?name=v"); len(got) != 1 {
		t.Error("the volume isn't found by its name any more")
	}
}

func TestPutOrdersFieldsThatNeedEachOther(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 2)
	for _, test := range []struct{ fields, want map[string]any }{
		{
			map[string]any{"physical_capacity": 4 * terabyte, "virtual_capacity": 5 * terabyte},
			map[string]any{"physical_capacity": 4000000245760, "virtual_capacity": 5000000438272},
		},
		{
			map[string]any{"physical_capacity": terabyte, "virtual_capacity": terabyte},
			map[string]any{"physical_capacity": 1000000192512, "virtual_capacity": 1000000192512},
		},
		{
			map[string]any{"physical_capacity_warning": 95, "physical_capacity_critical": 99},
			map[string]any{"physical_capacity_warning": 95, "physical_capacity_critical": 99},
		},
		{
			map[string]any{"physical_capacity_warning": 10, "physical_capacity_critical": 20},
			map[string]any{"physical_capacity_warning": 10, "physical_capacity_critical": 20},
		},
	} {
		a.put("pools", p, test.fields)
		a.get(at("pools", p)).has(test.want)
	}
	s := a.snapshot("s", a.volume("v", p, 1), map[string]any{"write_protected": false})
	held := a.put("volumes", s, map[string]any{"lock_expires_at": start.Add(time.Hour).UnixMilli(), "write_protected": true})
	if held["lock_state"] != "LOCKED" {
		t.Errorf("the snapshot is %v", held["lock_state"])
	}
}

func TestMappedVolumeIsKept(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	v := a.volume("v", a.pool("p", 1), 1)
	s := a.snapshot("s", v)
	a.put("volumes", s, map[string]any{"mapped": true})
	a.get(at("volumes", s)).has(map[string]any{"mapped": true})
	answered := a.refused(http.MethodDelete, at("volumes", v, "?approved=yes"), nil, 409, "CHILD_VOLUMES_ARE_MAPPED")
	if want := "The volume 'v' cannot be deleted. One or more of its children have active mappings"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
	a.put("volumes", v, map[string]any{"mapped": true})
	answered = a.refused(http.MethodDelete, at("volumes", v, "?approved=yes"), nil, 409, "VOLUME_IS_MAPPED")
	if want := "The volume cannot be deleted. Volume 'v' has active mappings"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
	a.refused(http.MethodPut, at("volumes", v), map[string]any{"udid": 7}, 409, "UDID_ILLEGAL_MODIFICATION")
	a.refused(http.MethodPut, at("volumes", v), map[string]any{"mapped": false}, 400, "UNSUPPORTED_FIELD")
	a.put("volumes", v, map[string]any{"mapped": false})
	a.must(http.MethodPut, at("volumes", v), map[string]any{"udid": 7})
	a.put("volumes", s, map[string]any{"mapped": false})
	a.must(http.MethodDelete, at("volumes", v, "?approved=yes"), nil)
}

func TestSnapshotOfAPolicyHasItsRetentionProlonged(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	v := a.volume("v", a.pool("p", 1), 1)
	made, err := a.Put("volumes", "", map[string]any{
		"name": "planned", "parent_id": v, "snapshot_retention": 60, "created_by_snapshot_policy_id": 1, "mapped": false,
	})
	if err != nil {
		t.Fatal(err)
	}
	s := at("volumes", whole(t, made, "id"))
	a.get(s).has(map[string]any{"created_by_snapshot_policy_id": 1, "created_by_snapshot_policy_name": "Default Policy"})
	for _, seconds := range []int{30, 60} {
		a.refused(http.MethodPut, s, map[string]any{"snapshot_retention": seconds}, 409, "SNAPSHOT_RETENTION_INVALID")
	}
	a.must(http.MethodPut, s, map[string]any{"snapshot_retention": 61}).has(map[string]any{"snapshot_expires_at": start.Unix() + 61})
	a.put("volumes", whole(t, made, "id"), map[string]any{"created_by_snapshot_policy_id": nil})
	a.refused(http.MethodPut, s, map[string]any{"snapshot_retention": 90}, 409, "SNAPSHOT_RETENTION_FIELD_NOT_SUPPORTED")
}

func TestFieldsBehindTheAPIAreChecked(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	for _, test := range []struct {
		fields map[string]any
		code   string
	}{
		{map[string]any{"name": "w", "pool_id": p, "size": gigabyte, "mapped": "yes"}, "MALFORMED_PARAMETER"},
		{map[string]any{"name": "w", "pool_id": p, "size": gigabyte, "created_by_snapshot_policy_id": 1}, "UNSUPPORTED_FIELD"},
		{map[string]any{"name": "w", "parent_id": v, "created_by_snapshot_policy_id": 9}, "SNAPSHOT_POLICY_NOT_FOUND"},
		{map[string]any{"name": "w", "parent_id": v, "created_by_snapshot_policy_id": "x"}, "MALFORMED_PARAMETER"},
	} {
		if _, err := a.Put("volumes", "", test.fields); err == nil || !strings.Contains(err.Error(), test.code) {
			t.Errorf("%v: want %s, got %v", test.fields, test.code, err)
		}
	}
	if got := a.names("volumes"); len(got) != 1 {
		t.Errorf("refused creates left %v", got)
	}
}
