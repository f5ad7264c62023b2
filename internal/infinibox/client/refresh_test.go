package client

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

const wholeVolumes = "GET volumes?page_size=1000&sort=id&page="

func TestRefreshGathersWhoeverWaits(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 30)
	r := read(t, s)
	r.begin(t.Context(), "volumes", nil, "1")
	s.arrived(t, 1)
	r.begin(t.Context(), "volumes", nil, "4", "2", "3")
	s.pass()
	s.arrived(t, 2)
	r.begin(t.Context(), "volumes", nil, "20", "30")
	s.open()
	for id, got := range r.end() {
		if got.err != nil || fmt.Sprint(got.object["id"]) != id || got.object["name"] != "n"+id {
			t.Errorf("%s: %v, %v", id, got.object, got.err)
		}
	}
	s.expect(t, "GET volumes/1", "GET volumes?id=in:(2,3,4)&page_size=1000&page=1", wholeVolumes+"1")
}

func TestRefreshServesFromWhatWasRead(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 9)
	s.open()
	r := read(t, s)
	for range 3 {
		for _, id := range numbers(1, 9) {
			if object, err := r.Refresh(t.Context(), "volumes", id, nil); err != nil || object["name"] != "n"+id {
				t.Errorf("%s: %v, %v", id, object, err)
			}
		}
	}
	s.expect(t, "GET volumes/1", "GET volumes/2", wholeVolumes+"1")
}

func TestRefreshAsksForTheUnionOfFields(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 9)
	r := read(t, s)
	r.begin(t.Context(), "volumes", []string{"name"}, "1")
	s.arrived(t, 1)
	r.begin(t.Context(), "volumes", []string{"name"}, "2")
	r.begin(t.Context(), "volumes", []string{"size"}, "3")
	s.open()
	r.end()
	// What was read without a field doesn't serve who wants it.
	r.begin(t.Context(), "volumes", []string{"note"}, "3")
	for id, got := range r.end() {
		if got.err != nil || id == "3" && text(got.object) != `{"id":3,"name":"n3","note":null,"size":1536}` {
			t.Errorf("%s: %v, %v", id, got.object, got.err)
		}
	}
	s.expect(t, "GET volumes/1", "GET volumes?id=in:(2,3)&fields=created_at,id,name,size&page_size=1000&page=1",
		"GET volumes?page_size=1000&sort=id&fields=created_at,id,name,note,size&page=1")
}

func TestRefreshListsWhatCannotBeFilteredByID(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 9)
	r := read(t, s)
	r.begin(t.Context(), "snapshot_policies/7/schedules", nil, "1")
	s.arrived(t, 1)
	r.begin(t.Context(), "snapshot_policies/7/schedules", nil, numbers(2, 9)...)
	s.open()
	for id, got := range r.end() {
		if got.err != nil || got.object["name"] != "n"+id {
			t.Errorf("%s: %v, %v", id, got.object, got.err)
		}
	}
	s.expect(t, "GET snapshot_policies/7/schedules/1", "GET snapshot_policies/7/schedules?page_size=1000&page=1")
}

func TestRefreshReadsAloneWhatIsNoSharedCollection(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 3)
	s.open()
	r := read(t, s)
	for _, id := range numbers(1, 3) {
		if _, err := r.Refresh(t.Context(), "components/nodes", id, nil); err != nil {
			t.Error(err)
		}
	}
	s.expect(t, "GET components/nodes/1", "GET components/nodes/2", "GET components/nodes/3")
}

func TestRefreshReadsAloneWhenToldTo(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 9)
	s.open()
	c := connect(t, &array{Server: s.Server}, func(o *Options) { o.ReadAlone = true })
	for range 2 {
		for _, id := range numbers(1, 3) {
			if object, err := c.Refresh(t.Context(), "volumes", id, nil); err != nil || object["name"] != "n"+id {
				t.Errorf("%s: %v, %v", id, object, err)
			}
		}
	}
	s.expect(t, "GET volumes/1", "GET volumes/2", "GET volumes/3", "GET volumes/1", "GET volumes/2", "GET volumes/3")
}

func TestRefreshLeavesAMissToTheSingleRead(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 9)
	r := read(t, s)
	r.begin(t.Context(), "volumes", nil, "1")
	s.arrived(t, 1)
	r.begin(t.Context(), "volumes", nil, "2", "77")
	s.open()
	got := r.end()
	if !errors.Is(got["77"].err, api.ErrNotFound) || got["2"].err != nil {
		t.Errorf("%v", got)
	}
	s.expect(t, "GET volumes/1", "GET volumes?id=in:(2,77)&page_size=1000&page=1", "GET volumes/77")
}

func TestRefreshFindsWhatPagesMissed(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 9)
	s.page = 3
	// An object that vanishes moves 4 to the page that was read already.
	s.listed = func(s *shelf) { delete(s.objects, "1") }
	s.open()
	r := read(t, s)
	for _, id := range []string{"9", "8", "7", "4", "5"} {
		if object, err := r.Refresh(t.Context(), "volumes", id, nil); err != nil || object["name"] != "n"+id {
			t.Errorf("%s: %v, %v", id, object, err)
		}
	}
	s.expect(t, "GET volumes/9", "GET volumes/8", wholeVolumes+"1", wholeVolumes+"2", wholeVolumes+"3", "GET volumes/4")
}

func TestRefreshGivesEachCallerItsOwnError(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 9)
	s.refuse = func(request string) bool { return request != "GET volumes/1" && request != "GET volumes/3" }
	r := read(t, s)
	r.begin(t.Context(), "volumes", nil, "1")
	s.arrived(t, 1)
	r.begin(t.Context(), "volumes", nil, "2", "3", "4")
	s.open()
	for id, got := range r.end() {
		failed, refused := errors.AsType[*api.Error](got.err)
		if fine := id == "1" || id == "3"; fine == refused || refused && (failed.Path != "volumes/"+id || !strings.Contains(failed.Message, "volumes/"+id)) {
			t.Errorf("%s: %v, %v", id, got.object, got.err)
		}
	}
	before := len(s.requests())
	if _, err := r.Refresh(t.Context(), "volumes", "5", nil); !errors.Is(err, api.ErrForbidden) || len(s.requests()) != before+1 {
		t.Errorf("%v: a refused listing is tried again: %v", err, s.requests()[before:])
	}
}

func TestRefreshOutlivesACallerThatLeaves(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 9)
	r := read(t, s)
	r.begin(t.Context(), "volumes", nil, "1")
	s.arrived(t, 1)
	leaving, leave := context.WithCancel(t.Context())
	r.begin(leaving, "volumes", nil, "2")
	r.begin(t.Context(), "volumes", nil, "3")
	s.pass()
	s.arrived(t, 2)
	leave()
	eventually(t, func() bool { r.mu.Lock(); defer r.mu.Unlock(); return r.got["2"].err != nil })
	s.open()
	got := r.end()
	if !errors.Is(got["2"].err, context.Canceled) || got["3"].err != nil || got["1"].err != nil {
		t.Errorf("%v", got)
	}
	s.expect(t, "GET volumes/1", "GET volumes?id=in:(2,3)&page_size=1000&page=1")
}

func TestRefreshEndsARequestThatNobodyWaitsFor(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 9)
	r := read(t, s)
	leaving, leave := context.WithCancel(t.Context())
	r.begin(leaving, "volumes", nil, "1")
	s.arrived(t, 1)
	r.begin(t.Context(), "volumes", nil, "2", "3")
	leave()
	// The gate is shut, so that only giving the first up lets the next go out.
	s.arrived(t, 2)
	s.open()
	got := r.end()
	if !errors.Is(got["1"].err, context.Canceled) || got["2"].err != nil || got["3"].err != nil {
		t.Errorf("%v", got)
	}
}
