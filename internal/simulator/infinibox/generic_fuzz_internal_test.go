package infinibox

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// FuzzCalls sends any body and query to any endpoint of the reference: the
// answer is always an envelope, and never a fault of the array itself.
func FuzzCalls(f *testing.F) {
	addresses := loadWorld().addresses
	for at, e := range addresses {
		f.Add(at, "1000", string(e.documented[0].Sample), "")
		f.Add(at, "1", `{"name":null,"id":[]}`, "approved=yes")
	}
	f.Add(0, "%2F", `{"`, "id=in:(")
	a := New(Options{})
	if err := a.Generate(map[string]int{"volumes": 3, "hosts": 2, "host_luns": 1, "network_space_ips": 1, "share_permissions": 1, "schedules": 1}); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, at int, variable, body, query string) {
		if at < 0 || at >= len(addresses) {
			return
		}
		e := addresses[at]
		path := e.path
		for _, p := range e.documented[0].PathParameters {
			path = strings.Replace(path, "{"+p.Name+"}", url.PathEscape(variable), 1)
		}
		target, err := url.Parse("http://array" + basePath + path)
		if err != nil {
			return
		}
		target.RawQuery = query
		request := &http.Request{Method: e.method, URL: target, Header: http.Header{}, Body: http.NoBody, Host: "array"}
		if body != "" && e.method != http.MethodGet {
			request = httptest.NewRequest(e.method, "http://array/", strings.NewReader(body))
			request.URL = target
			request.Header.Set("Content-Type", "application/json")
		}
		request.SetBasicAuth("infinidat", "infinidat-simulated")
		recorder := httptest.NewRecorder()
		a.ServeHTTP(recorder, request)
		a.SetState(stateActive)
		if _, still := a.users.named("infinidat"); !still {
			t.Fatalf("%s %s: the caller deleted itself", e.method, target)
		}
		if recorder.Code == http.StatusInternalServerError || !json.Valid(recorder.Body.Bytes()) {
			t.Fatalf("%s %s with %q: %d %s", e.method, target, body, recorder.Code, recorder.Body)
		}
	})
}
