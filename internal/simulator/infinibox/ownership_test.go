package infinibox_test

import (
	"net/http"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// twoPools has a pool that pool_admin owns and one that it doesn't.
func twoPools(t *testing.T) (admin, owner *array, own, other int64) {
	t.Helper()
	a := newArray(t, infinibox.Options{})
	own = a.must(http.MethodPost, "pools", map[string]any{"name": "own", "physical_capacity": 5 * terabyte, "owners": []int{101}}).id()
	other = a.pool("other", 5)
	owner = a.login("pool_admin")
	return a, owner, own, other
}

func TestOwnersReadThePoolsOfOthers(t *testing.T) {
	t.Parallel()
	a, owner, _, other := twoPools(t)
	v := a.volume("v", other, 1)
	owner.get(at("volumes", v)).has(map[string]any{"name": "v"})
	for _, path := range []string{"pools", "volumes", "datasets"} {
		want, got := a.names(path), owner.names(path)
		if jsonOf(t, got) != jsonOf(t, want) {
			t.Errorf("%s lists %v to the owner of a pool, not %v", path, got, want)
		}
	}
}

func TestOwnersAreRefusedInTheWordsOfTheCall(t *testing.T) {
	t.Parallel()
	a, owner, own, other := twoPools(t)
	v := a.volume("v", other, 1)
	s := a.snapshot("s", v)
	mine := owner.volume("mine", own, 1)
	cg := a.must(http.MethodPost, "cgs", map[string]any{"name": "cg", "pool_id": other}).id()
	h := owner.must(http.MethodPost, "hosts", map[string]any{"name": "h"}).id()
	a.must(http.MethodPost, at("hosts", h, "/luns"), map[string]any{"volume_id": v, "lun": 5})
	policy := a.must(http.MethodPost, "snapshot_policies", map[string]any{"name": "sp", "suffix": "-sp"}).id()
	for _, call := range []struct {
		method, path string
		body         any
		says         string
	}{
		{http.MethodPut, at("volumes", v), map[string]any{"name": "x"}, "User 'pool_admin' is forbidden to modify pool 'other'"},
		{http.MethodPost, "cgs", map[string]any{"name": "x", "pool_id": other}, "User 'pool_admin' is forbidden to modify pool 'other'"},
		{http.MethodPut, at("cgs", cg), map[string]any{"name": "x"}, "User 'pool_admin' is forbidden to modify pool 'other'"},
		{http.MethodPost, at("volumes", mine, "/move"), map[string]any{"pool_id": other}, "User 'pool_admin' is forbidden to modify pool 'other'"},
		{http.MethodPut, at("metadata", cg), map[string]any{"k": "v"}, "User 'pool_admin' is forbidden to modify cg 'cg'"},
		{http.MethodPut, at("metadata", v), map[string]any{"k": "v"}, "User 'pool_admin' is forbidden to modify volume 'v'"},
		{http.MethodPost, at("volumes", v, "/restore"), map[string]any{"source_id": s}, "'v' is located in a pool on which the current user has read-only permissions"},
		{http.MethodPost, at("hosts", h, "/luns"), map[string]any{"volume_id": s}, "'s' is located in a pool on which the current user has read-only permissions"},
		{http.MethodDelete, at("hosts", h, "/luns/lun/5"), nil, "'v' is located in a pool on which the current user has read-only permissions"},
		{http.MethodDelete, at("hosts", h, at("/luns/volume_id", v)), nil, "'v' is located in a pool on which the current user has read-only permissions"},
		{http.MethodPost, at("snapshot_policies", policy, "/assign_entity"), map[string]any{"assigned_entity_id": v}, "'v' is located in a pool on which the current user has read-only permissions"},
	} {
		answered := owner.refused(call.method, call.path, call.body, 403, "USER_IS_FORBIDDEN")
		if answered.Error.Message != call.says {
			t.Errorf("%s %s says %q, want %q", call.method, call.path, answered.Error.Message, call.says)
		}
	}
}

func TestSomeFieldsAreKeptFromOwners(t *testing.T) {
	t.Parallel()
	_, owner, own, _ := twoPools(t)
	v := owner.volume("v", own, 1)
	for _, call := range []struct {
		method, path string
		body         map[string]any
	}{
		{http.MethodPut, at("pools", own), map[string]any{"physical_capacity": 2 * terabyte}},
		{http.MethodPut, at("pools", own), map[string]any{"virtual_capacity": 9 * terabyte}},
		{http.MethodPut, at("pools", own), map[string]any{"max_extend": 0}},
		{http.MethodPut, at("pools", own), map[string]any{"owners": []int{}}},
		{http.MethodPut, at("volumes", v), map[string]any{"ssa_express_enabled": true}},
		{http.MethodPost, "volumes", map[string]any{"name": "x", "pool_id": own, "size": gigabyte, "ssa_express_enabled": true}},
	} {
		answered := owner.refused(call.method, call.path, call.body, 403, "UNAUTHORIZED")
		if want := "You are not authorized for this operation, reason: Method is not allowed for [POOL_ADMIN]"; answered.Error.Message != want {
			t.Errorf("%v says %q, want %q", call.body, answered.Error.Message, want)
		}
	}
	owner.must(http.MethodPut, at("pools", own), map[string]any{"physical_capacity_warning": 70})
	owner.must(http.MethodPut, at("pools", own), map[string]any{"compression_enabled": false})
}

func TestOwnershipComesAndGoesWithTheAccount(t *testing.T) {
	t.Parallel()
	a, owner, own, other := twoPools(t)
	a.must(http.MethodPut, at("pools", other), map[string]any{"owners": []int{101}})
	v := owner.volume("v", other, 1)
	a.must(http.MethodPut, at("pools", other), map[string]any{"owners": []int{}})
	owner.refused(http.MethodDelete, at("volumes", v), nil, 403, "USER_IS_FORBIDDEN")
	a.must(http.MethodPut, "users/101", map[string]any{"role": "READ_ONLY"})
	a.get(at("pools", own)).has(map[string]any{"owners": []int{}})
	owner.refused(http.MethodPut, at("pools", own), map[string]any{"name": "x"}, 403, "UNAUTHORIZED")
}

func TestRefusalsOfARoleSayWhatTheReferenceSays(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	for _, call := range []struct{ method, path, says string }{
		{http.MethodPut, at("metadata", p), "insufficient privileges"},
		{http.MethodPost, "qos/policies", "insufficient privileges"},
		{http.MethodPost, "network/interfaces", "Method is not allowed for READ_ONLY"},
		{http.MethodPost, "volumes", "Method is not allowed for [READ_ONLY]"},
	} {
		answered := a.login("read_only").refused(call.method, call.path, map[string]any{}, 403, "UNAUTHORIZED")
		if want := "You are not authorized for this operation, reason: " + call.says; answered.Error.Message != want {
			t.Errorf("%s %s says %q, want %q", call.method, call.path, answered.Error.Message, want)
		}
	}
	a.login("read_only").refused(http.MethodPost, "users/-3/disable", nil, 403, "ACTION_NOT_ALLOWED_FOR_ROLE")
}
