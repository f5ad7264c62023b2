package infinibox_test

import (
	"net/http"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// estate is an array with one of everything that a policy can be assigned to,
// all without one.
type estate struct {
	*array
	pool, volume, filesystem, group, hourly, weekly int64
}

func newEstate(t *testing.T) estate {
	t.Helper()
	a := newArray(t, infinibox.Options{})
	e := estate{array: a, pool: a.pool("p", 1), hourly: a.policy("hourly"), weekly: a.policy("weekly")}
	none := map[string]any{"pool_id": e.pool, "snapshot_policy_id": 0}
	e.volume = a.must(http.MethodPost, "volumes", with(none, "name", "v", "size", gigabyte)).id()
	e.filesystem = a.must(http.MethodPost, "filesystems", with(none, "name", "f", "size", gigabyte)).id()
	e.group = a.must(http.MethodPost, "cgs", with(none, "name", "g")).id()
	return e
}

func (e estate) assign(sort string, id int64) (path string, body map[string]any) {
	return at("snapshot_policies", e.hourly, "/assign_entity"), map[string]any{"assigned_entity_type": sort, "assigned_entity_id": id}
}

func TestEntitiesAreAssignedAndListed(t *testing.T) {
	t.Parallel()
	e := newEstate(t)
	for _, entity := range []struct {
		sort, path string
		id         int64
	}{{"volume", "volumes", e.volume}, {"FILESYSTEM", "filesystems", e.filesystem}, {"CG", "cgs", e.group}} {
		path, body := e.assign(entity.sort, entity.id)
		if answered := e.send(http.MethodPost, path, body); answered.Result != true {
			t.Errorf("assigning a %s answers %s", entity.sort, answered.body)
		}
		e.get(at(entity.path, entity.id)).has(map[string]any{"snapshot_policy_id": e.hourly, "snapshot_policy_name": "hourly"})
	}
	e.get(at("snapshot_policies", e.hourly)).has(map[string]any{"assigned_entities_count": 3})
	listed := e.send(http.MethodGet, at("snapshot_policies", e.hourly, "/assigned_entities?page_size=2"), nil)
	if listed.Meta.Objects != 3 || listed.Meta.Pages != 2 {
		t.Errorf("got %s", listed.body)
	}
	listed.items(t)[0].has(map[string]any{
		"assigned_entity_id": e.volume, "assigned_entity_name": "v", "assigned_entity_type": "VOLUME",
		"snapshot_policy_id": e.hourly, "snapshot_policy_name": "hourly",
	})
	e.send(http.MethodGet, "snapshot_policies", nil).items(t)[1].has(map[string]any{"name": "hourly", "assigned_entities_count": 3})
	e.refused(http.MethodGet, "snapshot_policies/999/assigned_entities", nil, 404, "SNAPSHOT_POLICY_NOT_FOUND")
}

func TestAssigningToASnapshotPolicyIsRefused(t *testing.T) {
	t.Parallel()
	e := newEstate(t)
	snap, member := e.snapshot("s", e.volume), e.array.volume("m", e.pool, 1)
	e.must(http.MethodPost, at("cgs", e.group, "/members"), map[string]any{"dataset_id": member})
	taken := e.must(http.MethodPost, "cgs", map[string]any{"name": "sg", "parent_id": e.group, "snap_prefix": "x"}).id()
	for _, test := range []struct {
		name   string
		body   map[string]any
		status int
		code   string
		says   string
	}{
		{"no type", map[string]any{"assigned_entity_id": e.volume}, 400, "MISSING_FIELD", "A field ('assigned_entity_type') is missing in an object passed"},
		{"no id", map[string]any{"assigned_entity_type": "VOLUME"}, 400, "MISSING_FIELD", ""},
		{"an unknown type", map[string]any{"assigned_entity_type": "HOST", "assigned_entity_id": 1}, 400, "MALFORMED_PARAMETER", "A parameter ('assigned_entity_type') could not be translated to an expected type"},
		{"a dataset of another type", map[string]any{"assigned_entity_type": "VOLUME", "assigned_entity_id": e.filesystem}, 400, "WRONG_PARAMETER", "The value (assigned_entity_type) of parameter 'VOLUME' does not meet a condition: 'Entity with id " + number(e.filesystem) + " is not of type VOLUME'"},
		{"no such dataset", map[string]any{"assigned_entity_type": "VOLUME", "assigned_entity_id": 999}, 404, "DATASET_NOT_FOUND", "Dataset not found"},
		{"no such group", map[string]any{"assigned_entity_type": "CG", "assigned_entity_id": e.volume}, 404, "CG_NOT_FOUND", "Consistency group not found"},
		{"a member of a group", map[string]any{"assigned_entity_type": "VOLUME", "assigned_entity_id": member}, 403, "SNAPSHOT_POLICY_CANNOT_BE_ASSIGNED_TO_CG_MEMBER", "VOLUME 'm' belongs to a consistency group and cannot have its own snapshot policy"},
		{"a snapshot", map[string]any{"assigned_entity_type": "VOLUME", "assigned_entity_id": snap}, 409, "DATASET_NOT_MASTER", ""},
		{"a snapshot group", map[string]any{"assigned_entity_type": "CG", "assigned_entity_id": taken}, 409, "ASSIGN_SG_TO_SNAPSHOT_POLICY_NOT_SUPPORTED", "A snap group cannot be assigned to a snapshot policy"},
	} {
		answered := e.refused(http.MethodPost, at("snapshot_policies", e.hourly, "/assign_entity"), test.body, test.status, test.code)
		if test.says != "" && answered.Error.Message != test.says {
			t.Errorf("%s: the message is %q, want %q", test.name, answered.Error.Message, test.says)
		}
	}
	_, body := e.assign("VOLUME", e.volume)
	e.refused(http.MethodPost, "snapshot_policies/999/assign_entity", body, 404, "SNAPSHOT_POLICY_NOT_FOUND")
	e.get(at("snapshot_policies", e.hourly)).has(map[string]any{"assigned_entities_count": 0})
}

func TestMovingToAnotherSnapshotPolicyIsApproved(t *testing.T) {
	t.Parallel()
	e := newEstate(t)
	path, body := e.assign("FILESYSTEM", e.filesystem)
	e.must(http.MethodPost, path, body)
	answered := e.refused(http.MethodPost, path, body, 409, "ENTITY_ALREADY_ASSIGNED_TO_SNAPSHOT_POLICY")
	if want := "Filesystem 'f' is already assigned to snapshot policy 'hourly'"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
	weekly := at("snapshot_policies", e.weekly, "/assign_entity")
	answered = e.refused(http.MethodPost, weekly, body, 403, "APPROVAL_REQUIRED")
	if want := "Filesystem 'f' will be assigned to snapshot policy 'weekly' instead of snapshot policy 'hourly'"; answered.Error.Reasons[0].Message != want {
		t.Errorf("the reason is %q, want %q", answered.Error.Reasons[0].Message, want)
	}
	e.must(http.MethodPost, weekly+"?approved=yes", body)
	e.get(at("filesystems", e.filesystem)).has(map[string]any{"snapshot_policy_name": "weekly"})
	e.get(at("snapshot_policies", e.hourly)).has(map[string]any{"assigned_entities_count": 0})
}

func TestEntitiesAreTakenOutOfASnapshotPolicy(t *testing.T) {
	t.Parallel()
	e := newEstate(t)
	path, body := e.assign("VOLUME", e.volume)
	e.must(http.MethodPost, path, body)
	out := map[string]any{"assigned_entity_id": e.volume}
	unassign := at("snapshot_policies", e.hourly, "/unassign_entity")
	answered := e.refused(http.MethodPost, unassign, out, 403, "APPROVAL_REQUIRED")
	if want := "If you unassign the volume from the snapshot policy, scheduled snapshots will no longer be created for this volume"; answered.Error.Reasons[0].Message != want {
		t.Errorf("the reason is %q", answered.Error.Reasons[0].Message)
	}
	e.refused(http.MethodPost, at("snapshot_policies", e.weekly, "/unassign_entity?approved=yes"), out, 404, "ASSIGNED_ENTITY_TO_SNAPSHOT_POLICY_NOT_FOUND")
	e.refused(http.MethodPost, "snapshot_policies/999/unassign_entity", out, 404, "SNAPSHOT_POLICY_NOT_FOUND")
	if answered := e.send(http.MethodPost, unassign+"?approved=yes", out); answered.Result != true {
		t.Errorf("got %s", answered.body)
	}
	e.get(at("volumes", e.volume)).has(map[string]any{"snapshot_policy_id": nil})
	e.refused(http.MethodPost, unassign+"?approved=yes", out, 404, "ASSIGNED_ENTITY_TO_SNAPSHOT_POLICY_NOT_FOUND")
}

func TestFileSystemsSetTheirSnapshotPolicyThemselves(t *testing.T) {
	t.Parallel()
	e := newEstate(t)
	path := at("filesystems", e.filesystem)
	e.must(http.MethodPut, path, map[string]any{"snapshot_policy_id": e.weekly}).has(map[string]any{"snapshot_policy_name": "weekly"})
	e.refused(http.MethodPut, path, map[string]any{"snapshot_policy_id": 999}, 404, "SNAPSHOT_POLICY_NOT_FOUND")
	snap := e.must(http.MethodPost, "filesystems", map[string]any{"name": "fs", "parent_id": e.filesystem})
	snap.has(map[string]any{"snapshot_policy_id": nil})
	e.refused(http.MethodPut, at("filesystems", snap.id()), map[string]any{"snapshot_policy_id": e.weekly}, 409, "DATASET_NOT_MASTER")
	e.must(http.MethodPut, path, map[string]any{"snapshot_policy_id": 0}).has(map[string]any{"snapshot_policy_id": nil, "snapshot_policy_name": nil})
}
