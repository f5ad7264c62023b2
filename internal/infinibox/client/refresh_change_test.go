package client

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// rename changes the name of an object as a change through the array does.
func (s *shelf) rename(id, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	object := map[string]any{}
	for field, value := range s.objects[id] {
		object[field] = value
	}
	object["name"] = name
	s.objects[id] = object
}

func TestAChangeForgetsWhatWasRead(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 9)
	s.open()
	r := read(t, s)
	for _, id := range numbers(1, 9) {
		if _, err := r.Refresh(t.Context(), "volumes", id, nil); err != nil {
			t.Fatal(err)
		}
	}
	s.rename("5", "new")
	if _, err := r.Do(t.Context(), api.Change{Method: http.MethodPut, Path: "hosts/3", Body: map[string]any{"name": "x"}}); err != nil {
		t.Fatal(err)
	}
	before := len(s.requests())
	if object, err := r.Refresh(t.Context(), "volumes", "5", nil); err != nil || object["name"] != "new" {
		t.Errorf("%v, %v", object, err)
	}
	if got := s.requests()[before:]; len(got) != 1 || got[0] != "GET volumes/5" {
		t.Errorf("the array saw %v", got)
	}
}

func TestWhatBeganBeforeAChangeCountsNoMore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		ids  []string
	}{{"single read", []string{"5"}}, {"read by ids", []string{"5", "6"}}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newShelf(t, 9)
			r := read(t, s)
			begun := 1
			if len(c.ids) > 1 {
				r.begin(t.Context(), "volumes", nil, "1")
				s.arrived(t, 1)
				begun++
			}
			r.begin(t.Context(), "volumes", nil, c.ids...)
			if begun > 1 {
				s.pass()
			}
			s.arrived(t, begun) // its answer has the old name, and waits
			changed := make(chan error)
			go func() {
				_, err := r.Do(t.Context(), api.Change{Method: http.MethodPut, Path: "volumes/5", Body: map[string]any{"name": "new"}})
				changed <- err
			}()
			s.arrived(t, begun+1)
			s.rename("5", "new")
			s.open()
			if err := <-changed; err != nil {
				t.Fatal(err)
			}
			if got := r.end()["5"]; got.err != nil || got.object["name"] != "new" {
				t.Errorf("%v, %v", got.object, got.err)
			}
			if object, err := r.Refresh(t.Context(), "volumes", "5", nil); err != nil || object["name"] != "new" {
				t.Errorf("later: %v, %v", object, err)
			}
		})
	}
}

func TestNothingIsSharedWhileAChangeMayGoOn(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 9)
	r := read(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	changed := make(chan error)
	go func() {
		_, err := r.Do(ctx, api.Change{Method: http.MethodPut, Path: "volumes/5", Body: map[string]any{"name": "new"}})
		changed <- err
	}()
	s.arrived(t, 1)
	cancel()
	if err := <-changed; err == nil {
		t.Fatal("no error")
	}
	s.open()
	for _, id := range []string{"5", "5", "6", "7", "8"} {
		if _, err := r.Refresh(t.Context(), "volumes", id, nil); err != nil {
			t.Error(err)
		}
	}
	s.expect(t, "PUT volumes/5", "GET volumes/5", "GET volumes/5", "GET volumes/6", "GET volumes/7", "GET volumes/8")
}

// TestNobodySeesWhatWasBeforeAChange has 300 callers and a writer: whoever
// asks after a change has ended must see at least that.
func TestNobodySeesWhatWasBeforeAChange(t *testing.T) {
	t.Parallel()
	s := newShelf(t, 500)
	s.page = 100
	s.open()
	r := read(t, s)
	var version atomic.Int64
	var everyone sync.WaitGroup
	stop := make(chan struct{})
	everyone.Go(func() {
		defer close(stop)
		for next := range int64(40) {
			s.rename("250", strconv.FormatInt(next+1, 10))
			if _, err := r.Do(context.Background(), api.Change{Method: http.MethodPut, Path: "volumes/250", Body: map[string]any{}}); err != nil {
				t.Error(err)
			}
			version.Store(next + 1)
			time.Sleep(5 * time.Millisecond)
		}
	})
	s.rename("250", "0")
	for caller := range 300 {
		random := rand.New(rand.NewPCG(1, uint64(caller)))
		everyone.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				id := strconv.Itoa(1 + random.IntN(500))
				if random.IntN(4) == 0 {
					id = "250"
				}
				ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
				if random.IntN(50) == 0 {
					ctx, cancel = context.WithTimeout(context.Background(), time.Duration(random.IntN(3000))*time.Microsecond)
				}
				least := version.Load()
				object, err := r.Refresh(ctx, "volumes", id, [][]string{{"name"}, {"name", "size"}}[random.IntN(2)])
				interrupted := ctx.Err() != nil
				cancel()
				switch {
				case err != nil && interrupted:
				case err != nil || fmt.Sprint(object["id"]) != id:
					t.Errorf("%s: %v, %v", id, object, err)
				case id == "250":
					if seen, err := strconv.ParseInt(fmt.Sprint(object["name"]), 10, 64); err != nil || seen < least {
						t.Errorf("saw %v after %d", object["name"], least)
					}
				}
			}
		})
	}
	everyone.Wait()
}
