package client

import (
	"encoding/pem"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

func TestStandbyManagerSendsOneToTheActiveOne(t *testing.T) {
	t.Parallel()
	standby := newPlatform(t, map[string][]http.HandlerFunc{"GET Auth": {refuse(42, "not currently Active")}})
	active := always(t, "POST AddUser", done)
	client := connect(t, standby.URL, func(o *Options) { o.StandbyEndpoints = []string{active.URL} })
	for range 2 {
		if _, err := client.Do(t.Context(), api.Change{Method: http.MethodPost, Path: "AddUser"}); err != nil {
			t.Fatal(err)
		}
	}
	if len(standby.requests()) != 1 || len(active.calls()) != 2 {
		t.Errorf("standby saw %v, active %v", standby.requests(), active.requests())
	}
}

func TestStandbyManagerAloneIsExplained(t *testing.T) {
	t.Parallel()
	standby := newPlatform(t, map[string][]http.HandlerFunc{"GET Auth": {refuse(42, "not currently Active")}})
	_, err := connect(t, standby.URL).Get(t.Context(), "Oid")
	if !errors.Is(err, api.ErrRefused) || !strings.Contains(err.Error(), "standby_endpoints") {
		t.Errorf("got %v", err)
	}
}

// secure serves a platform's other address.
func secure(t *testing.T, handler http.Handler) (address, authority string) {
	t.Helper()
	server := httptest.NewTLSServer(handler)
	t.Cleanup(server.Close)
	return server.URL, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}))
}

// TestStrictModeMovesTheAddressWithoutBreakingOthers: plain HTTP ends with the
// change, while other operations go on.
func TestStrictModeMovesTheAddressWithoutBreakingOthers(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, map[string][]http.HandlerFunc{"POST AddUser": {done}, "GET v3/Security/HTTPS": {reply(`{"enabled":"true","strictMode":"true"}`)}})
	p.answers["POST v3/Security/HTTPS"] = []http.HandlerFunc{func(w http.ResponseWriter, r *http.Request) {
		done(w, r)
		go p.Close()
	}}
	address, authority := secure(t, p)
	client := connect(t, p.URL, func(o *Options) { o.HTTPSEndpoint, o.CACertificate = address, authority })
	var group sync.WaitGroup
	var added atomic.Int64
	begin := make(chan struct{})
	for range 8 {
		group.Go(func() {
			for i := range 20 {
				if i == 5 {
					<-begin
				}
				if _, err := client.Do(t.Context(), api.Change{Method: http.MethodPost, Path: "AddUser"}); err != nil {
					t.Error(err)
					return
				}
				added.Add(1)
			}
		})
	}
	for added.Load() < 40 {
		time.Sleep(time.Millisecond)
	}
	close(begin)
	_, err := client.Do(t.Context(), api.Change{Method: http.MethodPost, Path: "v3/Security/HTTPS", Body: map[string]any{"enabled": true, "strictMode": true}})
	if err != nil {
		t.Error(err)
	}
	group.Wait()
	if object, err := client.Get(t.Context(), "v3/Security/HTTPS"); err != nil || object["strictMode"] != "true" {
		t.Errorf("%v, %v", object, err)
	}
	if got := strings.Count(strings.Join(p.calls(), " "), "AddUser"); got != 160 {
		t.Errorf("%d users were added, want 160", got)
	}
}

func TestPlainAddressThatPointsAtHTTPSIsFollowed(t *testing.T) {
	t.Parallel()
	p := always(t, "POST AddUser", done)
	address, authority := secure(t, p)
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, address+r.RequestURI, http.StatusMovedPermanently)
	}))
	t.Cleanup(plain.Close)
	client := connect(t, plain.URL, func(o *Options) { o.HTTPSEndpoint, o.CACertificate = address, authority })
	if _, err := client.Do(t.Context(), api.Change{Method: http.MethodPost, Path: "AddUser"}); err != nil {
		t.Error(err)
	}
	p.expect(t, "POST AddUser")
}

func TestRedirectToAnotherHostIsNotFollowed(t *testing.T) {
	t.Parallel()
	recognise := elsewhere([]string{"mgmt"})
	for location, want := range map[string]bool{
		"https://mgmt/v3/Auth": true, "https://MGMT:8443/": true,
		"http://mgmt/": false, "https://other/": false, "/login": false, "": false,
	} {
		if got := recognise(307, http.Header{"Location": {location}}, nil); got != want {
			t.Errorf("%q: %v", location, got)
		}
	}
}

func TestClockIsThePlatforms(t *testing.T) {
	t.Parallel()
	then := time.Date(2031, 3, 1, 12, 0, 0, 0, time.UTC)
	p := always(t, "GET Oid", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", then.Format(http.TimeFormat))
		reply(`{"oid":"1"}`)(w, r)
	})
	client := connect(t, p.URL)
	if _, err := client.Get(t.Context(), "Oid"); err != nil {
		t.Fatal(err)
	}
	if off := client.Now().Sub(then); off < -time.Second || off > 10*time.Second {
		t.Errorf("off by %s", off)
	}
}
