package infinibox_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestSnapshotTakesAfterItsParent(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.must(http.MethodPost, "volumes", map[string]any{"name": "v", "pool_id": p, "size": 2 * gigabyte, "provtype": "THICK"}).id()
	free := a.get(at("pools", p)).number("free_virtual_space")
	a.clock.Advance(time.Hour)
	s := a.snapshot("s", v)
	a.get(at("volumes", s)).has(map[string]any{
		"type": "SNAPSHOT", "parent_id": v, "family_id": v, "depth": 1, "pool_id": p, "size": 2 * gigabyte,
		"provtype": "THIN", "write_protected": true, "snapshot_policy_id": nil, "data_reduction_ratio": nil,
		"has_children": false, "created_at": start.Add(time.Hour).UnixMilli(), "allocated": 0,
	})
	a.get(at("volumes", v)).has(map[string]any{"has_children": true, "type": "MASTER"})
	a.get(at("pools", p)).has(map[string]any{
		"snapshots_count": 1, "standard_snapshots_count": 1, "volumes_count": 1, "entities_count": 2, "free_virtual_space": free,
	})
	deep := a.snapshot("deep", s, map[string]any{"write_protected": false, "ssd_enabled": false})
	a.get(at("volumes", deep)).has(map[string]any{"parent_id": s, "family_id": v, "depth": 2, "write_protected": false, "ssd_enabled": false})
	a.must(http.MethodPut, at("volumes", deep), map[string]any{"size": 3 * gigabyte}).has(map[string]any{"size": 3 * gigabyte})
	a.get(at("pools", p)).has(map[string]any{"free_virtual_space": free})
}

func TestTakingASnapshotIsRefused(t *testing.T) {
	t.Parallel()
	hour := start.Add(time.Hour).UnixMilli()
	for _, test := range []struct {
		name   string
		fields map[string]any
		status int
		code   string
	}{
		{"a pool", map[string]any{"pool_id": 1000}, 400, "UNSUPPORTED_FIELD"},
		{"a size", map[string]any{"size": gigabyte}, 400, "UNSUPPORTED_FIELD"},
		{"no name", map[string]any{"name": nil}, 400, "MISSING_FIELD"},
		{"a bad name", map[string]any{"name": "*"}, 400, "INVALID_CHARACTERS_IN_NAME"},
		{"an unknown parent", map[string]any{"parent_id": 9}, 404, "VOLUME_NOT_FOUND"},
		{"a taken name", map[string]any{"name": "v"}, 409, "VOLUME_NAME_CONFLICT"},
		{"SSA Express", map[string]any{"ssa_express_enabled": true}, 403, "INVALID_SSA_EXPRESS_DATASET_TYPE"},
		{"a lock in the past", map[string]any{"lock_expires_at": start.UnixMilli()}, 409, "INVALID_LOCK_EXPIRY"},
		{"a lock of more than a year", map[string]any{"lock_expires_at": start.AddDate(1, 0, 1).UnixMilli()}, 409, "INVALID_LOCK_DURATION"},
		{"a writable lock", map[string]any{"lock_expires_at": hour, "write_protected": false}, 409, "WRITABLE_LOCKED_SNAPSHOT"},
		{"a retention of 0", map[string]any{"snapshot_retention": 0}, 400, "WRONG_PARAMETER"},
		{"an endless retention", map[string]any{"snapshot_retention": int64(1) << 62}, 400, "MALFORMED_PARAMETER"},
		{"a remote retention", map[string]any{"remote_snapshot_retention": 5}, 409, "UNSUPPORTED_REMOTE_SNAPSHOT_RETENTION"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, infinibox.Options{})
			v := a.volume("v", a.pool("p", 1), 1)
			body := map[string]any{"name": "s", "parent_id": v}
			maps.Copy(body, test.fields)
			a.refused(http.MethodPost, "volumes", body, test.status, test.code)
			if got := a.names("volumes"); !slices.Equal(got, []string{"v"}) {
				t.Errorf("the refused call left %v", got)
			}
			a.get(at("volumes", v)).has(map[string]any{"has_children": false})
		})
	}
}

func TestFamiliesAreLimited(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Limits: infinibox.Limits{FamilySize: 3, TreeDepth: 2}})
	v := a.volume("root", a.pool("p", 1), 1)
	s1 := a.snapshot("s1", v)
	s2 := a.snapshot("s2", s1)
	a.refused(http.MethodPost, "volumes", map[string]any{"name": "x", "parent_id": s2}, 409, "MAX_TREE_DEPTH")
	a.snapshot("s3", s1)
	answered := a.refused(http.MethodPost, "volumes", map[string]any{"name": "x", "parent_id": v}, 409, "MAX_FAMILY_SIZE")
	if !strings.HasPrefix(answered.Error.Message, "The volume family whose root is 'root' now has 3 snapshots, which is the maximum allowed.") {
		t.Errorf("the message is %q", answered.Error.Message)
	}
	a.must(http.MethodDelete, at("volumes", s1, "?approved=yes"), nil)
	a.snapshot("again", v)
}

func TestDeletingAVolumeTakesItsSnapshotsAlong(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	s := a.snapshot("s", v)
	a.snapshot("deep", s)
	a.snapshot("other", v)
	answered := a.refused(http.MethodDelete, at("volumes", v), nil, 403, "APPROVAL_REQUIRED")
	if want := "Deleting the volume 'v' will also delete all of its snapshots"; answered.Error.Message != want {
		t.Errorf("the reason is %q, want %q", answered.Error.Message, want)
	}
	a.refused(http.MethodDelete, at("volumes", s), nil, 403, "APPROVAL_REQUIRED")
	a.must(http.MethodDelete, at("volumes", s, "?approved=yes"), nil).has(map[string]any{"id": s, "parent_id": v, "has_children": true})
	if got := a.names("volumes"); !slices.Equal(got, []string{"v", "other"}) {
		t.Errorf("%v are left", got)
	}
	a.must(http.MethodDelete, at("volumes", v, "?approved=yes"), nil)
	a.get(at("pools", p)).has(map[string]any{"entities_count": 0, "volumes_count": 0, "snapshots_count": 0, "free_virtual_space": 1000000192512})
}

func TestLockedSnapshotIsKeptUntilItsLockEnds(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	v := a.volume("v", a.pool("p", 1), 1)
	ends := start.Add(time.Hour)
	s := a.snapshot("snap", v, map[string]any{"lock_expires_at": ends.UnixMilli()})
	a.get(at("volumes", s)).has(map[string]any{"lock_state": "LOCKED", "lock_expires_at": ends.UnixMilli()})
	path := at("volumes", s)
	for _, call := range []struct {
		method, path string
		body         any
		code, says   string
	}{
		{http.MethodDelete, path, nil, "DELETE_LOCKED_SNAPSHOT", "Snapshot 'snap' is locked, and can only be deleted after '2026-03-01 13:00:00' UTC"},
		{http.MethodDelete, at("volumes", v, "?approved=yes"), nil, "DELETE_SNAPSHOT_WITH_LOCKED_DESCENDANTS", "Snapshot 'v' has locked descendants, and can only be deleted after they expire, on: '2026-03-01 13:00:00' UTC"},
		{http.MethodPut, path, map[string]any{"lock_expires_at": nil}, "UNLOCK_FORBIDDEN", "Snapshot 'snap' is locked until '2026-03-01 13:00:00' UTC, the lock cannot be removed"},
		{http.MethodPut, path, map[string]any{"lock_expires_at": ends.UnixMilli() - 1}, "LOCK_EXPIRY_TOO_SHORT", "The lock expiry of snapshot 'snap' cannot be lowered. Current expiry time is '2026-03-01 13:00:00' UTC"},
		{http.MethodPut, path, map[string]any{"lock_expires_at": start.AddDate(2, 0, 0).UnixMilli()}, "INVALID_LOCK_DURATION", ""},
		{http.MethodPut, path, map[string]any{"write_protected": false}, "WRITE_ENABLE_LOCKED_SNAPSHOT", "Snapshot 'snap' is locked, and can only be write-enabled after '2026-03-01 13:00:00' UTC"},
		{http.MethodPut, path, map[string]any{"size": 2 * gigabyte}, "INVALID_OPERATION_ON_LOCKED_SNAPSHOT", ""},
		{http.MethodPost, path + "/refresh?approved=yes", map[string]any{"source_id": v}, "INVALID_OPERATION_ON_LOCKED_SNAPSHOT", ""},
		{http.MethodPost, path + "/promote", nil, "PROMOTE_LOCKED_SNAPSHOT", ""},
	} {
		answered := a.refused(call.method, call.path, call.body, 409, call.code)
		if call.says != "" && answered.Error.Message != call.says {
			t.Errorf("%s: the message is %q, want %q", call.code, answered.Error.Message, call.says)
		}
	}
	a.must(http.MethodPut, path, map[string]any{"lock_expires_at": ends.Add(time.Hour).UnixMilli()})
	a.clock.Advance(2*time.Hour - time.Millisecond)
	a.refused(http.MethodDelete, path, nil, 409, "DELETE_LOCKED_SNAPSHOT")
	a.clock.Advance(time.Millisecond)
	a.get(path).has(map[string]any{"lock_state": "EXPIRED"})
	a.must(http.MethodPut, path, map[string]any{"lock_expires_at": nil}).has(map[string]any{"lock_state": "UNLOCKED", "lock_expires_at": nil})
	a.must(http.MethodDelete, path, nil)
}

func TestWritableSnapshotIsNotLocked(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	s := a.snapshot("s", a.volume("v", a.pool("p", 1), 1), map[string]any{"write_protected": false})
	answered := a.refused(http.MethodPut, at("volumes", s), map[string]any{"lock_expires_at": start.Add(time.Hour).UnixMilli()}, 409, "SNAPSHOT_LOCK_FORBIDDEN")
	if want := "Snapshot 's' cannot be further locked as it is write-enabled"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
	a.must(http.MethodPut, at("volumes", s, "?approved=yes"), map[string]any{"write_protected": true})
	a.must(http.MethodPut, at("volumes", s), map[string]any{"lock_expires_at": start.Add(time.Hour).UnixMilli()}).has(map[string]any{"lock_state": "LOCKED"})
}

func TestSnapshotIsDeletedWhenItsRetentionEnds(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	s := a.snapshot("short", v, map[string]any{"snapshot_retention": 3600})
	a.get(at("volumes", s)).has(map[string]any{"snapshot_retention": 3600, "snapshot_expires_at": start.Unix() + 3600})
	held := a.snapshot("held", v, map[string]any{"snapshot_retention": 3600, "lock_expires_at": start.Add(2 * time.Hour).UnixMilli()})
	a.snapshot("below", a.snapshot("parent", v, map[string]any{"snapshot_retention": 3600}))
	a.refused(http.MethodPut, at("volumes", s), map[string]any{"snapshot_retention": 7200}, 409, "SNAPSHOT_RETENTION_FIELD_NOT_SUPPORTED")
	a.clock.Advance(time.Hour - time.Millisecond)
	if got := a.names("volumes"); !slices.Contains(got, "short") {
		t.Fatalf("the snapshot went early: %v", got)
	}
	a.clock.Advance(time.Millisecond)
	if got := a.names("volumes"); !slices.Equal(got, []string{"v", "held", "parent", "below"}) {
		t.Errorf("%v are left", got)
	}
	a.clock.Advance(time.Hour)
	a.refused(http.MethodGet, at("volumes", held), nil, 404, "VOLUME_NOT_FOUND")
	a.get(at("pools", p)).has(map[string]any{"snapshots_count": 2})
}

func TestSnapshotsHaveNoPolicyProvisioningOrCompressionOfTheirOwn(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	v := a.volume("v", a.pool("p", 1), 1)
	s := a.snapshot("s", v)
	a.refused(http.MethodPut, at("volumes", s), map[string]any{"snapshot_policy_id": 1}, 409, "DATASET_NOT_MASTER")
	a.refused(http.MethodPut, at("volumes", s), map[string]any{"provtype": "THICK"}, 409, "DATASET_NOT_MASTER")
	a.refused(http.MethodPut, at("volumes", s), map[string]any{"compression_enabled": false}, 409, "COMPRESSION_OPERATION_NOT_ALLOWED")
	a.refused(http.MethodPut, at("volumes", s, "?approved=yes"), map[string]any{"ssa_express_enabled": true}, 403, "INVALID_SSA_EXPRESS_DATASET_TYPE")
	a.refused(http.MethodPost, at("volumes", s, "/move"), map[string]any{"pool_id": 1000}, 409, "DATASET_NOT_MASTER")
	a.must(http.MethodPut, at("volumes", v), map[string]any{"compression_enabled": false})
	a.get(at("volumes", s)).has(map[string]any{"compression_enabled": false})
}
