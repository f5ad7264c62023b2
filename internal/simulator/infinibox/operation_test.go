package infinibox_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestVolumeMovesWithItsSnapshots(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, q := a.pool("p", 2), a.pool("q", 2)
	v := a.must(http.MethodPost, "volumes", map[string]any{"name": "v", "pool_id": p, "size": gigabyte, "provtype": "THICK"}).id()
	s := a.snapshot("s", v)
	a.must(http.MethodPost, at("volumes", v, "/move"), map[string]any{"pool_id": q}).has(map[string]any{"pool_id": q, "pool_name": "q"})
	a.get(at("volumes", s)).has(map[string]any{"pool_id": q})
	a.get(at("pools", p)).has(map[string]any{"entities_count": 0, "allocated_physical_space": 0, "free_virtual_space": 2000000385024})
	a.get(at("pools", q)).has(map[string]any{
		"volumes_count": 1, "snapshots_count": 1, "allocated_physical_space": 1000013824, "virtual_capacity": 2000000385024,
	})
	a.must(http.MethodPost, at("volumes", v, "/move"), map[string]any{"pool_id": q}).has(map[string]any{"pool_id": q})
}

func TestVolumeMovesWithItsCapacity(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, q := a.pool("p", 3), a.pool("q", 1)
	v := a.volume("v", p, 1000)
	a.must(http.MethodPost, at("volumes", v, "/move"), map[string]any{"pool_id": q, "with_capacity": true})
	a.get(at("pools", p)).has(map[string]any{"virtual_capacity": 1999999991808, "physical_capacity": 1999999991808, "free_virtual_space": 1999999991808})
	a.get(at("pools", q)).has(map[string]any{"virtual_capacity": 2000000253952, "physical_capacity": 2000000253952, "free_virtual_space": 1000000192512})
	large := a.volume("large", p, 1500)
	answered := a.refused(http.MethodPost, at("volumes", large, "/move"), map[string]any{"pool_id": q, "with_capacity": true}, 409, "ILLEGAL_POOL_CAPACITY")
	if !strings.Contains(answered.Error.Message, "Pool capacity is less than the minimum capacity of 1TB. Wrong capacity value: 500GB") {
		t.Errorf("the message is %q", answered.Error.Message)
	}
}

func TestMovingIsRefused(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.must(http.MethodPost, "pools", map[string]any{"name": "p", "physical_capacity": 5 * terabyte}).id()
	q := a.must(http.MethodPost, "pools", map[string]any{"name": "q", "physical_capacity": terabyte, "virtual_capacity": 3 * terabyte}).id()
	v := a.must(http.MethodPost, "volumes", map[string]any{"name": "v", "pool_id": p, "size": 2 * terabyte, "provtype": "THICK"}).id()
	w := a.volume("w", p, 3000)
	a.volume("x", q, 500)
	for _, test := range []struct {
		id     int64
		body   any
		status int
		code   string
	}{
		{v, map[string]any{}, 400, "MISSING_FIELD"},
		{v, map[string]any{"pool_id": "q"}, 400, "MALFORMED_PARAMETER"},
		{v, map[string]any{"pool_id": q, "approved": true}, 400, "UNSUPPORTED_FIELD"},
		{v, map[string]any{"pool_id": 9}, 404, "POOL_NOT_FOUND"},
		{9, map[string]any{"pool_id": q}, 404, "VOLUME_NOT_FOUND"},
		{v, map[string]any{"pool_id": q}, 409, "INSUFFICIENT_POOL_CAPACITY"},
		{w, map[string]any{"pool_id": q}, 409, "POOL_VIRTUAL_CAPACITY"},
	} {
		a.refused(http.MethodPost, at("volumes", test.id, "/move"), test.body, test.status, test.code)
	}
	a.get(at("volumes", v)).has(map[string]any{"pool_id": p})
}

func TestRestoreNeedsADescendantAndApproval(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v, other := a.volume("v", p, 1), a.volume("other", p, 1)
	s := a.snapshot("s", v)
	deep := a.snapshot("deep", s)
	path := at("volumes", v, "/restore")
	a.refused(http.MethodPost, path, nil, 400, "MISSING_CONTENT")
	a.refused(http.MethodPost, path, map[string]any{}, 400, "MISSING_FIELD")
	a.refused(http.MethodPost, path, map[string]any{"source_id": 9}, 404, "VOLUME_NOT_FOUND")
	answered := a.refused(http.MethodPost, path, map[string]any{"source_id": s}, 403, "APPROVAL_REQUIRED")
	if want := "Restoring volume 'v' will overwrite its data"; answered.Error.Message != want {
		t.Errorf("the reason is %q, want %q", answered.Error.Message, want)
	}
	answered = a.refused(http.MethodPost, path+"?approved=yes", map[string]any{"source_id": other}, 409, "ILLEGAL_RESTORE_REQUEST")
	if want := "Dataset cannot be restored. other is not a descendant of v"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
	a.refused(http.MethodPost, at("volumes", s, "/restore?approved=yes"), map[string]any{"source_id": deep}, 409, "PROTECTED_DATASET_CANNOT_BE_RESTORED")
	a.clock.Advance(time.Minute)
	for _, source := range []int64{s, deep} {
		done := a.send(http.MethodPost, path+"?approved=yes", map[string]any{"source_id": source})
		if done.status != 200 || done.Result != true {
			t.Errorf("restore answers %s", done.body)
		}
	}
	a.get(at("volumes", v)).has(map[string]any{"updated_at": start.Add(time.Minute).UnixMilli()})
}

func TestRefreshNeedsADirectSnapshotAndApproval(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v, other := a.volume("v", p, 1), a.volume("other", p, 1)
	s := a.snapshot("s", v)
	deep := a.snapshot("deep", s)
	flat := a.snapshot("flat", v)
	a.must(http.MethodPut, at("volumes", v), map[string]any{"size": 2 * gigabyte})
	answered := a.refused(http.MethodPost, at("volumes", flat, "/refresh"), map[string]any{"source_id": v}, 403, "APPROVAL_REQUIRED")
	if want := "Refreshing snapshot 'flat' will overwrite its data"; answered.Error.Message != want {
		t.Errorf("the reason is %q, want %q", answered.Error.Message, want)
	}
	for _, test := range []struct {
		target, source int64
		status         int
		code           string
	}{
		{flat, 9, 404, "DATASET_NOT_FOUND"},
		{9, v, 404, "VOLUME_NOT_FOUND"},
		{v, s, 409, "REFRESH_TARGET_NOT_SNAPSHOT"},
		{deep, v, 409, "REFRESH_TARGET_NOT_DIRECT_SNAPSHOT"},
		{flat, other, 409, "REFRESH_TARGET_NOT_DIRECT_SNAPSHOT"},
		{s, v, 409, "REFRESH_TARGET_HAS_CHILDREN"},
	} {
		a.refused(http.MethodPost, at("volumes", test.target, "/refresh?approved=yes"), map[string]any{"source_id": test.source}, test.status, test.code)
	}
	a.must(http.MethodPost, at("volumes", flat, "/refresh?approved=yes"), map[string]any{"source_id": v}).has(map[string]any{"size": 2 * gigabyte, "parent_id": v})
}

func TestPromoteMakesASnapshotAVolume(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 400)
	s := a.snapshot("s", v, map[string]any{"snapshot_retention": 3600})
	a.refused(http.MethodPost, at("volumes", v, "/promote"), nil, 409, "PROMOTE_MASTER_ENTITY")
	deep := a.snapshot("deep", s)
	a.refused(http.MethodPost, at("volumes", s, "/promote?approved=yes"), nil, 409, "PROMOTE_SNAPSHOT_WITH_CHILDREN")
	a.must(http.MethodPost, at("volumes", deep, "/promote"), nil).has(map[string]any{"type": "MASTER", "promote_source_id": s})
	answered := a.refused(http.MethodPost, at("volumes", s, "/promote"), nil, 403, "APPROVAL_REQUIRED")
	if want := "If this snapshot is promoted, its retention period will be cleared"; answered.Error.Message != want {
		t.Errorf("the reason is %q, want %q", answered.Error.Message, want)
	}
	a.refused(http.MethodPost, at("volumes", s, "/promote?approved=yes"), nil, 409, "POOL_VIRTUAL_CAPACITY")
	a.clock.Advance(2 * time.Second)
	a.must(http.MethodDelete, at("volumes", deep), nil)
	a.must(http.MethodPost, at("volumes", s, "/promote?approved=yes"), nil).has(map[string]any{
		"type": "MASTER", "parent_id": 0, "family_id": s, "depth": 0, "write_protected": false, "promote_source_id": v,
		"snapshot_retention": nil, "snapshot_expires_at": nil, "data_reduction_ratio": json.Number("1.0"),
	})
	a.get(at("volumes", v)).has(map[string]any{"has_children": false})
	a.get(at("pools", p)).has(map[string]any{"volumes_count": 2, "snapshots_count": 0, "free_virtual_space": 200000143360})
	a.clock.Advance(2 * time.Hour)
	a.get(at("volumes", s)).has(map[string]any{"name": "s"})
}

func TestPromotedVolumeIsNotDeletedBeforeItsPromoteEnds(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Promotion: time.Minute})
	v := a.volume("v", a.pool("p", 1), 1)
	s := a.snapshot("s", v)
	a.must(http.MethodPost, at("volumes", s, "/promote"), nil)
	answered := a.refused(http.MethodDelete, at("volumes", s), nil, 409, "DELETE_VOLUME_IN_PROMOTION_PROCESS")
	if want := "Cannot delete this volume because a process is running in the background. Please retry later"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
	a.clock.Advance(time.Minute - time.Millisecond)
	a.refused(http.MethodDelete, at("volumes", s), nil, 409, "DELETE_VOLUME_IN_PROMOTION_PROCESS")
	a.must(http.MethodDelete, at("volumes", v), nil)
	a.clock.Advance(time.Millisecond)
	a.must(http.MethodDelete, at("volumes", s), nil)
}

func TestRestoreTakesTheSizeBack(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 400)
	free := a.get(at("pools", p)).number("free_virtual_space")
	s := a.snapshot("s", v, map[string]any{"write_protected": false})
	a.must(http.MethodPut, at("volumes", v), map[string]any{"size": 500 * gigabyte})
	restore := at("volumes", v, "/restore?approved=yes")
	a.send(http.MethodPost, restore, map[string]any{"source_id": s})
	a.get(at("volumes", v)).has(map[string]any{"size": 400 * gigabyte})
	a.get(at("pools", p)).has(map[string]any{"free_virtual_space": free})
	a.must(http.MethodPut, at("volumes", s), map[string]any{"size": 2 * terabyte})
	a.refused(http.MethodPost, restore, map[string]any{"source_id": s}, 409, "POOL_VIRTUAL_CAPACITY")
	a.get(at("volumes", v)).has(map[string]any{"size": 400 * gigabyte})
	a.get(at("pools", p)).has(map[string]any{"free_virtual_space": free})
}

func TestDeletionIsSimulated(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.must(http.MethodPost, "volumes", map[string]any{"name": "v", "pool_id": p, "size": gigabyte, "provtype": "THICK"}).id()
	w := a.volume("w", p, 1)
	s := a.snapshot("s", w)
	const path = "volumes/delete_simulation"
	a.must(http.MethodPost, path, map[string]any{"entities": []int64{v, v, w, s}}).has(map[string]any{"valid": true, "space_reclaimable": 1000013824})
	a.refused(http.MethodPost, path, map[string]any{"entities": nil}, 400, "UNSUPPORTED_VALUE")
	a.refused(http.MethodPost, path, map[string]any{"entities": []int64{9}}, 404, "VOLUME_NOT_FOUND")
	a.must(http.MethodPost, at("volumes", s, "/promote"), nil)
	a.refused(http.MethodPost, path, map[string]any{"entities": []int64{w}}, 403, "APPROVAL_REQUIRED")
	a.must(http.MethodPost, path+"?approved=yes", map[string]any{"entities": []int64{w, s}}).has(map[string]any{"space_reclaimable": 0})
	if got := a.names("volumes"); len(got) != 3 {
		t.Errorf("the simulation left %v", got)
	}
}

func TestGroupSnapshotTakesAllOrNone(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Limits: infinibox.Limits{GroupMembers: 3}})
	p, q := a.pool("p", 1), a.pool("q", 1)
	v, w, x, y := a.volume("v", p, 1), a.volume("w", p, 1), a.volume("x", p, 1), a.volume("y", p, 1)
	far := a.volume("far", q, 1)
	member := func(id int64) map[string]any { return map[string]any{"id": id} }
	named := func(id int64, name string) map[string]any { return map[string]any{"id": id, "snap_name": name} }
	for _, test := range []struct {
		name   string
		body   map[string]any
		status int
		code   string
	}{
		{"no members", map[string]any{"snap_prefix": "a"}, 400, "MISSING_FIELD"},
		{"an empty list", map[string]any{"entities": []any{}}, 400, "MALFORMED_PARAMETER"},
		{"ids alone", map[string]any{"entities": []int64{v}}, 400, "MALFORMED_PARAMETER"},
		{"an unknown field", map[string]any{"entities": []any{member(v)}, "prefix": "x"}, 400, "UNSUPPORTED_FIELD"},
		{"a blank prefix", map[string]any{"entities": []any{member(v)}, "snap_prefix": " "}, 400, "WRONG_PARAMETER"},
		{"an unknown volume", map[string]any{"entities": []any{member(v), member(9)}, "snap_suffix": "-s"}, 404, "VOLUME_NOT_FOUND"},
		{"a volume twice", map[string]any{"entities": []any{member(v), member(v)}, "snap_suffix": "-s"}, 400, "WRONG_PARAMETER"},
		{"no new name", map[string]any{"entities": []any{member(v)}}, 400, "DATASET_NAME_WILL_BE_DUPLICATED"},
		{"a name twice", map[string]any{"entities": []any{named(v, "s"), named(w, "s")}}, 400, "DATASET_NAME_WILL_BE_DUPLICATED"},
		{"a taken name", map[string]any{"entities": []any{named(v, "w")}}, 409, "VOLUME_NAME_CONFLICT"},
		{"two pools", map[string]any{"entities": []any{member(v), member(far)}, "snap_suffix": "-s"}, 409, "DATASET_BELONG_TO_DIFFERENT_POOL"},
		{"too many", map[string]any{"entities": []any{member(v), member(w), member(x), member(y)}, "snap_suffix": "-s"}, 409, "GROUP_MEMBERS_LIMIT_EXCEEDED"},
	} {
		a.refused(http.MethodPost, "volumes/group_snapshot", test.body, test.status, test.code)
	}
	taken := a.send(http.MethodPost, "volumes/group_snapshot", map[string]any{
		"entities": []any{named(v, "nnn"), member(w)}, "snap_prefix": "pre_", "snap_suffix": "_suf",
	})
	if taken.Error != nil {
		t.Fatal(taken.body)
	}
	for i, want := range []map[string]any{
		{"name": "nnn", "parent_id": v, "type": "SNAPSHOT", "write_protected": true},
		{"name": "pre_w_suf", "parent_id": w, "type": "SNAPSHOT"},
	} {
		taken.items(t)[i].has(want)
	}
	if got := a.names("volumes?type=snapshot"); !slices.Equal(got, []string{"nnn", "pre_w_suf"}) {
		t.Errorf("the snapshots are %v", got)
	}
}

func TestOwnSnapshotFindsNoReplicationSnapshot(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	v := a.volume("v", a.pool("p", 1), 1)
	a.refused(http.MethodPost, at("volumes", v, "/own_snapshot"), nil, 400, "MISSING_CONTENT")
	a.refused(http.MethodPost, at("volumes", v, "/own_snapshot"), map[string]any{"name": "v"}, 409, "VOLUME_NAME_CONFLICT")
	a.refused(http.MethodPost, at("volumes", v, "/own_snapshot"), map[string]any{"name": "s"}, 404, "NO_RMR_SNAPSHOT_FOUND")
	a.refused(http.MethodPost, "volumes/9/own_snapshot", map[string]any{"name": "s"}, 404, "VOLUME_NOT_FOUND")
}

func TestExpressCacheIsDangerousAndLoads(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{SSAExpressCapacity: 3 * gigabyte, SSAExpressLoading: time.Minute})
	p := a.pool("p", 1)
	body := map[string]any{"name": "v", "pool_id": p, "size": 2 * gigabyte, "ssa_express_enabled": true}
	answered := a.refused(http.MethodPost, "volumes", body, 403, "APPROVAL_REQUIRED")
	if want := "Dataset 'v' will be added to SSA Express cache"; answered.Error.Message != want {
		t.Errorf("the reason is %q, want %q", answered.Error.Message, want)
	}
	made := a.must(http.MethodPost, "volumes?approved=true", body)
	made.has(map[string]any{"ssa_express_enabled": true, "ssa_express_status": "STATUS_LOADING"})
	v := at("volumes", made.id())
	a.refused(http.MethodPut, v, map[string]any{"ssa_express_enabled": false}, 403, "SSA_EXPRESS_BUSY")
	a.refused(http.MethodDelete, v, nil, 403, "SSA_EXPRESS_BUSY")
	a.refused(http.MethodPut, v, map[string]any{"ssd_enabled": false}, 409, "SSA_EXPRESS_DATASET_MUST_BE_SSD_ENABLED")
	a.clock.Advance(time.Minute)
	a.get(v).has(map[string]any{"ssa_express_status": "STATUS_ACTIVE"})
	a.get("system/ssa_express_info").has(map[string]any{
		"total_ssa_express_capacity": 3 * gigabyte, "used_ssa_express_capacity": 2 * gigabyte, "free_ssa_express_capacity": gigabyte,
	})
	if got := a.names("system/ssa_express/active"); !slices.Equal(got, []string{"v"}) {
		t.Errorf("the cache holds %v", got)
	}
	a.refused(http.MethodPut, v+"?approved=yes", map[string]any{"ssa_express_enabled": true}, 409, "DATASET_SSA_EXPRESS_ALREADY_ENABLED")
	w := at("volumes", a.volume("w", p, 2))
	a.refused(http.MethodPut, w+"?approved=yes", map[string]any{"ssa_express_enabled": true}, 409, "INSUFFICIENT_SSA_EXPRESS_CAPACITY")
	a.must(http.MethodPut, v, map[string]any{"ssa_express_enabled": false}).has(map[string]any{"ssa_express_status": nil})
	a.must(http.MethodPut, w+"?approved=yes", map[string]any{"ssa_express_enabled": true})
}
