package infinibox_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// replicate makes a replica of a volume.
func (a *array) replicate(volume int64, kind string) int64 {
	a.t.Helper()
	links, ok := a.Objects("links")
	if !ok || len(links) == 0 {
		if err := a.Generate(map[string]int{"links": 1}); err != nil {
			a.t.Fatal(err)
		}
		links, _ = a.Objects("links")
	}
	return a.must(http.MethodPost, "replicas", map[string]any{
		"replication_type": kind, "entity_type": "VOLUME", "link_id": links[0]["id"], "remote_pool_id": 1234, "description": "r",
		"entity_pairs": []any{map[string]any{"local_entity_id": volume, "remote_base_action": "CREATE"}},
	}).id()
}

// replicated has a volume with a replica of a type.
func replicated(t *testing.T, kind string) (a *array, volume, replica int64) {
	t.Helper()
	a = newArray(t, infinibox.Options{})
	volume = a.volume("v", a.pool("p", 2), 1)
	replica = a.replicate(volume, kind)
	return a, volume, replica
}

func TestVolumesShowTheirReplication(t *testing.T) {
	t.Parallel()
	a, v, r := replicated(t, "ASYNC")
	shown := map[string]any{
		"replication_types": []string{"ASYNC_SOURCE"}, "replica_ids": []int64{r}, "rmr_source": true, "rmr_target": false,
		"rmr_active_active_peer": false,
	}
	a.get(at("volumes", v)).has(shown)
	pairs := a.send(http.MethodGet, at("volumes", v, "/replication_pairs"), nil).items(t)
	if len(pairs) != 1 {
		t.Fatalf("there are %d pairs", len(pairs))
	}
	entity, ok := pairs[0].fields["local_entity"].(map[string]any)
	if !ok || entity["name"] != "v" {
		t.Errorf("the pair is %v", pairs[0].fields)
	}
	var held bytes.Buffer
	if err := a.Export(&held); err != nil {
		t.Fatal(err)
	}
	b := newArray(t, infinibox.Options{})
	if err := b.Import(&held); err != nil {
		t.Fatal(err)
	}
	b.get(at("volumes", v)).has(shown)
	a.must(http.MethodPost, at("replicas", r, "/change_role?approved=yes"), nil)
	a.get(at("volumes", v)).has(map[string]any{"replication_types": []string{"ASYNC_TARGET"}, "rmr_target": true})
	for query, want := range map[string]int{"async_target": 1, "(ASYNC_TARGET,NONE)": 0, "[SYNC_SOURCE]": 0} {
		if got := a.send(http.MethodGet, "volumes?replication_types=allof:"+query, nil); got.Meta.Objects != want {
			t.Errorf("allof:%s finds %s", query, got.body)
		}
	}
	a.must(http.MethodDelete, at("replicas", r, "?approved=yes"), nil)
	a.get(at("volumes", v)).has(map[string]any{"replication_types": []string{"NONE"}, "replica_ids": []int64{}})
	a.must(http.MethodDelete, at("volumes", v), nil)
}

func TestReplicationRefusesWhatItsVolumesMayNotDo(t *testing.T) {
	t.Parallel()
	turn := func(a *array, r int64) { a.must(http.MethodPost, at("replicas", r, "/change_role?approved=yes"), nil) }
	grow := map[string]any{"size": 2 * gigabyte}
	for _, test := range []struct {
		name, kind, method, path, code string
		body                           map[string]any
		first                          func(a *array, replica int64)
	}{
		{"deletion", "ASYNC", http.MethodDelete, "", "REPLICATED_DATASET_DELETE_NOT_ALLOWED", nil, nil},
		{"growth of a target", "ASYNC", http.MethodPut, "", "REPLICA_NOT_ALLOWED_ON_TARGET", grow, turn},
		{"growth of a synchronous source", "SYNC", http.MethodPut, "", "REPLICA_UNSUPPORTED_FEATURE", grow, nil},
		{"growth of an active peer", "ACTIVE_ACTIVE", http.MethodPut, "", "VOLUME_CANNOT_BE_RESIZED_ACTIVE_AA_REPLICA", grow, nil},
		{"thickness of an active peer", "ACTIVE_ACTIVE", http.MethodPut, "", "ACTIVE_ACTIVE_REPLICA_PROVTYPE_CHANGE_NOT_ALLOWED", map[string]any{"provtype": "THICK"}, nil},
		{"protection of an active peer", "ACTIVE_ACTIVE", http.MethodPut, "?approved=yes", "ACTIVE_ACTIVE_REPLICA_CANNOT_BE_WRITE_PROTECTED", map[string]any{"write_protected": true}, nil},
		{"protection of a target", "ASYNC", http.MethodPut, "?approved=yes", "REPLICATED_DATASET_WP_REMOVAL_NOT_ALLOWED", map[string]any{"write_protected": false}, turn},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a, v, r := replicated(t, test.kind)
			if test.first != nil {
				test.first(a, r)
			}
			var body any
			if test.body != nil {
				body = test.body
			}
			a.refused(test.method, at("volumes", v, test.path), body, 409, test.code)
		})
	}
}

func TestGrowingAReplicatedVolumeNeedsItsPeer(t *testing.T) {
	t.Parallel()
	a, v, _ := replicated(t, "ASYNC")
	body := map[string]any{"size": 2 * gigabyte}
	a.refused(http.MethodPut, at("volumes", v), body, 403, "REMOTE_PERMISSION_REQUIRED")
	request := a.request(http.MethodPut, at("volumes", v), body)
	request.SetBasicAuth(a.as.Name, a.as.Password)
	request.Header.Set("X-Remote-Authorization", "Basic YTpi")
	a.do(request).object(t).has(map[string]any{"size": 2 * gigabyte})
	a.replicate(v, "ASYNC")
	a.refused(http.MethodPut, at("volumes", v), map[string]any{"size": 3 * gigabyte}, 409, "OPERATION_CANNOT_BE_DONE_ON_CONCURRENT_ASYNC_REPLICA")
}

func TestSuspendedActiveReplicasCanGrow(t *testing.T) {
	t.Parallel()
	a, v, r := replicated(t, "ACTIVE_ACTIVE")
	a.must(http.MethodPost, at("replicas", r, "/suspend?approved=yes"), nil)
	a.must(http.MethodPut, at("volumes", v), map[string]any{"size": 2 * gigabyte})
}

func TestASourceThatIsATargetTooStaysAsItIs(t *testing.T) {
	t.Parallel()
	a, v, r := replicated(t, "ASYNC")
	a.must(http.MethodPost, at("replicas", r, "/change_role?approved=yes"), nil)
	a.replicate(v, "ASYNC")
	answered := a.refused(http.MethodPut, at("volumes", v), map[string]any{"size": 2 * gigabyte}, 409, "REPLICA_OPERATION_NOT_ALLOWED_ON_SOURCE_AND_TARGET")
	if want := "This operation cannot be performed on entity 'v' which is both a replication source and target"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
}

func TestReplicatedVolumesAreNotRestored(t *testing.T) {
	t.Parallel()
	a, v, _ := replicated(t, "ASYNC")
	s := a.snapshot("s", v)
	a.refused(http.MethodPost, at("volumes", v, "/restore?approved=yes"), map[string]any{"source_id": s}, 409, "REPLICATED_DATASET_RESTORE_NOT_ALLOWED")
}

func TestSnapshotsOfATargetNeedItsData(t *testing.T) {
	t.Parallel()
	a, v, r := replicated(t, "ASYNC")
	turn := func() { a.must(http.MethodPost, at("replicas", r, "/change_role?approved=yes"), nil) }
	early := a.snapshot("early", v)
	turn()
	a.refused(http.MethodPost, "volumes", map[string]any{"name": "s", "parent_id": v}, 409, "REPLICA_INCONSISTENT_DATASETS")
	a.refused(http.MethodPost, at("volumes", early, "/refresh?approved=yes"), map[string]any{"source_id": v}, 409, "REFRESH_TARGET_IS_NOT_AVAILABLE")
	a.refused(http.MethodPost, "volumes/group_snapshot", map[string]any{
		"entities": []any{map[string]any{"id": v}}, "snap_suffix": "-s",
	}, 409, "REPLICATED_VOLUME_SNAPSHOT_NOT_ALLOWED")
	turn()
	a.clock.Advance(time.Minute)
	a.must(http.MethodPost, at("replicas", r, "/sync"), nil)
	turn()
	a.refused(http.MethodPost, "volumes", map[string]any{"name": "s", "parent_id": v, "write_protected": false}, 409, "CANNOT_CREATE_WRITABLE_SNAPSHOT")
	a.snapshot("s", v)
	a.must(http.MethodPost, at("volumes", early, "/refresh?approved=yes"), map[string]any{"source_id": v})
	a.refused(http.MethodPost, at("volumes", early, "/refresh?approved=yes"), map[string]any{"source_id": v}, 409, "REFRESH_TARGET_IS_NOT_POSSIBLE")
}

func TestActivePeersTakeNoPartInGroupSnapshots(t *testing.T) {
	t.Parallel()
	a, v, _ := replicated(t, "ACTIVE_ACTIVE")
	a.refused(http.MethodPost, "volumes/group_snapshot", map[string]any{
		"entities": []any{map[string]any{"id": v}}, "snap_suffix": "-s",
	}, 409, "ACTIVE_ACTIVE_GROUP_SNAPSHOT_NOT_ALLOWED")
}

func TestWhatAPeerKeepsIsSaidOfReplicatedSnapshotsAlone(t *testing.T) {
	t.Parallel()
	a, v, _ := replicated(t, "ASYNC")
	plain := a.volume("plain", a.get(at("volumes", v)).number("pool_id"), 1)
	const path = "volumes?replicate_to_async_target=true"
	for _, test := range []struct {
		body   map[string]any
		status int
		code   string
	}{
		{map[string]any{"name": "s", "parent_id": plain, "remote_snapshot_retention": 60}, 409, "UNSUPPORTED_REMOTE_SNAPSHOT_RETENTION"},
		{map[string]any{"name": "s", "parent_id": plain, "remote_snapshot_retention_lock": 60}, 409, "UNSUPPORTED_REMOTE_SNAPSHOT_RETENTION_LOCK"},
		{map[string]any{"name": "s", "parent_id": v, "remote_snapshot_retention": nil}, 409, "REMOTE_SNAPSHOT_RETENTION_INVALID"},
		{map[string]any{"name": "s", "parent_id": v, "remote_snapshot_retention_lock": nil}, 409, "REMOTE_SNAPSHOT_RETENTION_LOCK_INVALID"},
		{map[string]any{"name": "s", "parent_id": v, "remote_snapshot_retention": 0}, 400, "WRONG_PARAMETER"},
		{map[string]any{
			"name": "s", "parent_id": v, "snapshot_retention": 60, "lock_expires_at": start.Add(time.Hour).UnixMilli(),
		}, 409, "INVALID_LOCK_DURATION_EXCEEDS_SNAPSHOT_RETENTION"},
	} {
		a.refused(http.MethodPost, path, test.body, test.status, test.code)
	}
	a.must(http.MethodPost, path, map[string]any{
		"name": "s", "parent_id": v, "remote_snapshot_retention": 60, "remote_snapshot_retention_lock": 30,
	}).has(map[string]any{"remote_snapshot_retention": 60, "remote_snapshot_retention_lock": 30})
}

func TestActivePeersKeepOutOfLimitedPools(t *testing.T) {
	t.Parallel()
	a, v, _ := replicated(t, "ACTIVE_ACTIVE")
	q := a.pool("q", 2)
	a.must(http.MethodPost, "qos/enable", nil)
	policy := a.must(http.MethodPost, "qos/policies", map[string]any{"name": "slow", "type": "POOL_VOLUME", "max_ops": 1000}).id()
	a.must(http.MethodPost, at("qos/policies", policy, "/assign"), map[string]any{"entity_id": q})
	answered := a.refused(http.MethodPost, at("volumes", v, "/move"), map[string]any{"pool_id": q}, 409, "REPLICA_UNSUPPORTED_FEATURE")
	if want := "Replication feature not yet supported: Moving an active-active replicated entity to a pool assigned with a QoS policy"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
}

// Some states of a replica only come from the other side, and so with an
// inventory.
func TestStatesOfThePeerBindAVolume(t *testing.T) {
	t.Parallel()
	for code, change := range map[string][2]string{
		"VOLUME_REPLICA_CANNOT_BE_RESIZED_ON_LOCAL_SYSTEM": {`"suspended_from_local": true`, `"suspended_from_local": false`},
		"REPLICA_IS_RESERVED_FOR_INFINISAFE":               {`"suspended_from_local": true`, `"reserved_for_infinisafe": true`},
		"OPERATION_NOT_SUPPORTED":                          {`"suspended_from_local": true`, `"suspended_from_local": true, "sync_state": "OUT_OF_SYNC"`},
	} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			a, v, r := replicated(t, "ACTIVE_ACTIVE")
			a.must(http.MethodPost, at("replicas", r, "/suspend?approved=yes"), nil)
			var held bytes.Buffer
			if err := a.Export(&held); err != nil {
				t.Fatal(err)
			}
			changed := strings.Replace(held.String(), change[0], change[1], 1)
			if changed == held.String() {
				t.Fatalf("there is no %s", change[0])
			}
			if err := a.Import(strings.NewReader(changed)); err != nil {
				t.Fatal(err)
			}
			a.refused(http.MethodPut, at("volumes", v), map[string]any{"size": 2 * gigabyte}, 409, code)
		})
	}
}
