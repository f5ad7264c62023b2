package infinibox_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// direct does a request without a network, as the administrator.
func direct(a *infinibox.Array, method, path, body string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, "/api/rest/"+path, strings.NewReader(body))
	request.SetBasicAuth("admin", "admin-simulated")
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	recorder := httptest.NewRecorder()
	a.ServeHTTP(recorder, request)
	return recorder
}

// Three hundred clients make, change, map, read and delete hosts at the same
// time; afterwards what is left fits together.
func TestClientsWorkSideBySideOnRecords(t *testing.T) {
	t.Parallel()
	const clients = 300
	a := infinibox.New(infinibox.Options{})
	if err := a.Generate(map[string]int{"pools": 1, "volumes": clients}); err != nil {
		t.Fatal(err)
	}
	volumes, _ := a.Objects("volumes")
	var done sync.WaitGroup
	for i := range clients {
		done.Go(func() {
			expect := func(want int, method, path, body string) *httptest.ResponseRecorder {
				answered := direct(a, method, path, body)
				if answered.Code != want {
					t.Errorf("client %d: %s %s: %d %s", i, method, path, answered.Code, answered.Body)
				}
				return answered
			}
			var made struct {
				Result struct {
					ID int64 `json:"id"`
				} `json:"result"`
			}
			answered := expect(201, http.MethodPost, "hosts", fmt.Sprintf(`{"name":"h%d"}`, i))
			if err := json.Unmarshal(answered.Body.Bytes(), &made); err != nil {
				t.Error(err)
				return
			}
			host := fmt.Sprintf("hosts/%d", made.Result.ID)
			expect(201, http.MethodPost, host+"/ports", fmt.Sprintf(`{"type":"FC","address":"%016x"}`, i))
			expect(201, http.MethodPost, host+"/luns", fmt.Sprintf(`{"volume_id":%v}`, volumes[i]["id"]))
			expect(200, http.MethodPut, host, `{"host_type":"HPUX"}`)
			expect(200, http.MethodGet, "hosts?sort=-name&page_size=1000", "")
			expect(200, http.MethodGet, "events?page_size=1000", "")
			expect(200, http.MethodGet, "initiators?page_size=1000", "")
			if i%2 == 0 {
				expect(200, http.MethodDelete, host+fmt.Sprintf("/luns/volume_id/%v?approved=yes", volumes[i]["id"]), "")
				expect(200, http.MethodDelete, host, "")
			}
		})
	}
	done.Wait()
	for entity, want := range map[string]int{"hosts": clients / 2, "host_ports": clients / 2, "host_luns": clients / 2, "events": clients*4 + clients} {
		held, ok := a.Objects(entity)
		if !ok || len(held) != want {
			t.Errorf("%d %s, want %d", len(held), entity, want)
		}
	}
}

// Linked arrays that call each other at the same time don't wait for each
// other's locks.
func TestLinkedArraysDoNotLockEachOtherOut(t *testing.T) {
	t.Parallel()
	a, b := infinibox.New(infinibox.Options{Name: "ibox01"}), infinibox.New(infinibox.Options{Name: "ibox02"})
	onA, onB, err := infinibox.Link(a, b)
	if err != nil {
		t.Fatal(err)
	}
	var done sync.WaitGroup
	for i := range 100 {
		done.Go(func() {
			path := fmt.Sprintf("remote/%d/hosts", onA)
			from := a
			if i%2 == 0 {
				path, from = fmt.Sprintf("remote/%d/hosts", onB), b
			}
			if got := direct(from, http.MethodPost, path, fmt.Sprintf(`{"name":"h%d"}`, i)); got.Code != 201 {
				t.Errorf("%d: %s", got.Code, got.Body)
			}
		})
	}
	done.Wait()
	onOne, _ := a.Objects("hosts")
	onOther, _ := b.Objects("hosts")
	if len(onOne) != 50 || len(onOther) != 50 {
		t.Errorf("%d and %d hosts", len(onOne), len(onOther))
	}
}

func BenchmarkMemoryOfAHundredThousandVolumes(b *testing.B) {
	for b.Loop() {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		a := large(b)
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
		runtime.KeepAlive(a)
	}
}

func BenchmarkPageOfAThousandHosts(b *testing.B) {
	a := infinibox.New(infinibox.Options{})
	if err := a.Generate(map[string]int{"hosts": 10_000}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if got := direct(a, http.MethodGet, "hosts?page_size=1000&page=5", ""); got.Code != http.StatusOK {
			b.Fatal(got.Body)
		}
	}
}
