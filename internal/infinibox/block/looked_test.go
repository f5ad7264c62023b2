package block_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const wwpn = "21000024ff000001"

// served is an array with two hosts, one of them in a cluster, that have a
// volume each, and with datasets and vVols: what can only be looked at.
type served struct {
	*acctest.Array
	*acctest.Protocol
	pool, volume, snapshot, host, cluster, member int64
}

func newServed(t *testing.T) served {
	t.Helper()
	array := acctest.NewArray(t)
	// Nobody can make a vVol through the API: vSphere does.
	if err := array.Device().Generate(map[string]int{"vvols": 2}); err != nil {
		t.Fatal(err)
	}
	s := served{Array: array, Protocol: acctest.NewProtocol(t, array, nil)}
	s.pool = poolOn(array, "fast")
	s.volume = array.Put("volumes", 0, map[string]any{"name": "db01", "pool_id": s.pool, "size": 2000000000, "provtype": "THICK"})
	shared := array.Put("volumes", 0, map[string]any{"name": "shared", "pool_id": s.pool, "size": 1000000000})
	s.snapshot = array.Put("volumes", 0, map[string]any{"name": "db01-monday", "parent_id": s.volume})
	s.host = array.Put("hosts", 0, map[string]any{"name": "web01"})
	s.member = array.Put("hosts", 0, map[string]any{"name": "esx01"})
	s.cluster = array.Put("clusters", 0, map[string]any{"name": "esx"})
	array.Put("cluster_hosts", 0, map[string]any{"host_cluster_id": s.cluster, "host_id": s.member})
	array.Put("host_ports", 0, map[string]any{"host_id": s.host, "type": "FC", "address": wwpn})
	array.Put("host_luns", 0, map[string]any{"host_id": s.host, "volume_id": s.volume, "lun": 11})
	array.Put("cluster_luns", 0, map[string]any{"host_cluster_id": s.cluster, "volume_id": shared, "lun": 12})
	array.Put("initiators", 0, map[string]any{"address": "iqn.2026-01.com.example:stranger", "type": "ISCSI"})
	return s
}

// read reads a data source, which must succeed and change nothing.
func (s served) read(t *testing.T, source string, config map[string]any) map[string]any {
	t.Helper()
	s.ClearRequests()
	shown, diagnostics := s.DataSource("onprem_infinibox_" + source).Read(config)
	wantErrors(t, acctest.Errors(diagnostics))
	for _, line := range s.Writes() {
		if !strings.Contains(line, "delete_simulation") {
			t.Errorf("sent %s", line)
		}
	}
	return shown
}

// wantSeen wants what is shown to be what the array holds, as far as it is
// shown; none and 0 are one.
func wantSeen(t *testing.T, at string, shown, held any) {
	t.Helper()
	switch shown := shown.(type) {
	case map[string]any:
		object, ok := held.(map[string]any)
		if !ok {
			t.Errorf("%s: the array has %v", at, held)
		}
		for name, value := range shown {
			wantSeen(t, at+"."+name, value, object[name])
		}
	case []any:
		list, _ := held.([]any)
		if len(list) != len(shown) {
			t.Errorf("%s: %d shown, and the array has %v", at, len(shown), held)
			return
		}
		for i, value := range shown {
			wantSeen(t, fmt.Sprintf("%s[%d]", at, i), value, list[i])
		}
	default:
		plain := func(value any) string {
			if text := fmt.Sprint(value); text != "0" {
				return text
			}
			return fmt.Sprint(nil)
		}
		if plain(shown) != plain(held) {
			t.Errorf("%s is %v, and the array has %v", at, shown, held)
		}
	}
}

// TestLookedAtInMany shows what the array itself holds, each object once.
func TestLookedAtInMany(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ source, collection string }{
		{"datasets", "volumes"}, {"initiators", "initiators"}, {"vvols", "vvols"},
	} {
		t.Run(c.source, func(t *testing.T) {
			t.Parallel()
			s := newServed(t)
			held := s.Find(c.collection, nil)
			shown, _ := s.read(t, c.source, map[string]any{})[c.source].([]any)
			if len(shown) != len(held) || len(shown) == 0 {
				t.Fatalf("shows %d, and the array has %d", len(shown), len(held))
			}
			for _, object := range shown {
				of, _ := object.(map[string]any)
				key := "id"
				if of["id"] == nil {
					key = "address"
				}
				wantSeen(t, c.source, object, s.Only(c.collection, map[string]any{key: of[key]}))
			}
		})
	}
}

// TestLookedAtAlone is found by key or natural key.
func TestLookedAtAlone(t *testing.T) {
	t.Parallel()
	s := newServed(t)
	vvol := acctest.ID(s.Find("vvols", nil)[0])
	for _, c := range []struct {
		source     string
		config     map[string]any
		collection string
		id         map[string]any
	}{
		{"dataset", map[string]any{"id": s.snapshot}, "volumes", map[string]any{"id": s.snapshot}},
		{"dataset", map[string]any{"name": "db01"}, "volumes", map[string]any{"id": s.volume}},
		{"initiator", map[string]any{"address": wwpn}, "initiators", map[string]any{"address": wwpn}},
		{"vvol", map[string]any{"id": vvol}, "vvols", map[string]any{"id": vvol}},
		{"vvol", map[string]any{"uuid": fmt.Sprint(s.Find("vvols", nil)[0]["uuid"])}, "vvols", map[string]any{"id": vvol}},
	} {
		wantSeen(t, c.source, s.read(t, c.source, c.config), s.Only(c.collection, c.id))
	}
	for source, config := range map[string]map[string]any{
		"dataset": {"id": 4711}, "vvol": {"id": 4711}, "initiator": {"address": "nobody/else?"},
	} {
		_, diagnostics := s.DataSource("onprem_infinibox_" + source).Read(config)
		wantRefused(t, diagnostics, "shows no object")
	}
}

// TestLookedAtIsFilteredAndSorted by the array.
func TestLookedAtIsFilteredAndSorted(t *testing.T) {
	t.Parallel()
	s := newServed(t)
	shown := s.read(t, "datasets", map[string]any{"filters": []any{filter("type", "eq", "MASTER")}, "sort": []any{"-size"}})
	if got := labels(t, shown, "datasets", "name"); !slices.Equal(got, []string{"db01", "shared"}) {
		t.Errorf("found %q", got)
	}
	strangers := s.read(t, "initiators", map[string]any{"filters": []any{filter("host_id", "eq", "0")}})
	if got := labels(t, strangers, "initiators", "type"); !slices.Equal(got, []string{"ISCSI"}) {
		t.Errorf("found %q", got)
	}
	_, diagnostics := s.DataSource("onprem_infinibox_datasets").Read(map[string]any{"filters": []any{filter("used", "eq", "1")}})
	wantRefused(t, diagnostics, `AttributeName("filters")`, "NOT_FILTERABLE_FIELD")
}

// TestLookedAtReadsAllPages of what there is.
func TestLookedAtReadsAllPages(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	if err := array.Device().Generate(map[string]int{"pools": 1, "volumes": 1001}); err != nil {
		t.Fatal(err)
	}
	shown, diagnostics := acctest.NewProtocol(t, array, nil).DataSource("onprem_infinibox_datasets").Read(map[string]any{})
	wantErrors(t, acctest.Errors(diagnostics))
	if got := labels(t, shown, "datasets", "id"); len(got) != 1001 || len(slices.Compact(slices.Sorted(slices.Values(got)))) != 1001 {
		t.Errorf("found %d", len(got))
	}
}

// TestSANClients shows a cluster with its hosts, and hosts without a cluster,
// each with its volumes and ports.
func TestSANClients(t *testing.T) {
	t.Parallel()
	s := newServed(t)
	shown, _ := s.read(t, "san_clients", map[string]any{})["san_clients"].([]any)
	if len(shown) != 2 {
		t.Fatalf("shows %v", shown)
	}
	for _, client := range shown {
		fields, _ := client.(map[string]any)
		collection, id := "hosts", s.host
		if fields["san_client_type"] == "CLUSTER" {
			collection, id = "clusters", s.cluster
		}
		held := s.Only(collection, map[string]any{"id": id})
		wantSeen(t, collection, client, held)
		if luns, _ := fields["luns"].([]any); len(luns) != 1 {
			t.Errorf("%v has %v", fields["name"], luns)
		}
	}
	filtered := s.read(t, "san_clients", map[string]any{"filters": []any{filter("san_client_type", "eq", "CLUSTER")}})
	if got := labels(t, filtered, "san_clients", "name"); !slices.Equal(got, []string{"esx"}) {
		t.Errorf("found %q", got)
	}
}

// TestVolumeLuns: the mapping of a host, and those of a cluster with its hosts.
func TestVolumeLuns(t *testing.T) {
	t.Parallel()
	s := newServed(t)
	for name, numbers := range map[string][]string{"db01": {"11"}, "shared": {"12", "12"}, "db01-monday": {}} {
		id := acctest.ID(s.Only("volumes", map[string]any{"name": name}))
		shown := s.read(t, "volume_luns", map[string]any{"volume_id": id})
		if got := labels(t, shown, "volume_luns", "lun"); !slices.Equal(got, numbers) {
			t.Errorf("%s has %q", name, got)
		}
		for _, of := range labels(t, shown, "volume_luns", "volume_id") {
			if of != fmt.Sprint(id) {
				t.Errorf("shows a mapping of %s", of)
			}
		}
	}
}

// TestListedByArgument: what isn't there is an error about the argument, and
// so are none of them, or several.
func TestListedByArgument(t *testing.T) {
	t.Parallel()
	s := newServed(t)
	for _, c := range []struct {
		source string
		config map[string]any
		texts  []string
	}{
		{"volume_luns", map[string]any{"volume_id": 4711}, []string{`AttributeName("volume_id")`, "VOLUME_NOT_FOUND"}},
		{"replication_pairs", map[string]any{"volume_id": 4711}, []string{`AttributeName("volume_id")`, "VOLUME_NOT_FOUND"}},
		{"replication_pairs", map[string]any{"filesystem_id": 4711}, []string{`AttributeName("filesystem_id")`, "NOT_FOUND"}},
		{"replication_pairs", map[string]any{}, []string{"Argument Missing", "filesystem_id, volume_id"}},
		{"replication_pairs", map[string]any{"volume_id": 1, "filesystem_id": 2}, []string{"Too Many Arguments", "exclude each other"}},
		{"internal_datasets", map[string]any{"parent_id": 4711}, []string{`AttributeName("parent_id")`, "DATASET_NOT_FOUND"}},
		{"internal_datasets", map[string]any{"parent_volume_id": 4711}, []string{`AttributeName("parent_volume_id")`, "VOLUME_NOT_FOUND"}},
		{"internal_datasets", map[string]any{"type": "CLONE"}, []string{`AttributeName("type")`, "MASTER"}},
		{"internal_datasets", map[string]any{"parent_id": s.volume, "sort": []any{"name"}}, []string{`AttributeName("sort")`, "only with type or volume_type"}},
		{"internal_datasets", map[string]any{"parent_id": s.volume, "filters": []any{filter("name", "eq", "x")}}, []string{`AttributeName("filters")`, "Leave filters out"}},
	} {
		_, diagnostics := s.DataSource("onprem_infinibox_" + c.source).Read(c.config)
		wantRefused(t, diagnostics, c.texts...)
	}
}

// TestInternalDatasets asks each of the four listings that there are.
func TestInternalDatasets(t *testing.T) {
	t.Parallel()
	s := newServed(t)
	for _, c := range []struct {
		config map[string]any
		asked  string
	}{
		{map[string]any{"parent_id": s.volume}, fmt.Sprintf("datasets/%d/internal_datasets", s.volume)},
		{map[string]any{"parent_volume_id": s.volume}, fmt.Sprintf("volumes/%d/internal_volumes", s.volume)},
		{map[string]any{"type": "MASTER"}, "datasets/internal_datasets/MASTER"},
		{map[string]any{"volume_type": "SNAPSHOT", "sort": []any{"name"}, "filters": []any{filter("size", "gt", "1")}}, "volumes/internal_volumes/SNAPSHOT"},
	} {
		s.read(t, "internal_datasets", c.config)
		if s.CountRequests(device.Match{Method: "GET", Path: "/api/rest/" + c.asked}) != 1 {
			t.Errorf("%v didn't ask %s", c.config, c.asked)
		}
	}
	s.Break(device.Rule{Method: "GET", Path: "**/internal_datasets", Status: 200, Answer: internalOfOne})
	shown := s.read(t, "internal_datasets", map[string]any{"parent_id": s.volume})
	if got := labels(t, shown, "internal_datasets", "is_internal"); !slices.Equal(got, []string{"true"}) {
		t.Errorf("found %q", got)
	}
}

// What the array answers where the simulated one has nothing.
const (
	internalOfOne = `{"metadata":{"ready":true,"page":1,"page_size":50,"pages_total":1,"number_of_objects":1},"error":null,
		"result":[{"id":1003,"name":"internal-db01","is_internal":true,"size":null,"ssd_enabled":null,"replication_types":["NONE"],"replica_ids":[]}]}`
	pairOfOne = `{"metadata":{"ready":true,"page":1,"page_size":50,"pages_total":1,"number_of_objects":1},"error":null,
		"result":[{"local_base_action":"NO_BASE_DATA","local_entity":{"id":1002,"name":"db01","size":1000000000,"type":"MASTER","replication_types":["ASYNC_SOURCE"]}}]}`
)

// TestReplicationPairs shows pairs with the dataset of this array.
func TestReplicationPairs(t *testing.T) {
	t.Parallel()
	s := newServed(t)
	config := map[string]any{"volume_id": s.volume}
	if got := labels(t, s.read(t, "replication_pairs", config), "replication_pairs", "remote_entity_id"); len(got) != 0 {
		t.Errorf("found %q", got)
	}
	s.Break(device.Rule{Method: "GET", Path: "**/replication_pairs", Status: 200, Answer: pairOfOne})
	pairs, _ := s.read(t, "replication_pairs", config)["replication_pairs"].([]any)
	want := map[string]any{"local_base_action": "NO_BASE_DATA", "local_entity": map[string]any{
		"id": 1002, "name": "db01", "size": 1000000000, "type": "MASTER", "replication_types": []any{"ASYNC_SOURCE"}}}
	if len(pairs) != 1 {
		t.Fatalf("found %v", pairs)
	}
	wantSeen(t, "pair", pairs[0], want)
	wantSeen(t, "pair", want, pairs[0])
}

// TestAdministeredPools are those that the account owns.
func TestAdministeredPools(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	owned := array.Put("pools", 0, map[string]any{"name": "mine", "physical_capacity": 1000000000000, "owners": []any{101}})
	poolOn(array, "theirs")
	account := map[string]any{"username": "pool_admin", "password": "pool-admin-simulated"}
	shown, diagnostics := acctest.NewProtocol(t, array, account).DataSource("onprem_infinibox_administered_pools").Read(map[string]any{})
	wantErrors(t, acctest.Errors(diagnostics))
	pools, _ := shown["administered_pools"].([]any)
	if len(pools) != 1 {
		t.Fatalf("found %v", pools)
	}
	wantSeen(t, "pool", pools[0], array.Only("pools", map[string]any{"id": owned}))
}
