package infinibox_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// Whatever a client writes into a filter, the answer is a list or one of the
// documented refusals.
func FuzzFilter(f *testing.F) {
	a := infinibox.New(infinibox.Options{})
	if err := a.Generate(map[string]int{"pools": 1, "volumes": 3, "snapshots": 2}); err != nil {
		f.Fatal(err)
	}
	for _, seed := range [][2]string{
		{"name", "like:a"}, {"id", "in:(1000,1001)"}, {"id", "between:[1,2]"}, {"type", "neq:master"},
		{"size", "geq:1"}, {"cg_id", "is:null"}, {"sort", "-name,id"}, {"page", "2"}, {"page_size", "0"},
		{"fields", "id,,x"}, {"parent_id", "eq:0"}, {"name", "in:[a"}, {"write_protected", "TRUE"}, {"id", "in:)("},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, name, given string) {
		request := httptest.NewRequest(http.MethodGet, "/api/rest/volumes", nil)
		request.URL.RawQuery = url.Values{name: {given}}.Encode()
		request.SetBasicAuth("admin", "admin-simulated")
		recorder := httptest.NewRecorder()
		a.ServeHTTP(recorder, request)
		switch recorder.Code {
		case http.StatusOK, http.StatusBadRequest, http.StatusNotFound, http.StatusConflict:
		default:
			t.Errorf("%s=%s answers %d %s", name, given, recorder.Code, recorder.Body)
		}
	})
}

// Whatever a client sends as a body, a create makes a volume or is refused.
func FuzzCreateVolume(f *testing.F) {
	for _, seed := range []string{
		`{"name":"v","pool_id":1000,"size":1000000000}`, `{"name":"v","parent_id":1001}`, `[]`, `{"size":1e12}`,
		`{"name":"v","pool_id":1000,"size":9223372036854775807}`, `{"name":null}`, `{"lock_expires_at":-1,"parent_id":1001,"name":"s"}`,
		`{"name":"s","parent_id":1001,"snapshot_retention":9223372036854775807}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		a := infinibox.New(infinibox.Options{})
		if err := a.Generate(map[string]int{"pools": 1, "volumes": 1}); err != nil {
			t.Fatal(err)
		}
		request := httptest.NewRequest(http.MethodPost, "/api/rest/volumes", strings.NewReader(body))
		request.Header.Set("Content-Type", "application/json")
		request.SetBasicAuth("admin", "admin-simulated")
		recorder := httptest.NewRecorder()
		a.ServeHTTP(recorder, request)
		volumes, _ := a.Objects("volumes")
		if made := recorder.Code == http.StatusCreated; made != (len(volumes) == 2) {
			t.Errorf("%s answers %d and leaves %d volumes", body, recorder.Code, len(volumes))
		}
	})
}
