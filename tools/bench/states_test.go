package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestStatesAreKeptByName(t *testing.T) {
	t.Parallel()
	s, err := keepStates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.close() })
	ask := func(method, name, body string) (int, string) {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), method, s.address+name, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = response.Body.Close() }()
		content, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response.StatusCode, string(content)
	}
	if status, _ := ask("GET", "0", ""); status != http.StatusNotFound {
		t.Errorf("a state that isn't there: %d", status)
	}
	if status, _ := ask("POST", "0", `{"serial":1}`); status != http.StatusOK {
		t.Errorf("keeping a state: %d", status)
	}
	if status, content := ask("GET", "0", ""); status != http.StatusOK || content != `{"serial":1}` {
		t.Errorf("a state that is there: %d %s", status, content)
	}
	if status, _ := ask("GET", "1", ""); status != http.StatusNotFound {
		t.Errorf("another: %d", status)
	}
	if !strings.Contains(s.config("0"), `"`+s.address+`0"`) {
		t.Errorf("configured by %s", s.config("0"))
	}
}
