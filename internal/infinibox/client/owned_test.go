package client

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Requests for what hangs on several owners, but for the page.
const (
	allEntries = "GET metadata?page_size=1000&page="
	oneOwner   = "GET metadata/%s?page_size=1000&page=1"
	someOwners = "GET metadata?object_id=in:(%s)&page_size=1000&page="
)

// newTags is a shelf of owners, of which every one but the last has so many
// entries, which stand in the listing between those of the others.
func newTags(t *testing.T, owners, each int) *shelf {
	t.Helper()
	s := newShelf(t, 0)
	s.owners = owners
	for entry := range each {
		for owner := 1; owner < owners; owner++ {
			s.tag(owner, fmt.Sprint("k", entry), fmt.Sprint("v", owner))
		}
	}
	return s
}

// tag hangs an entry on an owner, as an object of the listing's end.
func (s *shelf) tag(owner int, key, value string) {
	id := 100 + len(s.objects)
	for s.objects[strconv.Itoa(id)] != nil {
		id++
	}
	s.objects[strconv.Itoa(id)] = map[string]any{"id": id, "object_id": owner, "object_type": "volume", "key": key, "value": value}
}

// keyed are the values of entries by their keys; nil for none.
func keyed(objects []api.Object) api.Object {
	if objects == nil {
		return nil
	}
	values := api.Object{}
	for _, object := range objects {
		values[fmt.Sprint(object["key"])] = object["value"]
	}
	return values
}

// wantOwned wants exactly the entries that each of the owners has.
func (s *shelf) wantOwned(t *testing.T, got map[string]refreshed) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for owner, shown := range got {
		held := api.Object{}
		for _, object := range s.objects {
			if fmt.Sprint(object["object_id"]) == owner {
				held[fmt.Sprint(object["key"])] = object["value"]
			}
		}
		if shown.err != nil || shown.object == nil || !maps.Equal(shown.object, held) {
			t.Errorf("%s: got %v (%v), want %v", owner, shown.object, shown.err, held)
		}
	}
}

func TestRefreshOfGathersWhoeverWaits(t *testing.T) {
	t.Parallel()
	s := newTags(t, 30, 3)
	r := read(t, s)
	r.beginOf("1")
	s.arrived(t, 1)
	r.beginOf("4", "2", "3")
	s.pass()
	s.arrived(t, 2)
	r.beginOf("20", "29")
	s.open()
	s.wantOwned(t, r.end())
	for _, owner := range numbers(1, 29) {
		objects, err := r.RefreshOf(t.Context(), "metadata", owner)
		s.wantOwned(t, map[string]refreshed{owner: {keyed(objects), err}})
	}
	s.expect(t, fmt.Sprintf(oneOwner, "1"), fmt.Sprintf(someOwners, "2,3,4")+"1", allEntries+"1")
}

// TestRefreshOfReadsPagesToTheEnd: an owner's entries can be on all of them.
func TestRefreshOfReadsPagesToTheEnd(t *testing.T) {
	t.Parallel()
	s := newTags(t, 10, 3)
	s.page = 4
	r := read(t, s)
	r.beginOf("1")
	s.arrived(t, 1)
	r.beginOf("2", "3")
	s.pass()
	s.arrived(t, 2)
	r.beginOf("4", "9")
	s.open()
	s.wantOwned(t, r.end())
	want := []string{fmt.Sprintf(oneOwner, "1"), fmt.Sprintf(someOwners, "2,3") + "1", fmt.Sprintf(someOwners, "2,3") + "2"}
	for page := range 7 {
		want = append(want, allEntries+strconv.Itoa(page+1))
	}
	s.expect(t, want...)
}

// TestRefreshOfLeavesAMissToTheSingleRead, which tells an owner without
// entries from one that isn't there.
func TestRefreshOfLeavesAMissToTheSingleRead(t *testing.T) {
	t.Parallel()
	s := newTags(t, 9, 2)
	r := read(t, s)
	r.beginOf("1")
	s.arrived(t, 1)
	r.beginOf("2", "9", "77")
	s.open()
	got := r.end()
	if sent := s.requests(); len(sent) != 4 || slices.Contains(sent, allEntries+"1") {
		t.Errorf("the array saw %v", sent)
	}
	if !errors.Is(got["77"].err, api.ErrNotFound) || len(got["9"].object) != 0 {
		t.Errorf("%v", got)
	}
	delete(got, "77")
	s.wantOwned(t, got)
	if _, err := r.RefreshOf(t.Context(), "metadata", "8"); err != nil || s.requests()[4] != allEntries+"1" {
		t.Errorf("%v, the array saw %v", err, s.requests())
	}
	for _, owner := range []string{"9", "78"} {
		if objects, err := r.RefreshOf(t.Context(), "metadata", owner); owner == "9" != (err == nil && objects != nil) {
			t.Errorf("%s: %v, %v", owner, objects, err)
		}
	}
	alone := 0
	for _, request := range s.requests() {
		if request == fmt.Sprintf(oneOwner, "9") || request == fmt.Sprintf(oneOwner, "77") || request == fmt.Sprintf(oneOwner, "78") {
			alone++
		}
	}
	if alone != 4 {
		t.Errorf("%d single reads of what isn't shown, want one each time: %v", alone, s.requests())
	}
}

// TestRefreshOfBeginsAnewWhenPagesMove: what moved to a page that was read
// already would be missing.
func TestRefreshOfBeginsAnewWhenPagesMove(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		moves int
		want  string // the requests after the first
		move  func(s *shelf)
	}{
		{"one goes", 1, allEntries, func(s *shelf) { delete(s.objects, "100") }},
		{"one comes", 1, allEntries, func(s *shelf) { s.tag(9, "new", "er") }},
		{"one goes, then one comes", 2, allEntries, func(s *shelf) {
			if s.objects["100"] == nil {
				s.tag(9, "new", "er")
			}
			delete(s.objects, "100")
		}},
		{"one is shown twice", 1, "GET metadata/", func(s *shelf) { s.objects["107"] = s.objects["100"] }},
		{"again and again", 1000, "GET metadata/", func(s *shelf) { s.tag(9, fmt.Sprint("new", len(s.objects)), "er") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newTags(t, 5, 2)
			s.page = 3
			s.listed = func(s *shelf) {
				if c.moves--; c.moves >= 0 {
					c.move(s)
				}
			}
			s.open()
			r := read(t, s)
			for _, owner := range []string{"4", "3", "2", "1", "4"} {
				objects, err := r.RefreshOf(t.Context(), "metadata", owner)
				s.wantOwned(t, map[string]refreshed{owner: {keyed(objects), err}})
			}
			if sent := s.requests(); !strings.HasPrefix(sent[len(sent)-1], c.want) || len(sent) > 5+(restarts+1)*3 {
				t.Errorf("the array saw %v", sent)
			}
		})
	}
}

// TestRefreshOfDoesWithoutTheFilter where the array refuses it, and without
// the listing where it refuses that too.
func TestRefreshOfDoesWithoutTheFilter(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		refused []string
		last    []string
	}{
		{"filter", []string{"GET metadata?object_id"}, []string{allEntries + "1"}},
		{"filter and listing", []string{"GET metadata?"}, []string{fmt.Sprintf(oneOwner, "2"), fmt.Sprintf(oneOwner, "3")}},
		{"everything", []string{"GET metadata?", "GET metadata/3"}, []string{fmt.Sprintf(oneOwner, "2"), fmt.Sprintf(oneOwner, "3")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newTags(t, 9, 2)
			s.refuse = func(request string) bool {
				return slices.ContainsFunc(c.refused, func(part string) bool { return strings.HasPrefix(request, part) })
			}
			r := read(t, s)
			r.beginOf("1")
			s.arrived(t, 1)
			r.beginOf("2", "3")
			s.open()
			got := r.end()
			if failed, refused := errors.AsType[*api.Error](got["3"].err); refused != (len(c.refused) > 1) || refused && !strings.HasPrefix(failed.Path, "metadata/3?") {
				t.Errorf("%v", got["3"].err)
			}
			if got["3"].err != nil {
				delete(got, "3")
			}
			s.wantOwned(t, got)
			sent := s.requests()
			last := sent[len(sent)-len(c.last):]
			slices.Sort(last)
			if !slices.Equal(last, c.last) || sent[1] != fmt.Sprintf(someOwners, "2,3")+"1" {
				t.Errorf("the array saw %v", sent)
			}
			if _, err := r.RefreshOf(t.Context(), "metadata", "8"); err != nil || len(s.requests()) > len(sent)+1 {
				t.Errorf("%v: what was refused is tried again: %v", err, s.requests())
			}
		})
	}
}

func TestRefreshOfDoesNotListAFarLargerCollection(t *testing.T) {
	t.Parallel()
	s := newTags(t, 500, 10)
	s.open()
	r := read(t, s)
	for _, owner := range numbers(1, 8) {
		objects, err := r.RefreshOf(t.Context(), "metadata", owner)
		s.wantOwned(t, map[string]refreshed{owner: {keyed(objects), err}})
	}
	if sent := strings.Join(s.requests(), "\n"); strings.Count(sent, allEntries) != 1 {
		t.Errorf("the array saw\n%s", sent)
	}
}

func TestRefreshOfForgetsAtAChange(t *testing.T) {
	t.Parallel()
	s := newTags(t, 9, 2)
	s.open()
	r := read(t, s)
	for _, owner := range numbers(1, 8) {
		if _, err := r.RefreshOf(t.Context(), "metadata", owner); err != nil {
			t.Fatal(err)
		}
	}
	s.mu.Lock()
	s.tag(5, "new", "er")
	s.mu.Unlock()
	if _, err := r.Do(t.Context(), api.Change{Method: http.MethodPut, Path: "metadata/8", Body: map[string]any{"a": "1"}}); err != nil {
		t.Fatal(err)
	}
	objects, err := r.RefreshOf(t.Context(), "metadata", "5")
	s.wantOwned(t, map[string]refreshed{"5": {keyed(objects), err}})
}

// TestRefreshOfReadsAlone when it is told to, and what nothing shows of several
// owners; nor is an owner's list mistaken for an object.
func TestRefreshOfReadsAlone(t *testing.T) {
	t.Parallel()
	s := newTags(t, 9, 2)
	s.open()
	alone := connect(t, &array{Server: s.Server}, func(o *Options) { o.ReadAlone = true })
	for range 3 {
		objects, err := alone.RefreshOf(t.Context(), "metadata", "5")
		s.wantOwned(t, map[string]refreshed{"5": {keyed(objects), err}})
	}
	r := read(t, s)
	for range 3 {
		if _, err := r.RefreshOf(t.Context(), "metadata", "system"); err != nil {
			t.Error(err)
		}
		if object, err := r.Refresh(t.Context(), "metadata", "5", nil); err == nil {
			t.Errorf("a list is %v", object)
		}
	}
	system, five := fmt.Sprintf(oneOwner, "system"), fmt.Sprintf(oneOwner, "5")
	s.expect(t, five, five, five, system, "GET metadata/5", system, "GET metadata/5", system, "GET metadata/5")
}

func TestRefreshOfOutlivesACallerThatLeaves(t *testing.T) {
	t.Parallel()
	s := newTags(t, 9, 2)
	r := read(t, s)
	leaving, leave := context.WithCancel(t.Context())
	left := make(chan error)
	go func() {
		_, err := r.RefreshOf(leaving, "metadata", "1")
		left <- err
	}()
	s.arrived(t, 1)
	r.beginOf("1", "2")
	leave()
	if err := <-left; !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "metadata/1") {
		t.Error(err)
	}
	s.open()
	s.wantOwned(t, r.end())
}
