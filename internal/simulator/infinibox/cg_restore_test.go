package infinibox_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestRestoringAGroupLeavesLaterMembersAlone(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	g := a.group("g", p, v)
	s := a.snapshotGroup("s", g)
	w := a.volume("w", p, 1)
	a.join(g, w)
	grown := map[string]any{"size": 2 * gigabyte}
	a.must(http.MethodPut, at("volumes", v), grown)
	a.must(http.MethodPut, at("volumes", w), grown)
	free := a.get(at("pools", p)).number("free_virtual_space")
	path := at("cgs", g, "/restore")
	a.refused(http.MethodPost, path, map[string]any{"source_id": s}, 403, "APPROVAL_REQUIRED").says(t, "Restoring a consistency group 'g' that has datasets added "+
		"after taking a snapshot group will restore only the snapshotted datasets. The datasets that were added to the consistency group after the snapshot group was taken, will not be restored")
	a.clock.Advance(time.Minute)
	done := a.send(http.MethodPost, path+"?approved=yes", map[string]any{"source_id": s, "target_id": 0})
	if done.status != http.StatusOK || done.Result != true {
		t.Fatalf("a restore answers %s", done.body)
	}
	a.get(at("volumes", v)).has(map[string]any{"size": gigabyte, "updated_at": start.Add(time.Minute).UnixMilli()})
	a.get(at("volumes", w)).has(map[string]any{"size": 2 * gigabyte, "updated_at": start.UnixMilli()})
	if got := a.get(at("pools", p)).number("free_virtual_space") - free; got != 1000013824 {
		t.Errorf("%d bytes came free", got)
	}
}

func TestRestoringAGroupIsRefused(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	g, other := a.group("g", p, v), a.group("other", p, a.volume("w", p, 1))
	s, ofOther := a.snapshotGroup("s", g), a.snapshotGroup("of-other", other)
	restore := func(target, source int64, status int, code, message string) {
		t.Helper()
		got := a.refused(http.MethodPost, at("cgs", target, "/restore?approved=yes"), map[string]any{"source_id": source}, status, code)
		if message != "" {
			got.says(t, message)
		}
	}
	wrong := "Consistency group can only be restored from one of its snapshot groups"
	restore(9, s, 404, "CG_NOT_FOUND", "")
	restore(g, 9, 404, "CG_NOT_FOUND", "")
	restore(g, ofOther, 409, "ILLEGAL_CG_RESTORE_REQUEST", wrong)
	restore(g, other, 409, "ILLEGAL_CG_RESTORE_REQUEST", wrong)
	restore(s, g, 409, "ILLEGAL_CG_RESTORE_REQUEST", wrong)
	a.must(http.MethodPut, at("volumes", v, "?approved=yes"), map[string]any{"write_protected": true})
	restore(g, s, 409, "PROTECTED_DATASET_CANNOT_BE_RESTORED", "A dataset (v) that is write-protected cannot be restored")
}

func TestRefreshingASnapshotGroup(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	g, other := a.group("g", p, v), a.group("other", p, a.volume("w", p, 1))
	s := a.snapshotGroup("s", g)
	a.must(http.MethodPut, at("volumes", v), map[string]any{"size": 2 * gigabyte})
	path, from := at("cgs", s, "/refresh?approved=yes"), map[string]any{"source_id": g}
	a.refused(http.MethodPost, at("cgs", s, "/refresh"), from, 403, "APPROVAL_REQUIRED").says(t, "Refreshing snapshot group 's' will overwrite its members data")
	a.refused(http.MethodPost, at("cgs", g, "/refresh?approved=yes"), from, 409, "SG_REFRESH_NOT_SG").says(t, "The specified entity is not a snapshot group")
	a.refused(http.MethodPost, path, map[string]any{"source_id": other}, 409, "SG_REFRESH_NOT_DIRECT_SNAPSHOT").
		says(t, "The specified snapshot group is not a child of the specified consistency group")
	a.must(http.MethodPost, path, from).has(map[string]any{"id": s, "members_count": 1})
	a.get(at("volumes", a.volumeNamed("s-v"))).has(map[string]any{"size": 2 * gigabyte})
	a.join(g, a.volume("later", p, 1))
	a.refused(http.MethodPost, path, from, 409, "SG_REFRESH_INCONSISTENT_MEMBERS_NUMBER").
		says(t, "The number of snapshots in the snapshot group is inconsistent with the number of members in the consistency group")
}

func TestPromotingASnapshotGroupMakesVolumesOfItsSnapshots(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	g := a.group("g", p, v)
	s := a.snapshotGroup("s", g, map[string]any{"snapshot_retention": 60})
	a.refused(http.MethodPost, at("cgs", s, "/promote"), nil, 403, "APPROVAL_REQUIRED").
		says(t, "Promoting this snap group will prevent the option to create a new replica with this snap group as base entity")
	a.must(http.MethodPost, at("cgs", s, "/promote?approved=yes"), nil).has(map[string]any{
		"id": s, "name": "s", "type": "MASTER", "parent_id": 0, "members_count": 1, "snapshot_retention": nil, "snapshot_expires_at": nil, "snapshot_policy_id": nil,
	})
	promoted := a.volumeNamed("s-v")
	a.get(at("volumes", promoted)).has(map[string]any{"type": "MASTER", "parent_id": 0, "cg_id": s, "write_protected": false, "snapshot_retention": nil, "promote_source_id": v})
	a.get(at("cgs", g)).has(map[string]any{"has_children": false})
	a.get(at("pools", p)).has(map[string]any{"volumes_count": 2, "snapshots_count": 0})
	a.clock.Advance(time.Hour)
	if got := a.names("cgs"); !slices.Equal(got, []string{"g", "s"}) {
		t.Errorf("after the retention there are %v", got)
	}
	a.snapshotGroup("of-promoted", s)
}

func TestPromotingASnapshotGroupIsRefused(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 500)
	g := a.group("g", p, v)
	s := a.snapshotGroup("s", g)
	promote := func(id int64, status int, code, message string) {
		t.Helper()
		a.refused(http.MethodPost, at("cgs", id, "/promote?approved=yes"), nil, status, code).says(t, message)
	}
	promote(9, 404, "ENTITY_NOT_FOUND", "Entity not found")
	promote(g, 409, "PROMOTE_MASTER_ENTITY", "Only snapshots and snap groups can be promoted")
	below := a.snapshot("below", a.volumeNamed("s-v"))
	promote(s, 409, "PROMOTE_SG_WITH_CHILDREN", "Some members of this snap group have sub-snapshots. The snap group cannot be promoted")
	a.must(http.MethodDelete, at("volumes", below), nil)
	large := a.volume("large", p, 100)
	promote(s, 409, "POOL_VIRTUAL_CAPACITY", "Cannot perform the operation because the pool does not have enough virtual capacity")
	a.must(http.MethodDelete, at("volumes", large), nil)
	a.must(http.MethodPost, at("pools", p, "/lock?approved=yes"), nil)
	promote(s, 409, "PROMOTE_SNAPSHOT_TO_LOCKED_POOL", "Cannot promote this snapshot because the pool is locked")
}

func TestPromotesOfOneFamilyGoOnOneByOne(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	g := a.group("g", p, a.volume("v", p, 1))
	first, second := a.snapshotGroup("first", g), a.snapshotGroup("second", g)
	a.must(http.MethodPost, at("cgs", first, "/promote?approved=yes"), nil)
	a.refused(http.MethodPost, at("cgs", second, "/promote?approved=yes"), nil, 409, "PROMOTE_BACKGROUND_PROCESS_NOT_FINISHED").
		says(t, "Cannot promote this snapshot because a process is running in the background. Please retry later")
	a.refused(http.MethodPost, "cgs", map[string]any{"name": "x", "parent_id": first, "snap_prefix": "x"}, 409, "CANNOT_TAKE_SNAPSHOT")
	a.clock.Advance(time.Minute)
	a.must(http.MethodPost, at("cgs", second, "/promote?approved=yes"), nil)
}

func TestPromotesFormNoEndlessChain(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	of := a.group("g", p, a.volume("v", p, 1))
	for round := range 10 {
		s := a.snapshotGroup(fmt.Sprint("s", round), of)
		a.must(http.MethodPost, at("cgs", s, "/promote?approved=yes"), nil)
		a.clock.Advance(time.Minute)
		of = s
	}
	last := a.snapshotGroup("last", of)
	a.refused(http.MethodPost, at("cgs", last, "/promote?approved=yes"), nil, 409, "PROMOTE_CHAIN_TOO_DEEP").
		says(t, "Promotion is not supported because the snapshot or a member of the snap group has a promote chain above the limit of 10")
}
