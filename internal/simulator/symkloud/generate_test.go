package symkloud_test

import (
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

func TestGenerateAddsByCounts(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{Platforms: []string{"6", "7"}})
	counted := func(collection string) int {
		all, _ := s.Objects(collection)
		return len(all)
	}
	counts := map[string]int{"users": 20, "nodes": 9, "psus": 3, "fans": 2, "sensors": 30, "events": 500}
	before := map[string]int{}
	if err := s.Generate(map[string]int{"nodes": counts["nodes"]}); err != nil { // their sensors count before
		t.Fatal(err)
	}
	if got := counted("nodes"); got != 10+9 {
		t.Errorf("%d nodes", got)
	}
	delete(counts, "nodes")
	for kind := range counts {
		before[kind] = counted(kind)
	}
	if err := s.Generate(counts); err != nil {
		t.Fatal(err)
	}
	for kind, n := range counts {
		if got := counted(kind) - before[kind]; got != n {
			t.Errorf("%d %s more, want %d", got, kind, n)
		}
	}
	s.get("Node/8/Value").object()
}

func TestEqualSeedsGenerateEqualInventories(t *testing.T) {
	t.Parallel()
	made := func(seed uint64) string {
		s := newStack(t, symkloud.Options{Seed: seed})
		if err := s.Generate(map[string]int{"users": 20, "nodes": 3, "sensors": 20, "events": 50}); err != nil {
			t.Fatal(err)
		}
		return s.exported()
	}
	one := made(1)
	if made(1) != one {
		t.Error("one seed made two inventories")
	}
	if made(2) == one {
		t.Error("two seeds made one inventory")
	}
}

func TestGenerateRefusesWhatCannotBe(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	for kind, n := range map[string]int{"volumes": 1, "users": -1, "nodes": 7} {
		if err := s.Generate(map[string]int{kind: n}); err == nil {
			t.Errorf("generated %d %s", n, kind)
		}
	}
}

func TestTenThousandEventsAndUsersAreQuick(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	began := time.Now()
	if err := s.Generate(map[string]int{"events": 10_000, "users": 10_000}); err != nil {
		t.Fatal(err)
	}
	s.get("SEL/Events?offset=9000&limit=1000").object()
	s.get("UserList").list()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %s", took)
	}
}
