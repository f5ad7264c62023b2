package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// logins counts how often somebody logged in.
func (p *platform) logins() int {
	count := 0
	for _, r := range p.requests() {
		if r == "GET /v3/Auth" {
			count++
		}
	}
	return count
}

func TestAllOperationsShareOneLogin(t *testing.T) {
	t.Parallel()
	p := always(t, "GET Oid", reply(`{"oid":"1"}`))
	client := connect(t, p.URL)
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			if _, err := client.Get(t.Context(), "Oid"); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if p.logins() != 1 || len(p.calls()) != 20 {
		t.Errorf("%d logins for %d calls", p.logins(), len(p.calls()))
	}
}

func TestOneOperationRenewsTheLoginForAll(t *testing.T) {
	t.Parallel()
	p := always(t, "GET Oid", reply(`{"oid":"1"}`))
	client := connect(t, p.URL)
	for range 2 {
		var group sync.WaitGroup
		for range 20 {
			group.Go(func() {
				if _, err := client.Get(t.Context(), "Oid"); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		p.end()
	}
	if p.logins() != 2 {
		t.Errorf("%d logins, want 2", p.logins())
	}
}

func TestEveryCodeOfAnEndedLoginRenewsIt(t *testing.T) {
	t.Parallel()
	for _, code := range []int{27, 30, 31} {
		p := always(t, "POST AddUser", refuse(code, "ended"), done)
		_, err := connect(t, p.URL).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "AddUser"})
		if err != nil || p.logins() != 2 {
			t.Errorf("%d: %v after %d logins", code, err, p.logins())
		}
		p.expect(t, "POST AddUser", "POST AddUser")
	}
}

func TestRenewalIsBoundedAndSaysWhatToDo(t *testing.T) {
	t.Parallel()
	p := always(t, "GET Oid", refuse(27, "Invalid token for user"))
	_, err := connect(t, p.URL).Get(t.Context(), "Oid")
	if !errors.Is(err, api.ErrUnauthenticated) || !strings.Contains(err.Error(), "an account of its own") || !strings.Contains(err.Error(), `"admin"`) {
		t.Errorf("got %v", err)
	}
	if p.logins() != renewals+1 {
		t.Errorf("%d logins, want %d", p.logins(), renewals+1)
	}
}

func TestExpiredLoginIsRenewedAtOnceAndATakenOneLater(t *testing.T) {
	t.Parallel()
	for code, paused := range map[int]bool{31: false, 27: true} {
		p := always(t, "GET Oid", refuse(code, "ended"), reply(`{"oid":"1"}`))
		client := connect(t, p.URL, func(o *Options) { o.Retry.Pace.Min, o.Retry.Pace.Max = 400*time.Millisecond, time.Second })
		begun := time.Now()
		if _, err := client.Get(t.Context(), "Oid"); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begun); (took >= 200*time.Millisecond) != paused {
			t.Errorf("%d: took %s", code, took)
		}
	}
}

// TestTwoRunsOfOneAccountBothFinish: each login of one ends the other's.
func TestTwoRunsOfOneAccountBothFinish(t *testing.T) {
	t.Parallel()
	p := always(t, "GET Oid", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(time.Millisecond)
		reply(`{"oid":"1"}`)(w, r)
	})
	var finished atomic.Int64
	var group sync.WaitGroup
	for range 2 {
		client := connect(t, p.URL, func(o *Options) { o.Retry.Pace.Min, o.Retry.Pace.Max = 20*time.Millisecond, 400*time.Millisecond })
		for range 10 {
			group.Go(func() {
				for range 30 {
					if _, err := client.Get(t.Context(), "Oid"); err != nil {
						t.Error(err)
						return
					}
					finished.Add(1)
				}
			})
		}
	}
	group.Wait()
	if finished.Load() != 600 {
		t.Errorf("%d of 600 finished", finished.Load())
	}
}

func TestWrongPasswordIsTriedOnce(t *testing.T) {
	t.Parallel()
	for _, code := range []int{23, 25} {
		p := newPlatform(t, map[string][]http.HandlerFunc{"GET Auth": {refuse(code, "Invalid password for user")}})
		client := connect(t, p.URL)
		for range 3 {
			_, err := client.Get(t.Context(), "Oid")
			var failure *api.Error
			if !errors.As(err, &failure) || !errors.Is(err, api.ErrUnauthenticated) || failure.Code != fmt.Sprint(code) || failure.Path != "Auth" {
				t.Errorf("got %v", err)
			}
		}
		if len(p.requests()) != 1 {
			t.Errorf("the platform saw %v", p.requests())
		}
	}
}

func TestLoginWithoutTokenIsNotTheDevice(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, map[string][]http.HandlerFunc{"GET Auth": {reply(`{"result":"Success"}`)}})
	if _, err := connect(t, p.URL).Get(t.Context(), "Oid"); !errors.Is(err, api.ErrNotTheDevice) {
		t.Errorf("got %v", err)
	}
}

func TestSessionIsTheOneOfTheOperations(t *testing.T) {
	t.Parallel()
	p := always(t, "GET Oid", reply(`{"oid":"1"}`))
	client := connect(t, p.URL)
	session, err := client.Session(t.Context())
	if err != nil || session != (Session{p.URL, testUser, "token-number-1", "admin", "Administrator"}) {
		t.Fatalf("%+v, %v", session, err)
	}
	if _, err := client.Get(t.Context(), "Oid"); err != nil || p.logins() != 1 {
		t.Errorf("%v after %d logins", err, p.logins())
	}
}

func TestWaitingForALoginEndsWithTheContext(t *testing.T) {
	t.Parallel()
	given := make(chan struct{})
	p := newPlatform(t, map[string][]http.HandlerFunc{"GET Auth": {func(http.ResponseWriter, *http.Request) { <-given }}})
	defer close(given)
	client := connect(t, p.URL)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			if _, err := client.Get(ctx, "Oid"); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v", err)
			}
		})
	}
	group.Wait()
}
