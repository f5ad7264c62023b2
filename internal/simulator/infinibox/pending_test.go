package infinibox_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestDelayedCallAnswersLater(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Delays: []infinibox.Delay{{Path: "volumes", For: time.Minute}}})
	p := a.pool("p", 1)
	first := a.send(http.MethodPost, "volumes", map[string]any{"name": "v", "pool_id": p, "size": gigabyte})
	if first.Meta.Ready || first.Meta.ResultURL == "" || first.Result != nil || first.Error != nil {
		t.Fatalf("the first answer is %s", first.body)
	}
	path := strings.TrimPrefix(first.Meta.ResultURL, "/api/rest/")
	if again := a.send(http.MethodGet, path, nil); again.Meta.Ready || again.Meta.ResultURL != first.Meta.ResultURL {
		t.Errorf("asking early answers %s", again.body)
	}
	a.clock.Advance(time.Minute)
	a.get(path).has(map[string]any{"name": "v", "id": p + 1})
	a.refused(http.MethodPost, "volumes", map[string]any{"name": "v", "pool_id": p, "size": gigabyte}, 409, "VOLUME_NAME_CONFLICT")
	a.refused(http.MethodGet, "results/99", nil, 404, "NOT_FOUND")
	a.delay()
	a.volume("w", p, 1)
}

// TestLateCallIsDoneInTheEnd: until its result is due nothing shows of it, and
// of two that want one name the second is refused then.
func TestLateCallIsDoneInTheEnd(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	a.delay(infinibox.Delay{Method: http.MethodPost, Path: "volumes", For: time.Minute, Late: true})
	body := map[string]any{"name": "v", "pool_id": p, "size": gigabyte}
	var results []string
	for range 2 {
		first := a.send(http.MethodPost, "volumes", body)
		if first.Meta.Ready || first.Error != nil {
			t.Fatalf("the first answer is %s", first.body)
		}
		results = append(results, strings.TrimPrefix(first.Meta.ResultURL, "/api/rest/"))
		a.clock.Advance(time.Second)
	}
	if got := a.names("volumes"); len(got) != 0 {
		t.Errorf("the volumes are %v already", got)
	}
	a.clock.Advance(time.Minute - 2*time.Second)
	if got := a.names("volumes"); !slices.Equal(got, []string{"v"}) {
		t.Errorf("the volumes are %v", got)
	}
	if second := a.send(http.MethodGet, results[1], nil); second.Meta.Ready {
		t.Errorf("the second is done too: %s", second.body)
	}
	a.clock.Advance(time.Second)
	a.get(results[0]).has(map[string]any{"name": "v"})
	a.refused(http.MethodGet, results[1], nil, 409, "VOLUME_NAME_CONFLICT")
	if got := a.names("volumes"); !slices.Equal(got, []string{"v"}) {
		t.Errorf("the volumes are %v", got)
	}
}

// TestLateDeletion keeps the object until it is due.
func TestLateDeletion(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	v := a.volume("v", a.pool("p", 1), 1)
	a.delay(infinibox.Delay{Method: http.MethodDelete, Path: "volumes/{id}", For: time.Minute, Late: true})
	first := a.send(http.MethodDelete, at("volumes", v), nil)
	if first.Meta.Ready || first.Error != nil {
		t.Fatalf("the first answer is %s", first.body)
	}
	a.get(at("volumes", v)).has(map[string]any{"name": "v"})
	a.clock.Advance(time.Minute)
	a.get(strings.TrimPrefix(first.Meta.ResultURL, "/api/rest/"))
	a.refused(http.MethodGet, at("volumes", v), nil, 404, "VOLUME_NOT_FOUND")
}

// delay is SetDelays, which has to work.
func (a *array) delay(delays ...infinibox.Delay) {
	a.t.Helper()
	if err := a.SetDelays(delays...); err != nil {
		a.t.Fatal(err)
	}
}

func TestDelaysAreOfKnownEndpoints(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	kept := infinibox.Delay{Method: http.MethodPost, Path: "hosts/{id}/ports", For: time.Minute}
	a.delay(kept)
	for _, delay := range []infinibox.Delay{
		{Path: "tapes", For: time.Minute},
		{Path: "", For: time.Minute},
		{Method: http.MethodPost, Path: "volumes/{id}", For: time.Minute},
		{Method: http.MethodGet, Path: "volumes", For: time.Minute},
		{Path: "volumes/delete_simulation", For: time.Minute},
		{Path: "volumes", For: -time.Minute},
	} {
		if err := a.SetDelays(delay); err == nil {
			t.Errorf("%+v is taken", delay)
		}
	}
	if got := a.Delays(); !slices.Equal(got, []infinibox.Delay{kept}) {
		t.Errorf("the delays are %+v", got)
	}
}
