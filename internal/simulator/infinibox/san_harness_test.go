package infinibox_test

import (
	"net/http"
	"strconv"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// san is an array with a pool, some volumes and hosts to map them to.
type san struct {
	*array
	pool   int64
	v, w   int64
	h, i   int64
	c      int64
	nqn    string
	fabric string
}

// newSAN has the volumes v and w, the hosts h and i, and the cluster c, none of
// which has to do with another.
func newSAN(a *array) *san {
	a.t.Helper()
	s := &san{array: a, pool: a.pool("p", 20), nqn: "nqn.2014-08.com.example:nvme.host", fabric: "21000000000000"}
	s.v, s.w = a.volume("v", s.pool, 1), a.volume("w", s.pool, 1)
	s.h, s.i, s.c = a.host("h"), a.host("i"), a.cluster("c")
	return s
}

func (a *array) host(name string) int64 {
	a.t.Helper()
	return a.must(http.MethodPost, "hosts", map[string]any{"name": name}).id()
}

func (a *array) cluster(name string) int64 {
	a.t.Helper()
	return a.must(http.MethodPost, "clusters", map[string]any{"name": name}).id()
}

// port gives a host a port.
func (a *array) port(host int64, kind, address string) object {
	a.t.Helper()
	return a.must(http.MethodPost, at("hosts", host, "/ports"), map[string]any{"type": kind, "address": address})
}

// member puts a host into a cluster.
func (a *array) member(cluster, host int64) object {
	a.t.Helper()
	return a.must(http.MethodPost, at("clusters", cluster, "/hosts"), map[string]any{"id": host})
}

// mapped maps a volume to "hosts" or "clusters", approved, under a number of the
// array's choice or the given one.
func (a *array) mapped(to string, owner, volume int64, lun ...int) object {
	a.t.Helper()
	body := map[string]any{"volume_id": volume}
	if len(lun) > 0 {
		body["lun"] = lun[0]
	}
	return a.must(http.MethodPost, at(to, owner, "/luns?approved=yes"), body)
}

// numbers are one field of a listing's items, in its order.
func (a *array) numbers(path, field string) []int64 {
	a.t.Helper()
	answered := a.send(http.MethodGet, path, nil)
	if answered.Error != nil {
		a.t.Fatalf("GET %s: %s", path, answered.body)
	}
	numbers := []int64{}
	for _, item := range answered.items(a.t) {
		numbers = append(numbers, item.number(field))
	}
	return numbers
}

// message is the array's refusal in its own words.
func (r reply) message() string {
	if r.Error == nil {
		return ""
	}
	return r.Error.Message
}

// on is the same for a subtest.
func (s *san) on(t *testing.T) *san {
	other := *s
	other.array = s.array.on(t)
	return &other
}

func text(n int64) string { return strconv.FormatInt(n, 10) }

var noOptions = infinibox.Options{}
