package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// tagged is an array with so many volumes, all of which but every seventh have
// so many entries.
func tagged(t testing.TB, volumes, entries int) (*simulated, []string) {
	t.Helper()
	s := simulate(t, map[string]int{"volumes": volumes})
	ids := s.all("volumes")
	for i, id := range ids {
		if i%7 == 6 {
			continue
		}
		body := map[string]any{}
		for entry := range entries {
			body[fmt.Sprint("key", entry)] = fmt.Sprintf("%d of %s", entry, id)
		}
		if _, err := s.Do(context.Background(), api.Change{Method: http.MethodPut, Path: "metadata/" + id, Body: body}); err != nil {
			t.Fatal(err)
		}
	}
	s.ClearRequests()
	return s, ids
}

// owned is what one caller of RefreshOf got.
type owned struct {
	objects []api.Object
	err     error
}

// refreshOf reads what owners have as Terraform does, ten at a time.
func (s *simulated) refreshOf(owners []string) []owned {
	got := make([]owned, len(owners))
	next := make(chan int)
	var readers sync.WaitGroup
	for range min(10, len(owners)) {
		readers.Go(func() {
			for i := range next {
				got[i].objects, got[i].err = s.RefreshOf(context.Background(), "metadata", owners[i])
			}
		})
	}
	for i := range owners {
		next <- i
	}
	close(next)
	readers.Wait()
	return got
}

// TestRefreshOfShowsWhatListShows compares what is read together with single
// reads: owners with entries, without any, and one that isn't there.
func TestRefreshOfShowsWhatListShows(t *testing.T) {
	t.Parallel()
	s, owners := tagged(t, 200, 3)
	owners = shuffled(append(owners, "999999"))
	for i, got := range s.refreshOf(owners) {
		want, err := api.Whole(s.List(t.Context(), "metadata/"+owners[i], api.Query{}))
		if !reflect.DeepEqual(got.objects, want) || !sameFailure(got.err, err) {
			t.Errorf("%s: refreshed to\n%v (%v), single read\n%v (%v)", owners[i], got.objects, got.err, want, err)
		}
	}
}

func TestRefreshOfTakesFewRequests(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ there, entries, wanted, most int }{
		{there: 700, entries: 1, wanted: 1, most: 1},
		{there: 300, entries: 1, wanted: 300, most: 3},
		{there: 1000, entries: 2, wanted: 1000, most: 4},
		{there: 1000, entries: 3, wanted: 200, most: 5},
		// 86 by their ids, at the worst a few at a time, then five pages.
		{there: 1000, entries: 5, wanted: 300, most: 40},
	} {
		t.Run(fmt.Sprintf("%d of %d with %d each", c.wanted, c.there, c.entries), func(t *testing.T) {
			t.Parallel()
			s, all := tagged(t, c.there, c.entries)
			var owners []string
			for i, id := range all {
				if i%7 != 6 && len(owners) < c.wanted {
					owners = append(owners, id)
				}
			}
			owners = shuffled(owners)
			s.slow(20 * time.Millisecond)
			for i, got := range s.refreshOf(owners) {
				if got.err != nil || len(got.objects) != c.entries {
					t.Fatalf("%s: %v, %v", owners[i], got.objects, got.err)
				}
			}
			sent := s.sent()
			t.Logf("%d requests", len(sent))
			if len(sent) > c.most {
				t.Errorf("%d requests, want at most %d: %.2000s", len(sent), c.most, strings.Join(sent, "\n"))
			}
		})
	}
}

func TestRefreshOfSeesWhatHappensBetweenRuns(t *testing.T) {
	t.Parallel()
	s, owners := tagged(t, 42, 2)
	s.refreshOf(owners)
	if err := s.Device().Remove("volumes", owners[17]); err != nil {
		t.Fatal(err)
	}
	elsewhere, err := New(s.options)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range []api.Change{
		{Method: http.MethodPut, Path: "metadata/" + owners[3], Body: map[string]any{"key1": "new"}},
		{Method: http.MethodDelete, Path: "metadata/" + owners[4] + "/key0"},
	} {
		if _, err := elsewhere.Do(t.Context(), change); err != nil {
			t.Fatal(err)
		}
	}
	next, err := New(s.options)
	if err != nil {
		t.Fatal(err)
	}
	s.Client = next
	got := s.refreshOf(owners)
	if keyed(got[3].objects)["key1"] != "new" || len(got[4].objects) != 1 || !errors.Is(got[17].err, api.ErrNotFound) {
		t.Errorf("%v, %v, %v", got[3], got[4], got[17])
	}
}

// TestNobodySeesEntriesFromBeforeAChange has callers and a writer: whoever asks
// after a change has ended must see at least that, and all that an owner has.
func TestNobodySeesEntriesFromBeforeAChange(t *testing.T) {
	t.Parallel()
	s, owners := tagged(t, 70, 20)
	var version atomic.Int64
	stop := make(chan struct{})
	var everyone sync.WaitGroup
	everyone.Go(func() {
		defer close(stop)
		for next := range int64(30) {
			change := api.Change{Method: http.MethodPut, Path: "metadata/" + owners[0], Body: map[string]any{"key7": strconv.FormatInt(next+1, 10)}}
			if _, err := s.Do(context.Background(), change); err != nil {
				t.Error(err)
			}
			version.Store(next + 1)
			time.Sleep(5 * time.Millisecond)
		}
	})
	for caller := range 60 {
		everyone.Go(func() {
			for turn := caller; ; turn++ {
				select {
				case <-stop:
					return
				default:
				}
				least := version.Load()
				objects, err := s.RefreshOf(context.Background(), "metadata", owners[turn%7%6])
				if err != nil || len(objects) != 20 {
					t.Errorf("%d entries, %v", len(objects), err)
					return
				}
				seen := fmt.Sprint(keyed(objects)["key7"])
				if now, err := strconv.ParseInt(seen, 10, 64); turn%7%6 == 0 && least > 0 && (err != nil || now < least) {
					t.Errorf("saw %q after %d", seen, least)
				}
			}
		})
	}
	everyone.Wait()
}
