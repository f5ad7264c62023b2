package infinibox_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestASnapshotGroupHasASnapshotOfEveryMember(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v, w := a.volume("v", p, 1), a.volume("w", p, 2)
	g := a.group("g", p, v, w)
	a.clock.Advance(time.Hour)
	now := start.Add(time.Hour).UnixMilli()
	made := a.must(http.MethodPost, "cgs", map[string]any{"name": "s", "parent_id": g, "snap_prefix": "pre_", "snap_suffix": "_suf"})
	made.has(map[string]any{
		"type": "SNAPSHOT", "parent_id": g, "members_count": 2, "pool_id": p, "created_at": now, "snapshot_policy_id": nil,
		"has_children": false, "snapshot_retention": nil, "snapshot_expires_at": nil, "created_by_snapshot_policy_id": nil,
	})
	a.get(at("cgs", g)).has(map[string]any{"has_children": true, "type": "MASTER"})
	if got := a.names(at("cgs", made.id(), "/members")); !slices.Equal(got, []string{"pre_v_suf", "pre_w_suf"}) {
		t.Errorf("the members are %v", got)
	}
	a.get(at("volumes", a.volumeNamed("pre_w_suf"))).has(map[string]any{
		"parent_id": w, "cg_id": made.id(), "cg_name": "s", "type": "SNAPSHOT", "write_protected": true, "size": 2 * gigabyte, "created_at": now,
	})
	a.join(g, a.volume("later", p, 1))
	if got := a.names(at("cgs", made.id(), "/members")); len(got) != 2 {
		t.Errorf("a new member of the group changed the snapshot group to %v", got)
	}
}

func TestTakingASnapshotGroupIsRefused(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("v", 60)
	hour := start.Add(time.Hour).UnixMilli()
	for _, test := range []struct {
		name    string
		fields  map[string]any
		status  int
		code    string
		message string
	}{
		{"neither prefix nor suffix", map[string]any{"snap_prefix": nil}, 400, "MISSING_FIELD", "A field ('snap_prefix' or 'snap_suffix') is missing in an object passed"},
		{"a blank prefix", map[string]any{"snap_prefix": " "}, 400, "WRONG_PARAMETER", "The value ( ) of parameter 'snap_prefix' does not meet a condition: 'must include valid name characters only'"},
		{"a bad suffix", map[string]any{"snap_suffix": "*"}, 400, "WRONG_PARAMETER", ""},
		{"a long prefix", map[string]any{"snap_prefix": "123456"}, 400, "SG_MEMBER_INVALID_NAME_LENGTH", "Snapshot group member generated name, which is a combination " +
			"of the member's name with the prefix is too long. Name must be of length between 1 and 65 characters"},
		{"no name", map[string]any{"name": nil}, 400, "MISSING_FIELD", ""},
		{"a pool", map[string]any{"pool_id": 1000}, 400, "UNSUPPORTED_FIELD", ""},
		{"a retention of 0", map[string]any{"snapshot_retention": 0}, 400, "WRONG_PARAMETER", ""},
		{"no parent", map[string]any{"parent_id": 9}, 404, "CG_NOT_FOUND", ""},
		{"a remote retention", map[string]any{"remote_snapshot_retention": 5}, 409, "UNSUPPORTED_REMOTE_SNAPSHOT_RETENTION", "The 'remote_snapshot_retention' field " +
			"can only be set for snapshot groups of replicated consistency groups"},
		{"a lock in the past", map[string]any{"lock_expires_at": start.UnixMilli()}, 409, "INVALID_LOCK_EXPIRY", "Lock expiry date has to be in the future"},
		{"a lock of more than a year", map[string]any{"lock_expires_at": start.AddDate(1, 0, 1).UnixMilli()}, 409, "INVALID_LOCK_DURATION", "Lock expiry cannot exceed 365 days"},
		{"a taken name", map[string]any{"name": "g", "lock_expires_at": hour}, 409, "CG_NAME_CONFLICT", ""},
		{"the name of a volume", map[string]any{"snap_prefix": "1"}, 409, "VOLUME_NAME_CONFLICT", "An entity with this name already exists"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, infinibox.Options{})
			p := a.pool("p", 1)
			g := a.group("g", p, a.volume(long, p, 1))
			a.volume("1"+long, p, 1)
			body := map[string]any{"name": "s", "parent_id": g, "snap_prefix": "x"}
			maps.Copy(body, test.fields)
			got := a.refused(http.MethodPost, "cgs", body, test.status, test.code)
			if test.message != "" {
				got.says(t, test.message)
			}
			if got := a.names("cgs"); !slices.Equal(got, []string{"g"}) {
				t.Errorf("the refused call left %v", got)
			}
			if got := a.names("volumes?type=SNAPSHOT"); len(got) != 0 {
				t.Errorf("the refused call left %v", got)
			}
		})
	}
}

func TestSnapshotGroupsAreLimited(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Limits: infinibox.Limits{SnapshotGroups: 2, FamilySize: 2, Datasets: 7}})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	g := a.group("g", p)
	take := func(of int64) map[string]any { return map[string]any{"name": "x", "parent_id": of, "snap_prefix": "x"} }
	a.refused(http.MethodPost, "cgs", take(g), 409, "CG_SNAP_WITH_NO_MEMBERS").says(t, "Cannot take a snapshot of an empty consistency group")
	a.join(g, v)
	s := a.snapshotGroup("s1", g)
	a.refused(http.MethodPost, "cgs", take(s), 409, "SG_SNAP_NOT_ALLOWED").says(t, "Cannot take a snapshot of a snapshot group")
	a.snapshot("other", v)
	a.refused(http.MethodPost, "cgs", take(g), 409, "MAX_FAMILY_SIZE")
	a.must(http.MethodDelete, at("volumes", a.volumeNamed("other")), nil)
	a.snapshotGroup("s2", g)
	a.refused(http.MethodPost, "cgs", take(g), 409, "SG_CG_COUNT_LIMIT")
	h := a.group("h", p, a.volume("w1", p, 1), a.volume("w2", p, 1), a.volume("w3", p, 1))
	a.refused(http.MethodPost, "cgs", take(h), 409, "DATASET_COUNT_LIMIT")
}

func TestALockedSnapshotGroupIsKeptUntilItsLockEnds(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	g := a.group("g", p, v)
	ends := start.Add(time.Hour)
	s := a.snapshotGroup("sg", g, map[string]any{"lock_expires_at": ends.UnixMilli()})
	a.get(at("cgs", s)).has(map[string]any{"lock_state": "LOCKED", "lock_expires_at": ends.UnixMilli()})
	a.get(at("volumes", a.volumeNamed("sg-v"))).has(map[string]any{"lock_state": "LOCKED", "lock_expires_at": ends.UnixMilli()})
	for _, call := range []struct {
		method, path string
		body         any
		code, says   string
	}{
		{http.MethodDelete, at("cgs", s, "?approved=yes"), nil, "DELETE_LOCKED_SNAPSHOT", "Snapshot group 'sg' is locked, and can only be deleted after '2026-03-01 13:00:00' UTC"},
		{http.MethodDelete, at("cgs", g, "?approved=yes"), nil, "DELETE_SNAPSHOT_WITH_LOCKED_DESCENDANTS", "Snapshot 'g' has locked descendants, and can only be deleted after they expire, on: '2026-03-01 13:00:00' UTC"},
		{http.MethodPut, at("cgs", s), map[string]any{"lock_expires_at": nil}, "UNLOCK_FORBIDDEN", "Snapshot group 'sg' is locked until '2026-03-01 13:00:00' UTC, the lock cannot be removed"},
		{http.MethodPut, at("cgs", s), map[string]any{"lock_expires_at": ends.UnixMilli() - 1}, "LOCK_EXPIRY_TOO_SHORT", "The lock expiry of snapshot group 'sg' cannot be lowered. Current expiry time is '2026-03-01 13:00:00' UTC"},
		{http.MethodPut, at("cgs", s), map[string]any{"name": "new"}, "INVALID_OPERATION_ON_LOCKED_SNAPSHOT", "This operation is not allowed on a locked snapshot group until its lock expires"},
		{http.MethodPost, at("cgs", s, "/refresh?approved=yes"), map[string]any{"source_id": g}, "INVALID_OPERATION_ON_LOCKED_SNAPSHOT", "This operation is not allowed on a locked snapshot group until its lock expires"},
		{http.MethodPost, at("cgs", s, "/promote?approved=yes"), nil, "PROMOTE_LOCKED_SG", "This snap group is locked and cannot be promoted"},
	} {
		a.refused(call.method, call.path, call.body, 409, call.code).says(t, call.says)
	}
	longer := ends.Add(time.Hour)
	a.must(http.MethodPut, at("cgs", s), map[string]any{"lock_expires_at": longer.UnixMilli()}).has(map[string]any{"lock_expires_at": longer.UnixMilli()})
	a.get(at("volumes", a.volumeNamed("sg-v"))).has(map[string]any{"lock_expires_at": longer.UnixMilli()})
	a.clock.Set(longer)
	a.get(at("cgs", s)).has(map[string]any{"lock_state": "EXPIRED"})
	a.must(http.MethodDelete, at("cgs", g, "?approved=yes"), nil)
}

func TestASnapshotGroupIsLockedAfterwardsUnlessAMemberIsWritable(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	g := a.group("g", p, a.volume("v", p, 1))
	s := a.snapshotGroup("s", g)
	member := at("volumes", a.volumeNamed("s-v"))
	lock := map[string]any{"lock_expires_at": start.Add(time.Hour).UnixMilli()}
	a.refused(http.MethodPut, member, lock, 409, "SNAPSHOT_LOCK_FORBIDDEN")
	a.must(http.MethodPut, member, map[string]any{"write_protected": false})
	a.refused(http.MethodPut, at("cgs", s), lock, 409, "SNAPSHOT_LOCK_FORBIDDEN").says(t, "Snapshot 's-v' cannot be further locked as it is write-enabled")
	a.must(http.MethodPut, member+"?approved=yes", map[string]any{"write_protected": true})
	a.must(http.MethodPut, at("cgs", s), lock).has(map[string]any{"lock_state": "LOCKED"})
	a.get(member).has(map[string]any{"lock_state": "LOCKED"})
}

func TestASnapshotGroupIsDeletedWhenItsRetentionEnds(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	g := a.group("g", p, v)
	s := a.snapshotGroup("s", g, map[string]any{"snapshot_retention": 3600})
	a.get(at("cgs", s)).has(map[string]any{"snapshot_retention": 3600, "snapshot_expires_at": start.Unix() + 3600})
	a.get(at("volumes", a.volumeNamed("s-v"))).has(map[string]any{"snapshot_retention": 3600, "snapshot_expires_at": start.Unix() + 3600})
	a.snapshotGroup("locked", g, map[string]any{"snapshot_retention": 3600, "lock_expires_at": start.Add(2 * time.Hour).UnixMilli()})
	held := a.snapshotGroup("held", g, map[string]any{"snapshot_retention": 3600})
	below := a.snapshot("below", a.volumeNamed("held-v"))
	a.refused(http.MethodPut, at("cgs", s), map[string]any{"snapshot_retention": 7200}, 409, "SNAPSHOT_RETENTION_FIELD_NOT_SUPPORTED").
		says(t, "The retention cannot be changed because snapshot group 's' is not a replicated snapshot group, and it was not created by a snapshot policy")
	a.clock.Advance(time.Hour)
	if got := a.names("cgs"); !slices.Equal(got, []string{"g", "locked", "held"}) {
		t.Errorf("after an hour there are %v", got)
	}
	if got := a.names("volumes"); !slices.Equal(got, []string{"v", "locked-v", "held-v", "below"}) {
		t.Errorf("after an hour there are %v", got)
	}
	a.must(http.MethodDelete, at("volumes", below), nil)
	a.clock.Advance(time.Hour)
	if got := a.names("cgs"); !slices.Equal(got, []string{"g"}) {
		t.Errorf("after two hours there are %v", got)
	}
	a.refused(http.MethodGet, at("cgs", held), nil, 404, "CG_NOT_FOUND")
	a.get(at("pools", p)).has(map[string]any{"snapshots_count": 0})
}

func TestASnapshotJoinsASnapshotGroup(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v, w, alone := a.volume("v", p, 1), a.volume("w", p, 1), a.volume("alone", p, 1)
	g := a.group("g", p, v)
	s := a.snapshotGroup("s", g)
	a.join(g, w)
	ofV, ofW, ofAlone := a.snapshot("of-v", v), a.snapshot("of-w", w, map[string]any{"snapshot_retention": 60}), a.snapshot("of-alone", alone)
	path := at("cgs", s, "/members")
	a.refused(http.MethodPost, path, map[string]any{"dataset_id": w}, 409, "DATASET_NOT_SNAPSHOT").says(t, "The volume cannot be a master volume")
	a.refused(http.MethodPost, path, map[string]any{"dataset_id": ofAlone}, 409, "SNAPSHOT_PARENT_IS_NOT_IN_CG").
		says(t, "The snapshot 'of-alone' cannot be added to the snapshot group 's', since its parent 'alone' is not a member of the consistency group 'g'")
	a.refused(http.MethodPost, path, map[string]any{"dataset_id": ofV}, 409, "SNAPSHOT_PARENT_HAS_ALREADY_MEMBER_IN_SG").
		says(t, "The snapshot 'of-v' cannot be added to the snapshot group 's', since this snapshot group already contains another snapshot - 's-v', of the same parent volume")
	a.refused(http.MethodPost, path, map[string]any{"dataset_id": a.volumeNamed("s-v")}, 409, "DATASET_ALREADY_IN_A_CG")
	a.refused(http.MethodPost, path, map[string]any{"dataset_id": ofW}, 403, "APPROVAL_REQUIRED").
		says(t, fmt.Sprintf("If you add snapshot 'of-w' to snap group 's', the snapshot's retention time of %d will be cleared", start.Unix()+60))
	a.must(http.MethodPost, path+"?approved=yes", map[string]any{"dataset_id": ofW}).has(map[string]any{"id": s, "members_count": 2})
	a.get(at("volumes", ofW)).has(map[string]any{"cg_id": s, "snapshot_retention": nil, "snapshot_expires_at": nil})
}

func TestLocksAndRetentionsDecideWhatJoinsASnapshotGroup(t *testing.T) {
	t.Parallel()
	lock := map[string]any{"lock_expires_at": start.Add(time.Hour).UnixMilli()}
	later := map[string]any{"lock_expires_at": start.Add(2 * time.Hour).UnixMilli()}
	retained := map[string]any{"snapshot_retention": 60}
	expires := time.UnixMilli(start.Unix() + 60).UTC().Format(time.DateTime) // seconds shown as if they were milliseconds
	for _, test := range []struct {
		group, snapshot map[string]any
		code, message   string
	}{
		{lock, later, "CANNOT_ADD_LOCKED_SNAPSHOT_TO_LOCKED_SG", "Cannot add a locked snapshot to a locked snap group due to their different expiration dates"},
		{lock, nil, "CANNOT_ADD_UNLOCKED_SNAPSHOT_TO_LOCKED_SG", "Cannot add an unlocked snapshot to a locked snap group"},
		{nil, lock, "CANNOT_ADD_LOCKED_SNAPSHOT_TO_UNLOCKED_SG", "Cannot add a locked snapshot to an unlocked snap group"},
		{retained, retained, "SNAPSHOT_AND_SG_BOTH_HAVE_RETENTION", "Snapshot 'of-w' cannot be added to snap group 's' because they both have a retention time"},
		{retained, nil, "SNAPSHOT_CANNOT_BE_ADDED_TO_SG_WITH_RETENTION", "Snap group 's' is only retained until " + expires + ", and snapshots cannot be added to it"},
	} {
		a := newArray(t, infinibox.Options{})
		p := a.pool("p", 1)
		g := a.group("g", p, a.volume("v", p, 1))
		s := a.snapshotGroup("s", g, test.group)
		w := a.volume("w", p, 1)
		a.join(g, w)
		body := map[string]any{"dataset_id": a.snapshot("of-w", w, test.snapshot)}
		a.refused(http.MethodPost, at("cgs", s, "/members?approved=yes"), body, 409, test.code).says(t, test.message)
	}
}

func TestASnapshotInAGroupIsNotChangedAlone(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	g := a.group("g", p, v)
	a.snapshotGroup("s", g)
	member := at("volumes", a.volumeNamed("s-v"))
	a.refused(http.MethodPost, member+"/promote", nil, 409, "PROMOTE_SNAPSHOT_PART_OF_SG").says(t, "This snapshot is part of a snap group and cannot be promoted")
	a.refused(http.MethodPost, member+"/refresh?approved=yes", map[string]any{"source_id": v}, 409, "REFRESH_TARGET_IS_MEMBER_OF_SG").
		says(t, "The target is a member of snapshot group 's'")
	a.refused(http.MethodDelete, member, nil, 409, "CG_DATASET_DELETE_NOT_ALLOWED").says(t, "Volume s-v belongs to consistency group s and cannot be deleted")
}

func TestDeletingASnapshotGroupKeepsOrTakesItsSnapshots(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		members bool
		left    []string
	}{{true, []string{"v"}}, {false, []string{"v", "s-v"}}} {
		a := newArray(t, infinibox.Options{})
		p := a.pool("p", 1)
		g := a.group("g", p, a.volume("v", p, 1))
		s := a.snapshotGroup("s", g)
		a.refused(http.MethodDelete, at("cgs", s), nil, 403, "APPROVAL_REQUIRED").says(t, "Deleting the snapshot group will break the consistency of its members. "+
			"In case the delete_members parameters is set to yes, the snapshot group members are deleted.")
		a.must(http.MethodDelete, at("cgs", s, "?approved=yes&delete_members="+strconv.FormatBool(test.members)), nil).has(map[string]any{"id": s, "type": "SNAPSHOT"})
		if got := a.names("volumes"); !slices.Equal(got, test.left) {
			t.Errorf("%v are left", got)
		}
		a.get(at("cgs", g)).has(map[string]any{"has_children": false, "members_count": 1})
	}
}

func TestAGroupSnapshotOfMembersMakesNoSnapshotGroup(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v, w := a.volume("v", p, 1), a.volume("w", p, 1)
	g := a.group("g", p, v, w)
	a.must(http.MethodPost, "volumes/group_snapshot", map[string]any{"entities": []any{map[string]any{"id": v}, map[string]any{"id": w}}, "snap_suffix": "-once"})
	a.get(at("volumes", a.volumeNamed("v-once"))).has(map[string]any{"cg_id": nil, "parent_id": v})
	a.get(at("cgs", g)).has(map[string]any{"has_children": false})
	s := a.snapshotGroup("s", g)
	a.refused(http.MethodPost, at("cgs", s, "/members"), map[string]any{"dataset_id": a.volumeNamed("v-once")}, 409, "SNAPSHOT_PARENT_HAS_ALREADY_MEMBER_IN_SG")
}
