package client

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// sessionServer hands out the session "s3cret" and counts who is logged in.
func sessionServer(t *testing.T, open *int) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			t.Error("Basic credentials go with a session request")
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		switch {
		case r.URL.Path == "/api/rest/users/login" && string(body) == `{"password":"pass","username":"user"}`:
			*open++
			http.SetCookie(w, &http.Cookie{Name: "JSESSIONID", Value: "s3cret", HttpOnly: true, Secure: true})
		case r.URL.Path == "/api/rest/users/logout" && r.Header.Get("Cookie") == "JSESSIONID=s3cret" && *open > 0:
			*open--
		default:
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = io.WriteString(w, `{"result":null,"metadata":{"ready":true},"error":{"code":"AUTHENTICATION_REQUIRED","message":"no"}}`)
			return
		}
		_, _ = io.WriteString(w, `{"result":{"name":"user"},"metadata":{"ready":true},"error":null}`)
	}))
	t.Cleanup(server.Close)
	return server
}

func TestSessionIsOpenedAndEnded(t *testing.T) {
	t.Parallel()
	open := 0
	server := sessionServer(t, &open)
	client, err := New(Options{Endpoint: server.URL, Username: "user", Password: "pass"})
	if err != nil {
		t.Fatal(err)
	}
	session, err := client.Login(t.Context())
	if err != nil || session.Cookie != "JSESSIONID=s3cret" || session.Endpoint != server.URL || open != 1 {
		t.Fatalf("%+v (%v), %d open", session, err, open)
	}
	if err := client.Logout(t.Context(), session); err != nil || open != 0 {
		t.Errorf("%v, %d open", err, open)
	}
	if err := client.Logout(t.Context(), session); err != nil {
		t.Errorf("ending it again: %v", err)
	}
}

// TestSessionIsWhereTheArrayAnswered: tools can't reach a dead address, nor use
// one with the API's path.
func TestSessionIsWhereTheArrayAnswered(t *testing.T) {
	t.Parallel()
	open := 0
	server := sessionServer(t, &open)
	dead := httptest.NewServer(nil)
	dead.Close()
	for name, options := range map[string]Options{
		"a standby":        {Endpoint: dead.URL, StandbyEndpoints: []string{server.URL}},
		"a longer address": {Endpoint: server.URL + root + "/"},
	} {
		options.Username, options.Password = "user", "pass"
		client, err := New(options)
		if err != nil {
			t.Fatal(err)
		}
		session, err := client.Login(t.Context())
		if err != nil || session.Endpoint != server.URL {
			t.Errorf("%s: %q, want %q (%v)", name, session.Endpoint, server.URL, err)
		}
	}
}

func TestSessionWithWrongPassword(t *testing.T) {
	t.Parallel()
	open := 0
	client, err := New(Options{Endpoint: sessionServer(t, &open).URL, Username: "user", Password: "wrong"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Login(t.Context())
	if !errors.Is(err, api.ErrUnauthenticated) || strings.Contains(err.Error(), "wrong") {
		t.Errorf("got %v", err)
	}
}
