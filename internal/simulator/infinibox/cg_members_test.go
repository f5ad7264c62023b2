package infinibox_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestAMemberShowsItsGroupAndHasNoPolicyOfItsOwn(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	g := a.group("g", p)
	a.join(g, v).has(map[string]any{"id": g, "members_count": 1})
	a.get(at("volumes", v)).has(map[string]any{"cg_id": g, "cg_name": "g", "snapshot_policy_id": nil})
	a.refused(http.MethodPut, at("volumes", v), map[string]any{"snapshot_policy_id": 1}, 403, "SNAPSHOT_POLICY_CANNOT_BE_ASSIGNED_TO_CG_MEMBER").
		says(t, "VOLUME 'v' belongs to a consistency group and cannot have its own snapshot policy")
	if got := a.names(fmt.Sprintf("volumes?cg_id=%d", g)); !slices.Equal(got, []string{"v"}) {
		t.Errorf("the filter finds %v", got)
	}
}

func TestAddingAMemberIsRefused(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Limits: infinibox.Limits{GroupMembers: 1}})
	p, q := a.pool("p", 2), a.pool("q", 1)
	v, other, elsewhere := a.volume("v", p, 1), a.volume("other", p, 1), a.volume("elsewhere", q, 1)
	snap := a.snapshot("snap", v)
	fs := a.must(http.MethodPost, "filesystems", map[string]any{"name": "fs", "pool_id": p, "size": gigabyte}).id()
	g, h := a.group("g", p, v), a.group("h", p)
	for _, test := range []struct {
		name    string
		group   int64
		body    map[string]any
		status  int
		code    string
		message string
	}{
		{"nothing", h, map[string]any{"dataset_id": nil}, 400, "MISSING_FIELD", ""},
		{"a pair", h, map[string]any{"dataset_id": other, "replication_pair_info": map[string]any{}}, 400, "UNSUPPORTED_FIELD", "The request contains an unsupported field ('replication_pair_info')"},
		{"no group", 9, map[string]any{"dataset_id": other}, 404, "CG_NOT_FOUND", "Consistency group not found"},
		{"no dataset", h, map[string]any{"dataset_id": 9}, 404, "DATASET_NOT_FOUND", ""},
		{"a file system", h, map[string]any{"dataset_id": fs}, 409, "ILLEGAL_CG_DATASET_TYPE", "A filesystem cannot be added to a consistency group"},
		{"a snapshot", h, map[string]any{"dataset_id": snap}, 409, "ILLEGAL_CG_DATASET", "Snapshots cannot be added to consistency groups."},
		{"a member of another", h, map[string]any{"dataset_id": v}, 409, "DATASET_ALREADY_IN_A_CG", ""},
		{"a member of this", g, map[string]any{"dataset_id": v}, 409, "DATASET_ALREADY_IN_A_CG", ""},
		{"of another pool", h, map[string]any{"dataset_id": elsewhere}, 409, "DATASET_NOT_IN_CG_POOL", ""},
		{"one too many", g, map[string]any{"dataset_id": other}, 409, "GROUP_MEMBERS_LIMIT_EXCEEDED", "A consistency group cannot have more than 1 members"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := a.on(t).refused(http.MethodPost, at("cgs", test.group, "/members"), test.body, test.status, test.code)
			if test.message != "" {
				got.says(t, test.message)
			}
		})
	}
}

func TestAMemberIsNeitherMovedNorDeletedAlone(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, q := a.pool("p", 1), a.pool("q", 1)
	v := a.volume("v", p, 1)
	g := a.group("g", p, v)
	a.refused(http.MethodPost, at("volumes", v, "/move"), map[string]any{"pool_id": q}, 409, "CG_DATASET_MOVE_NOT_ALLOWED").
		says(t, "A dataset in a consistency group cannot be moved")
	a.refused(http.MethodDelete, at("volumes", v, "?approved=yes"), nil, 409, "CG_DATASET_DELETE_NOT_ALLOWED").
		says(t, "Volume v belongs to consistency group g and cannot be deleted")
	a.must(http.MethodDelete, at("cgs", g, fmt.Sprintf("/members/%d?approved=yes", v)), nil)
	a.must(http.MethodDelete, at("volumes", v), nil)
}

func TestRemovingAMemberTakesItsSnapshotsOutOfTheSnapshotGroups(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v, w := a.volume("v", p, 1), a.volume("w", p, 1)
	g := a.group("g", p, v, w)
	s := a.snapshotGroup("s", g)
	path := at("cgs", g, fmt.Sprintf("/members/%d", v))
	a.refused(http.MethodDelete, path, nil, 403, "APPROVAL_REQUIRED").says(t, "Removing a member from a consistency group will also remove its snapshots "+
		"from the snapgroups. Future snapshots (as well as replications) will not include this member")
	a.must(http.MethodDelete, path+"?approved=yes", nil).has(map[string]any{"id": g, "members_count": 1, "has_children": true})
	a.get(at("cgs", s)).has(map[string]any{"members_count": 1})
	a.get(at("volumes", a.volumeNamed("s-v"))).has(map[string]any{"cg_id": nil, "parent_id": v})
	a.get(at("volumes", a.volumeNamed("s-w"))).has(map[string]any{"cg_id": s, "cg_name": "s"})
	a.refused(http.MethodDelete, path+"?approved=yes", nil, 404, "CG_DATASET_NOT_FOUND").says(t, "Dataset is not a member of the consistency group")
	a.refused(http.MethodDelete, at("cgs", g, fmt.Sprintf("/members/%d?approved=yes&create_replica=true", w)), nil, 400, "UNSUPPORTED_FIELD").
		says(t, "The request contains an unsupported field ('create_replica')")
	a.refused(http.MethodDelete, at("cgs", s, fmt.Sprintf("/members/%d?approved=yes", a.volumeNamed("s-w"))), nil, 409, "MEMBER_CANNOT_BE_REMOVED_FROM_SG").
		says(t, "A snapshot group member cannot be removed")
}

func TestReplicatedVolumesJoinNoGroup(t *testing.T) {
	t.Parallel()
	for kind, code := range map[string]string{"ASYNC": "SOURCE_DATASET_IS_REPLICATED", "ACTIVE_ACTIVE": "ACTIVE_ACTIVE_PEER_CANNOT_BE_ADDED_TO_CG"} {
		a, v, r := replicated(t, kind)
		g := a.group("g", a.get(at("volumes", v)).number("pool_id"))
		path, body := at("cgs", g, "/members"), map[string]any{"dataset_id": v}
		a.refused(http.MethodPost, path, body, 409, code)
		if kind == "ASYNC" {
			a.must(http.MethodPost, at("replicas", r, "/change_role?approved=yes"), nil)
			a.refused(http.MethodPost, path, body, 409, "TARGET_DATASET_IS_REPLICATED").
				says(t, "Replicated target datasets cannot be added to a consistency group: "+a.get(at("volumes", v)).text("name"))
		}
		a.must(http.MethodDelete, at("replicas", r, "?approved=yes"), nil)
		a.must(http.MethodPost, path, body)
	}
}
