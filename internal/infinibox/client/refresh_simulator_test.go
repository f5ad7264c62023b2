package client

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// volumeFields are about as many as a resource has.
func volumeFields() []string {
	return []string{"id", "name", "pool_id", "size", "provtype", "ssd_enabled", "compression_enabled",
		"write_protected", "serial", "parent_id", "cg_id", "qos_policy_id", "snapshot_policy_id"}
}

// shuffled are ids in an order that has nothing to do with the array's.
func shuffled(ids []string) []string {
	mixed := slices.Clone(ids)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	return mixed
}

func TestRefreshTakesFewRequests(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ there, wanted, parallel, most int }{
		{there: 1, wanted: 1, parallel: 10, most: 1},
		{there: 10, wanted: 10, parallel: 10, most: 3},
		{there: 100, wanted: 100, parallel: 10, most: 3},
		{there: 1000, wanted: 1000, parallel: 10, most: 3},
		{there: 1000, wanted: 1000, parallel: 1, most: 3},
		{there: 3000, wanted: 3000, parallel: 10, most: 5},
		{there: 3000, wanted: 3000, parallel: 3000, most: 5},
		{there: 10000, wanted: 1, parallel: 10, most: 1},
		{there: 10000, wanted: 10, parallel: 10, most: 4},
		// 200 by their ids, at the worst one by one, then ten pages.
		{there: 10000, wanted: 1000, parallel: 10, most: 212},
	} {
		t.Run(fmt.Sprintf("%d of %d, %d at a time", c.wanted, c.there, c.parallel), func(t *testing.T) {
			t.Parallel()
			s := simulate(t, map[string]int{"volumes": c.there})
			ids := shuffled(s.all("volumes"))[:c.wanted]
			s.slow(20 * time.Millisecond)
			s.ClearRequests()
			begun := time.Now()
			for i, got := range s.refresh(c.parallel, "volumes", ids, volumeFields()) {
				if got.err != nil || fmt.Sprint(got.object["id"]) != ids[i] {
					t.Fatalf("volume %s: %v, %v", ids[i], got.object["id"], got.err)
				}
			}
			sent := s.sent()
			t.Logf("%d requests in %s", len(sent), time.Since(begun))
			if len(sent) > c.most {
				t.Errorf("%d requests, want at most %d: %.2000s", len(sent), c.most, strings.Join(sent, "\n"))
			}
			for _, request := range sent {
				if len(request) > 8000 {
					t.Errorf("a request of %d bytes", len(request))
				}
			}
		})
	}
}

func TestRefreshDoesNotListAFarLargerCollection(t *testing.T) {
	t.Parallel()
	s := simulate(t, map[string]int{"volumes": 20000})
	ids := shuffled(s.all("volumes"))[:40]
	s.slow(5 * time.Millisecond)
	s.ClearRequests()
	s.refresh(10, "volumes", ids, volumeFields())
	if pages := s.counted("&page=") - s.counted("id=in:"); pages > 1 {
		t.Errorf("%d pages for 40 of 20,000 volumes", pages)
	}
}

// TestRefreshShowsWhatGetShows compares every collection that is read together
// with single reads: all objects, and one that isn't there.
func TestRefreshShowsWhatGetShows(t *testing.T) {
	t.Parallel()
	counts := map[string]int{}
	for _, name := range []string{"pools", "volumes", "snapshots", "cgs", "clusters", "hosts", "filesystems", "exports",
		"shares", "smb_users", "smb_groups", "snapshot_policies", "network_spaces", "nfs_users", "links", "replicas",
		"notification_rules", "notification_targets", "qos_policies", "ldap_repositories", "sso_idps", "treeqs",
		"schedules", "share_permissions", "network_space_routes", "replication_groups", "rg_replicas", "vvols", "vms",
		"network_interfaces", "qos_assignments", "s3_accounts", "s3_users", "s3_buckets", "s3_credentials", "fc_switches"} {
		counts[name] = 23
	}
	counts["pools"] = 3
	s := simulate(t, counts)
	for _, kind := range shareables() {
		if kind.owned {
			continue
		}
		compared := 0
		for _, collection := range s.filled(kind.path) {
			ids := append(s.all(collection), "999999")
			compared += len(ids) - 1
			for i, got := range s.refresh(7, collection, ids, nil) {
				want, err := s.Get(t.Context(), collection+"/"+ids[i])
				if !reflect.DeepEqual(got.object, want) || !sameFailure(got.err, err) {
					t.Errorf("%s/%s: refreshed to\n%v (%v), single read\n%v (%v)", collection, ids[i], got.object, got.err, want, err)
				}
			}
		}
		if compared < 3 {
			t.Errorf("%s: only %d objects to compare", kind.path, compared)
		}
	}
}

// sameFailure tells whether two errors are the same but for their time.
func sameFailure(one, other error) bool {
	a, failed := errors.AsType[*api.Error](one)
	b, failedToo := errors.AsType[*api.Error](other)
	if !failed || !failedToo {
		return one == nil && other == nil
	}
	return errors.Is(a, b.Kind) && a.Path == b.Path && a.Code == b.Code && a.Message == b.Message
}

func TestRefreshAsksOnlyForTheFields(t *testing.T) {
	t.Parallel()
	s := simulate(t, map[string]int{"volumes": 300})
	for i, got := range s.refresh(10, "volumes", s.all("volumes")[100:], volumeFields()) {
		if got.err != nil || i > 20 && len(got.object) != len(volumeFields())+1 {
			t.Fatalf("%v, %v", got.object, got.err)
		}
		want, err := s.Get(t.Context(), fmt.Sprint("volumes/", got.object["id"]))
		if err != nil {
			t.Fatal(err)
		}
		for field, value := range got.object {
			if !reflect.DeepEqual(value, want[field]) {
				t.Errorf("volume %v: %s is %v, want %v", got.object["id"], field, value, want[field])
			}
		}
	}
}

// filled are the paths of a collection under each object that it belongs to.
func (s *simulated) filled(path string) []string {
	owner, rest, owned := strings.Cut(path, "/{}")
	if !owned {
		return []string{path}
	}
	var paths []string
	for _, id := range s.all(owner) {
		paths = append(paths, owner+"/"+id+rest)
	}
	return paths
}

func TestRefreshSeesWhatHappensBetweenRuns(t *testing.T) {
	t.Parallel()
	s := simulate(t, map[string]int{"volumes": 50})
	ids := s.all("volumes")
	if err := s.Device().Remove("volumes", ids[17]); err != nil {
		t.Fatal(err)
	}
	s.ClearRequests()
	for i, got := range s.refresh(10, "volumes", ids, volumeFields()) {
		if gone := errors.Is(got.err, api.ErrNotFound); gone != (i == 17) {
			t.Errorf("volume %d: %v", i, got.err)
		}
	}
	if s.counted("GET volumes/"+ids[17]) != 1 {
		t.Errorf("only a single read may say that a volume is gone, but the array saw %v", s.sent())
	}
}
