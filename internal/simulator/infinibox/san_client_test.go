package infinibox_test

import (
	"net/http"
	"slices"
	"testing"
)

func TestSANClientsAreClustersAndHostsOfTheirOwn(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.member(s.c, s.h)
	s.mapped("hosts", s.i, s.v)
	clients := s.send(http.MethodGet, "san_clients", nil).items(t)
	if len(clients) != 2 {
		t.Fatalf("%d clients", len(clients))
	}
	clients[0].has(s.get(at("hosts", s.i)).fields)
	clients[1].has(s.get(at("clusters", s.c)).fields)
}

func TestSANClientsAreFilteredSortedAndPaged(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	for query, want := range map[string][]string{
		"san_client_type=CLUSTER":    {"c"},
		"name=in:(h,c)&sort=name":    {"c", "h"},
		"sort=-name&page_size=2":     {"i", "h"},
		"id=" + text(s.i):            {"i"},
		"luns_count=0&sort=-id":      {"c", "i", "h"},
		"name=like:I&fields=name,id": {"i"},
	} {
		if got := s.names("san_clients?" + query); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

func TestSANClientsAreNotFilteredByEverything(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	answered := s.refused(http.MethodGet, "san_clients?ports_count=1", nil, 400, "UNSUPPORTED_FIELD")
	if want := "The request contains an unsupported field ('ports_count')"; answered.message() != want {
		t.Errorf("the message is %q", answered.message())
	}
	s.refused(http.MethodGet, "san_clients?id=gt:5", nil, 400, "UNSUPPORTED_FILTER_RELATION")
	s.refused(http.MethodGet, "san_clients?colour=red", nil, 404, "ATTRIBUTE_NOT_FOUND")
	s.refused(http.MethodGet, "san_clients?page_size=2000", nil, 400, "MAX_PAGE_SIZE_VIOLATION")
}
