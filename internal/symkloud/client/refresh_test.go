package client

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// slowly answers when the test lets it.
func slowly(let <-chan struct{}, answer http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		<-let
		answer(w, r)
	}
}

// waiters waits until so many callers wait for a path.
func waiters(t *testing.T, c *Client, path string, count int) {
	t.Helper()
	for range 2000 {
		c.shared.mu.Lock()
		r := c.shared.byPath[path]
		waiting := r != nil && r.waiting == count
		c.shared.mu.Unlock()
		if waiting {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatalf("%d callers never waited for %s", count, path)
}

func TestReadersOfOnePathShareARequest(t *testing.T) {
	t.Parallel()
	let := make(chan struct{})
	p := always(t, "GET UserList", slowly(let, reply(`[{"name":"admin"}]`)))
	p.answers["POST SharedIp"] = []http.HandlerFunc{done}
	client := connect(t, p.URL)
	read := func() {
		object, err := client.Refresh(t.Context(), "", "UserList", nil)
		if list, _ := object["result"].([]any); err != nil || len(list) != 1 {
			t.Errorf("%v, %v", object, err)
		}
	}
	var group sync.WaitGroup
	for range 10 {
		group.Go(read)
	}
	waiters(t, client, "UserList", 10)
	close(let)
	group.Wait()
	read()
	p.expect(t, "GET UserList")
	if _, err := client.Do(t.Context(), api.Change{Method: http.MethodPost, Path: "SharedIp"}); err != nil {
		t.Fatal(err)
	}
	read()
	p.expect(t, "GET UserList", "POST SharedIp", "GET UserList")
}

func TestWhoReadsAloneGetsWhatIsThere(t *testing.T) {
	t.Parallel()
	p := always(t, "GET Node/1/Value", reply(`{"number":"1"}`))
	client := connect(t, p.URL)
	for range 2 {
		if _, err := client.Refresh(t.Context(), "Node/1", "Value", nil); err != nil {
			t.Fatal(err)
		}
	}
	p.expect(t, "GET Node/1/Value", "GET Node/1/Value")
}

func TestNothingReadDuringAChangeIsKept(t *testing.T) {
	t.Parallel()
	let := make(chan struct{})
	p := always(t, "POST SharedIp", slowly(let, done))
	p.answers["GET Oid"] = []http.HandlerFunc{reply(`{"oid":"1"}`)}
	client := connect(t, p.URL)
	var group sync.WaitGroup
	group.Go(func() {
		if _, err := client.Do(t.Context(), api.Change{Method: http.MethodPost, Path: "SharedIp"}); err != nil {
			t.Error(err)
		}
	})
	for len(p.calls()) == 0 {
		time.Sleep(time.Millisecond)
	}
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			if _, err := client.Refresh(t.Context(), "", "Oid", nil); err != nil {
				t.Error(err)
			}
		})
	}
	readers.Wait()
	close(let)
	group.Wait()
	if len(p.calls()) != 4 || len(client.shared.byPath) != 0 {
		t.Errorf("the platform saw %v, kept %v", p.calls(), client.shared.byPath)
	}
}

func TestErrorsAreSharedAndNotKept(t *testing.T) {
	t.Parallel()
	let := make(chan struct{})
	p := always(t, "GET Node/9/Value", slowly(let, refuse(2, "Target Node is not present")))
	client := connect(t, p.URL)
	var group sync.WaitGroup
	read := func() {
		if _, err := client.Refresh(t.Context(), "Node/9", "Value", nil); !errors.Is(err, api.ErrNotFound) {
			t.Errorf("got %v", err)
		}
	}
	for range 3 {
		group.Go(read)
	}
	waiters(t, client, "Node/9/Value", 3)
	close(let)
	group.Wait()
	read()
	p.expect(t, "GET Node/9/Value", "GET Node/9/Value")
}

func TestWhoWaitsNoLongerDoesNotEndItForTheOthers(t *testing.T) {
	t.Parallel()
	let := make(chan struct{})
	p := always(t, "GET Oid", slowly(let, reply(`{"oid":"1"}`)))
	client := connect(t, p.URL)
	impatient, cancel := context.WithCancel(t.Context())
	var group sync.WaitGroup
	group.Go(func() {
		if _, err := client.Refresh(impatient, "", "Oid", nil); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	waiters(t, client, "Oid", 1)
	group.Go(func() {
		if object, err := client.Refresh(t.Context(), "", "Oid", nil); err != nil || object["oid"] != "1" {
			t.Errorf("%v, %v", object, err)
		}
	})
	waiters(t, client, "Oid", 2)
	cancel()
	waiters(t, client, "Oid", 1)
	close(let)
	group.Wait()
	p.expect(t, "GET Oid")
}

func TestChangeWithoutAKnownEndEndsSharing(t *testing.T) {
	t.Parallel()
	p := always(t, "POST AddUser", dropped)
	client := connect(t, p.URL)
	if _, err := client.Do(t.Context(), api.Change{Method: http.MethodPost, Path: "AddUser"}); !errors.Is(err, api.ErrOutcomeUnknown) {
		t.Fatal(err)
	}
	if joined, _ := client.shared.ask(t.Context(), "UserList"); joined != nil {
		t.Error("a read is shared although the change may still go on")
	}
}

func TestReadersCanBeServedAlone(t *testing.T) {
	t.Parallel()
	let := make(chan struct{})
	p := always(t, "GET UserList", slowly(let, reply(`[]`)))
	client := connect(t, p.URL, func(o *Options) { o.ReadAlone = true })
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			if _, err := client.Refresh(t.Context(), "", "UserList", nil); err != nil {
				t.Error(err)
			}
		})
	}
	close(let)
	group.Wait()
	p.expect(t, "GET UserList", "GET UserList", "GET UserList")
}

// TestRefreshOfReadsByItself: no list of the platform shows several owners.
func TestRefreshOfReadsByItself(t *testing.T) {
	t.Parallel()
	p := always(t, "GET NodeList/7", reply(`[{"name":"a"},{"name":"b"}]`))
	client := connect(t, p.URL)
	for range 2 {
		objects, err := client.RefreshOf(t.Context(), "NodeList", "7")
		if err != nil || len(objects) != 2 || objects[1]["name"] != "b" {
			t.Errorf("%v, %v", objects, err)
		}
	}
	p.expect(t, "GET NodeList/7", "GET NodeList/7")
}
