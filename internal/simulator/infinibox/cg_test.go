package infinibox_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// group makes a consistency group with members.
func (a *array) group(name string, pool int64, members ...int64) int64 {
	a.t.Helper()
	id := a.must(http.MethodPost, "cgs", map[string]any{"name": name, "pool_id": pool}).id()
	for _, member := range members {
		a.join(id, member)
	}
	return id
}

func (a *array) join(group, dataset int64) object {
	a.t.Helper()
	return a.must(http.MethodPost, at("cgs", group, "/members?approved=yes"), map[string]any{"dataset_id": dataset})
}

// snapshotGroup takes a snapshot group whose snapshots are called after their
// volumes with the group's name and a dash in front.
func (a *array) snapshotGroup(name string, of int64, extra ...map[string]any) int64 {
	a.t.Helper()
	body := map[string]any{"name": name, "parent_id": of, "snap_prefix": name + "-"}
	for _, fields := range extra {
		maps.Copy(body, fields)
	}
	return a.must(http.MethodPost, "cgs", body).id()
}

// volumeNamed is the id of a volume or snapshot.
func (a *array) volumeNamed(name string) int64 {
	a.t.Helper()
	found := a.send(http.MethodGet, "volumes?name="+name, nil).items(a.t)
	if len(found) != 1 {
		a.t.Fatalf("%d volumes are called %q", len(found), name)
	}
	return found[0].id()
}

func (r reply) says(t *testing.T, message string) {
	t.Helper()
	if r.Error.Message != message {
		t.Errorf("the message is %q, want %q", r.Error.Message, message)
	}
}

func TestANewGroupIsAnEmptyMaster(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	made := a.send(http.MethodPost, "cgs", map[string]any{"name": "g", "pool_id": p, "snapshot_policy_id": 0})
	if made.status != http.StatusCreated {
		t.Errorf("a create answers %d", made.status)
	}
	made.object(t).has(map[string]any{
		"name": "g", "pool_id": p, "pool_name": "p", "type": "MASTER", "parent_id": 0, "members_count": 0, "snapshot_policy_id": nil,
		"lock_state": "UNLOCKED", "lock_expires_at": nil, "has_children": false, "is_replicated": false, "replica_ids": []int{},
		"replication_types": []string{"NONE"}, "tenant_id": 1, "created_at": start.UnixMilli(), "snapshot_retention": nil,
	})
	a.must(http.MethodPost, "cgs", map[string]any{"name": "with", "pool_id": p}).has(map[string]any{"snapshot_policy_id": 1, "snapshot_policy_name": "Default Policy"})
}

func TestMakingAGroupIsRefused(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{S3: true, Limits: infinibox.Limits{Groups: 1}})
	p := a.pool("p", 1)
	vvol := a.must(http.MethodPost, "pools", map[string]any{"name": "vvol", "physical_capacity": terabyte, "type": "VVOL"}).id()
	s3 := a.must(http.MethodPost, "pools", map[string]any{"name": "s3", "physical_capacity": terabyte, "type": "S3"}).id()
	a.group("g", p)
	for _, test := range []struct {
		name    string
		fields  map[string]any
		status  int
		code    string
		message string
	}{
		{"a retention", map[string]any{"snapshot_retention": 5}, 400, "UNSUPPORTED_FIELD", "The request contains an unsupported field ('snapshot_retention')"},
		{"no name", map[string]any{"name": nil}, 400, "MISSING_FIELD", ""},
		{"a long name", map[string]any{"name": strings.Repeat("x", 66)}, 400, "INVALID_NAME_LENGTH", "Name must be of length between 1 and 65 characters"},
		{"a bad name", map[string]any{"name": "*"}, 400, "INVALID_CHARACTERS_IN_NAME", ""},
		{"no pool", map[string]any{"pool_id": 9}, 404, "POOL_NOT_FOUND", ""},
		{"no policy", map[string]any{"snapshot_policy_id": 99}, 404, "SNAPSHOT_POLICY_NOT_FOUND", ""},
		{"a lock", map[string]any{"lock_expires_at": start.Add(time.Hour).UnixMilli()}, 409, "INVALID_LOCK_ENTITY_TYPE", "Locking MASTER is not allowed"},
		{"a vVol pool", map[string]any{"pool_id": vvol}, 409, "ILLEGAL_POOL_TYPE_FOR_CG", "A CG cannot be created within a vVol pool"},
		{"an S3 pool", map[string]any{"pool_id": s3}, 409, "ILLEGAL_POOL_TYPE", "Cannot create a consistency group 'new' in S3 pool 's3' because it is dedicated for S3 buckets"},
		{"a taken name", map[string]any{"name": "g"}, 409, "CG_NAME_CONFLICT", ""},
		{"one too many", nil, 409, "CG_COUNT_LIMIT", "Consistency group count limit reached"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := a.on(t)
			body := map[string]any{"name": "new", "pool_id": p}
			maps.Copy(body, test.fields)
			got := a.refused(http.MethodPost, "cgs", body, test.status, test.code)
			if test.message != "" {
				got.says(t, test.message)
			}
			if got := a.names("cgs"); !slices.Equal(got, []string{"g"}) {
				t.Errorf("the refused call left %v", got)
			}
		})
	}
}

func TestAGroupMovesWithItsMembersAndTheirSnapshots(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, q := a.pool("p", 2), a.pool("q", 2)
	v := a.must(http.MethodPost, "volumes", map[string]any{"name": "v", "pool_id": p, "size": gigabyte, "provtype": "THICK"}).id()
	w := a.volume("w", p, 1)
	g := a.group("g", p, v, w)
	s := a.snapshotGroup("s", g)
	a.must(http.MethodPost, at("cgs", g, "/move"), map[string]any{"pool_id": q, "with_capacity": false}).has(map[string]any{"pool_id": q, "pool_name": "q", "members_count": 2})
	for _, path := range []string{at("volumes", v), at("volumes", w), at("volumes", a.volumeNamed("s-v")), at("cgs", s)} {
		a.get(path).has(map[string]any{"pool_id": q})
	}
	a.get(at("pools", p)).has(map[string]any{"entities_count": 0, "allocated_physical_space": 0, "free_virtual_space": 2000000385024})
	a.get(at("pools", q)).has(map[string]any{"volumes_count": 2, "snapshots_count": 2, "allocated_physical_space": 1000013824})
	a.refused(http.MethodDelete, at("pools", q, "?approved=yes"), nil, 409, "POOL_NOT_EMPTY")
}

func TestAGroupMovesWithItsCapacity(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, q := a.pool("p", 3), a.pool("q", 1)
	g := a.group("g", p, a.volume("v", p, 400), a.volume("w", p, 600))
	a.must(http.MethodPost, at("cgs", g, "/move"), map[string]any{"pool_id": q, "with_capacity": true})
	p1, q1 := a.get(at("pools", p)), a.get(at("pools", q))
	if sum := p1.number("virtual_capacity") + q1.number("virtual_capacity"); sum != 3000000053248+1000000192512 {
		t.Errorf("both pools have %d", sum)
	}
	if free := q1.number("free_virtual_space"); free != 1000000192512 {
		t.Errorf("%d are free", free)
	}
}

func TestMovingAGroupIsRefused(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{S3: true})
	p := a.pool("p", 4)
	small := a.must(http.MethodPost, "pools", map[string]any{"name": "small", "physical_capacity": terabyte, "virtual_capacity": 9 * terabyte}).id()
	tiny := a.pool("tiny", 1)
	vvol := a.must(http.MethodPost, "pools", map[string]any{"name": "vvol", "physical_capacity": terabyte, "type": "VVOL"}).id()
	v := a.must(http.MethodPost, "volumes", map[string]any{"name": "v", "pool_id": p, "size": 2 * terabyte, "provtype": "THICK"}).id()
	g := a.group("g", p, v)
	s := a.snapshotGroup("s", g)
	for _, test := range []struct {
		group, pool int64
		status      int
		code        string
		message     string
	}{
		{s, small, 409, "SG_CANNOT_BE_MOVED", "a snapshot group can be moved only as part of a consistency group move"},
		{g, 9, 404, "POOL_NOT_FOUND", "Pool not found"},
		{g, vvol, 409, "ILLEGAL_MOVE_TO_VVOL_POOL", "Cannot move Consistency Group 'g' into vVol pool 'vvol', because 'vvol' is dedicated for VMware vVols"},
		{g, tiny, 409, "POOL_VIRTUAL_CAPACITY", "Cannot perform the operation because the pool does not have enough virtual capacity"},
		{g, small, 409, "INSUFFICIENT_POOL_CAPACITY", "The pool has insufficient capacity. Reason: The capacity of the target pool is insufficient for this action. " +
			"Pool free capacity is approximately: 1TB, required capacity is approximately: 2TB. The capacity is accurate up to 1GB due to internal conversions"},
	} {
		a.refused(http.MethodPost, at("cgs", test.group, "/move"), map[string]any{"pool_id": test.pool}, test.status, test.code).says(t, test.message)
	}
	a.get(at("volumes", v)).has(map[string]any{"pool_id": p})
}

func TestDeletingAGroupKeepsOrTakesItsMembers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		query string
		left  []string
	}{
		{"?approved=yes", []string{"v", "w", "s-v", "s-w"}},
		{"?approved=yes&delete_members=false", []string{"v", "w", "s-v", "s-w"}},
		{"?approved=yes&delete_members=yes", []string{}},
	} {
		a := newArray(t, infinibox.Options{})
		p := a.pool("p", 1)
		g := a.group("g", p, a.volume("v", p, 1), a.volume("w", p, 1))
		a.snapshotGroup("s", g)
		a.refused(http.MethodDelete, at("cgs", g, "?delete_members=true"), nil, 403, "APPROVAL_REQUIRED").says(t, "Deleting the consistency group will break "+
			"the consistency of its members. In case the delete_members parameters is set to yes, the consistency group members are deleted.")
		a.must(http.MethodDelete, at("cgs", g, test.query), nil).has(map[string]any{"id": g, "members_count": 2, "has_children": true})
		if got := a.names("volumes"); !slices.Equal(got, test.left) {
			t.Errorf("%s leaves %v", test.query, got)
		}
		if got := a.names("cgs"); len(got) != 0 {
			t.Errorf("%s leaves the groups %v", test.query, got)
		}
		if got := a.names("volumes?cg_id=isnot:null"); len(got) != 0 {
			t.Errorf("%v are still members", got)
		}
	}
}

func TestDeletingAGroupIsRefused(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Limits: infinibox.Limits{GroupDelete: 1}})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	g := a.group("g", p, v)
	host := a.must(http.MethodPost, "hosts", map[string]any{"name": "h"}).id()
	a.must(http.MethodPost, at("hosts", host, "/luns"), map[string]any{"volume_id": v})
	a.refused(http.MethodDelete, at("cgs", g, "?approved=yes&delete_members=yes"), nil, 409, "VOLUME_IS_MAPPED").
		says(t, "The volume cannot be deleted. Volume 'v' has active mappings")
	a.refused(http.MethodDelete, at("cgs", g, "?approved=yes&delete_members=perhaps"), nil, 400, "MALFORMED_PARAMETER")
	a.snapshotGroup("s1", g)
	a.snapshotGroup("s2", g)
	a.refused(http.MethodDelete, at("cgs", g, "?approved=yes"), nil, 409, "SG_CG_DELETE_LIMIT").
		says(t, "The consistency group cannot be deleted: it contains more than the maximum number of snapshot groups allowed for a delete operation")
	a.get(at("cgs", g)).has(map[string]any{"members_count": 1})
}

func TestAGroupIsRenamedAndGetsAnotherPolicy(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	g := a.group("g", p, v)
	a.group("other", p)
	path := at("cgs", g)
	a.clock.Advance(time.Minute)
	a.must(http.MethodPut, path, map[string]any{"name": "new", "snapshot_policy_id": 0}).has(map[string]any{
		"name": "new", "snapshot_policy_id": nil, "updated_at": start.Add(time.Minute).UnixMilli(),
	})
	a.get(at("volumes", v)).has(map[string]any{"cg_name": "new"})
	a.must(http.MethodPut, path, map[string]any{"snapshot_policy_id": 1}).has(map[string]any{"snapshot_policy_id": 1})
	for _, test := range []struct {
		body    any
		status  int
		code    string
		message string
	}{
		{map[string]any{}, 400, "MISSING_CONTENT", ""},
		{map[string]any{"tenant_id": 1}, 400, "UNSUPPORTED_FIELD", "The request contains an unsupported field ('tenant_id')"},
		{map[string]any{"name": nil}, 400, "MALFORMED_PARAMETER", ""},
		{map[string]any{"name": "other"}, 409, "CG_NAME_CONFLICT", ""},
		{map[string]any{"snapshot_policy_id": 99}, 404, "SNAPSHOT_POLICY_NOT_FOUND", ""},
		{map[string]any{"lock_expires_at": start.Add(time.Hour).UnixMilli()}, 409, "INVALID_LOCK_ENTITY_TYPE", "Locking consistency group is not allowed"},
		{map[string]any{"snapshot_retention": 100}, 409, "NON_SNAPSHOT_RETENTION_CANNOT_BE_MODIFIED", "Only snapshots and snap groups can have a retention time"},
	} {
		got := a.refused(http.MethodPut, path, test.body, test.status, test.code)
		if test.message != "" {
			got.says(t, test.message)
		}
	}
}

func TestGroupsAreListedByTypeAndPool(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, q := a.pool("p", 1), a.pool("q", 1)
	g := a.group("g", p, a.volume("v", p, 1))
	a.group("h", q)
	a.snapshotGroup("s", g)
	for query, want := range map[string][]string{
		"":                                {"g", "h", "s"},
		"?type=master":                    {"g", "h"},
		"?type=eq:SNAPSHOT":               {"s"},
		fmt.Sprintf("?pool_id=%d", q):     {"h"},
		fmt.Sprintf("?parent_id=%d", g):   {"s"},
		"?sort=-name":                     {"s", "h", "g"},
		"?name=like:S":                    {"s"},
		"?sort=type,-name&page_size=1000": {"h", "g", "s"},
	} {
		if got := a.names("cgs" + query); !slices.Equal(got, want) {
			t.Errorf("cgs%s lists %v, want %v", query, got, want)
		}
	}
	a.refused(http.MethodGet, "cgs?members_count=1", nil, 400, "NOT_FILTERABLE_FIELD")
	if got := a.send(http.MethodGet, at("cgs", g, "/members_count"), nil); got.body == "" || fmt.Sprint(got.Result) != "1" {
		t.Errorf("an attribute is %s", got.body)
	}
}

func TestAPoolAdministratorHasTheGroupsOfItsPools(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	owner := a.login("pool_admin")
	mine := a.must(http.MethodPost, "pools", map[string]any{"name": "mine", "physical_capacity": 2 * terabyte, "owners": []int64{owner.as.ID}}).id()
	p := a.pool("p", 1)
	theirs := a.group("theirs", p, a.volume("v", p, 1))
	taken := a.snapshotGroup("taken", theirs)
	g := owner.group("g", mine, owner.volume("w", mine, 1))
	for _, call := range []struct {
		method, path string
		body         any
	}{
		{http.MethodPost, "cgs", map[string]any{"name": "x", "pool_id": p}},
		{http.MethodPost, "cgs", map[string]any{"name": "x", "parent_id": theirs, "snap_prefix": "x"}},
		{http.MethodPut, at("cgs", theirs), map[string]any{"name": "x"}},
		{http.MethodDelete, at("cgs", theirs, "?approved=yes"), nil},
		{http.MethodPost, at("cgs", g, "/move"), map[string]any{"pool_id": p}},
		{http.MethodPost, at("cgs", theirs, "/members"), map[string]any{"dataset_id": a.volumeNamed("w")}},
		{http.MethodPost, at("cgs", taken, "/promote?approved=yes"), nil},
	} {
		owner.refused(call.method, call.path, call.body, 403, "USER_IS_FORBIDDEN")
	}
	a.login("read_only").refused(http.MethodPut, at("cgs", g), map[string]any{"name": "x"}, 403, "UNAUTHORIZED")
}

func TestWhatHangsOnAGroupGoesWithIt(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	g := a.group("g", a.pool("p", 1))
	a.must(http.MethodPut, at("metadata", g), map[string]any{"owner": "storage"})
	if got := a.send(http.MethodGet, "metadata", nil); got.Meta.Objects != 1 {
		t.Errorf("the metadata are %s", got.body)
	}
	a.must(http.MethodDelete, at("cgs", g, "?approved=yes"), nil)
	if got := a.send(http.MethodGet, "metadata", nil); got.Meta.Objects != 0 {
		t.Errorf("the group left %s", got.body)
	}
}
