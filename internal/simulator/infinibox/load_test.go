package infinibox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// Three hundred clients make, change, read and delete volumes of one pool at
// the same time; afterwards the pool's figures are those of its contents.
func TestClientsWorkSideBySide(t *testing.T) {
	t.Parallel()
	const clients = 300
	a := infinibox.New(infinibox.Options{})
	do := func(method, path, body string) (int, string) {
		request := httptest.NewRequest(method, "/api/rest/"+path, strings.NewReader(body))
		request.SetBasicAuth("admin", "admin-simulated")
		request.Header.Set("Content-Type", "application/json")
		recorder := httptest.NewRecorder()
		a.ServeHTTP(recorder, request)
		return recorder.Code, recorder.Body.String()
	}
	if status, body := do(http.MethodPost, "pools", `{"name":"p","physical_capacity":10000000000000}`); status != 201 {
		t.Fatal(body)
	}
	var done sync.WaitGroup
	for i := range clients {
		done.Go(func() {
			expect := func(want int, method, path, body string) string {
				status, answered := do(method, path, body)
				if status != want {
					t.Errorf("client %d: %s %s: %d %s", i, method, path, status, answered)
				}
				return answered
			}
			name := fmt.Sprintf("v%d", i)
			expect(201, http.MethodPost, "volumes", fmt.Sprintf(`{"name":%q,"pool_id":1000,"size":1000000000}`, name))
			found, ok := idOf(t, a, name)
			if !ok {
				t.Errorf("client %d: its volume isn't there", i)
				return
			}
			expect(201, http.MethodPost, "volumes", fmt.Sprintf(`{"name":"s%d","parent_id":%d}`, i, found))
			expect(200, http.MethodPut, fmt.Sprintf("volumes/%d", found), `{"size":2000000000}`)
			expect(200, http.MethodGet, "volumes?sort=-name&page_size=1000&type=master", "")
			expect(200, http.MethodGet, "pools", "")
			if i%2 == 0 {
				expect(200, http.MethodDelete, fmt.Sprintf("volumes/%d?approved=yes", found), "")
			}
		})
	}
	done.Wait()
	p, _ := a.Object("pools", "1000")
	if p["volumes_count"] != int64(clients/2) || p["snapshots_count"] != int64(clients/2) {
		t.Errorf("the pool counts %v volumes and %v snapshots", p["volumes_count"], p["snapshots_count"])
	}
	const each = 2_000_027_648 // 2 GB in units of 64 KiB
	if used := whole(t, p, "virtual_capacity") - whole(t, p, "free_virtual_space"); used != each*clients/2 {
		t.Errorf("%d bytes are taken, want %d", used, int64(each*clients/2))
	}
}

func idOf(t *testing.T, a *infinibox.Array, name string) (int64, bool) {
	t.Helper()
	volumes, _ := a.Objects("volumes")
	for _, v := range volumes {
		if v["name"] == name {
			return whole(t, v, "id"), true
		}
	}
	return 0, false
}

// large is an array with a hundred thousand volumes.
func large(b *testing.B) *infinibox.Array {
	b.Helper()
	a := infinibox.New(infinibox.Options{})
	began := time.Now()
	if err := a.Generate(map[string]int{"pools": 4, "volumes": 100_000}); err != nil {
		b.Fatal(err)
	}
	b.Logf("100,000 volumes generated in %s", time.Since(began))
	return a
}

func benchmarkListing(b *testing.B, query string) {
	a := large(b)
	request := httptest.NewRequest(http.MethodGet, "/api/rest/volumes?"+query, nil)
	request.SetBasicAuth("admin", "admin-simulated")
	for b.Loop() {
		recorder := httptest.NewRecorder()
		a.ServeHTTP(recorder, request)
		if recorder.Code != http.StatusOK {
			b.Fatal(recorder.Body)
		}
	}
}

func BenchmarkPageOfAThousandVolumes(b *testing.B) {
	benchmarkListing(b, "page_size=1000&page=50")
}

func BenchmarkPageOfAThousandVolumesFiltered(b *testing.B) {
	benchmarkListing(b, "page_size=1000&page=50&parent_id=0&fields=id,name,size,pool_id")
}

func BenchmarkPageOfAThousandVolumesSorted(b *testing.B) {
	benchmarkListing(b, "page_size=1000&page=50&sort=id")
}

func BenchmarkVolumesByID(b *testing.B) {
	ids := make([]string, 500)
	for i := range ids {
		ids[i] = fmt.Sprint(2000 + 7*i)
	}
	benchmarkListing(b, "page_size=1000&id=in:"+strings.Join(ids, ","))
}

func BenchmarkVolumeByName(b *testing.B) {
	benchmarkListing(b, "name=eq:erp-prod-data-00001")
}

func BenchmarkNewArray(b *testing.B) {
	for b.Loop() {
		infinibox.New(infinibox.Options{})
	}
}
