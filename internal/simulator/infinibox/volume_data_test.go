package infinibox_test

import (
	"bytes"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// fill has hosts write so many bytes into a volume.
func (a *array) fill(volume, bytes int64) {
	a.t.Helper()
	if err := a.tryFill(volume, bytes); err != nil {
		a.t.Fatal(err)
	}
}

func (a *array) tryFill(volume, bytes int64) error {
	_, err := a.Put("volumes", strconv.FormatInt(volume, 10), map[string]any{"used": bytes})
	return err
}

// What a pool's volumes hold is what it has allocated.
func TestWrittenDataIsAllocated(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 10)
	s := a.snapshot("s", v)
	a.fill(v, 65536*10)
	a.fill(s, 65536*3)
	a.get(at("volumes", v)).has(map[string]any{"used": 655360, "allocated": 655360, "tree_allocated": 851968})
	now := a.get(at("pools", p))
	now.has(map[string]any{"allocated_physical_space": 851968, "free_physical_space": 1000000192512 - 851968})
	var held bytes.Buffer
	if err := a.Export(&held); err != nil {
		t.Fatal(err)
	}
	b := newArray(t, infinibox.Options{})
	if err := b.Import(&held); err != nil {
		t.Fatal(err)
	}
	b.get(at("pools", p)).has(now.fields)
	if err := a.tryFill(v, 11*gigabyte); err == nil {
		t.Error("more was written than the volume's size")
	}
}

func TestDeletingFreesWhatTheTreeHolds(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 10)
	s := a.snapshot("s", v)
	deep := a.snapshot("deep", s)
	a.fill(v, 65536*4)
	a.fill(s, 65536*2)
	a.fill(deep, 65536)
	for _, test := range []struct {
		entities []int64
		frees    int64
	}{{[]int64{v}, 7 * 65536}, {[]int64{s}, 3 * 65536}, {[]int64{deep, s}, 3 * 65536}, {nil, 0}} {
		body := map[string]any{"entities": append([]int64{}, test.entities...)}
		a.must(http.MethodPost, "volumes/delete_simulation", body).has(map[string]any{"valid": true, "space_reclaimable": test.frees})
	}
	a.must(http.MethodDelete, at("volumes", s, "?approved=yes"), nil)
	a.get(at("pools", p)).has(map[string]any{"allocated_physical_space": 4 * 65536})
}

// A restore, and a refresh, make a volume share everything with what it's made
// equal to.
func TestOverwrittenVolumesHoldNothingOfTheirOwn(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 10)
	s := a.snapshot("s", v)
	a.fill(v, 65536*4)
	a.fill(s, 65536*2)
	a.must(http.MethodPost, at("volumes", s, "/refresh?approved=yes"), map[string]any{"source_id": v})
	a.get(at("pools", p)).has(map[string]any{"allocated_physical_space": 4 * 65536})
	a.must(http.MethodPost, at("volumes", v, "/restore?approved=yes"), map[string]any{"source_id": s})
	a.get(at("pools", p)).has(map[string]any{"allocated_physical_space": 0})
}

func TestMovedVolumesTakeTheirDataAlong(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, q := a.pool("p", 5), a.pool("q", 5)
	v := a.volume("v", p, 10)
	a.fill(v, 65536*4)
	a.fill(a.snapshot("s", v), 65536*2)
	a.must(http.MethodPost, at("volumes", v, "/move"), map[string]any{"pool_id": q})
	a.get(at("pools", p)).has(map[string]any{"allocated_physical_space": 0})
	a.get(at("pools", q)).has(map[string]any{"allocated_physical_space": 6 * 65536})
}

// The emergency buffer is what a full pool takes of the system by itself.
func TestFullPoolsAreExtendedAsFarAsTheyMay(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{PhysicalCapacity: 5 * terabyte})
	p := a.must(http.MethodPost, "pools", map[string]any{
		"name": "p", "physical_capacity": terabyte, "virtual_capacity": 8 * terabyte, "max_extend": terabyte,
	}).id()
	v := a.volume("v", p, 7000)
	a.clock.Advance(time.Minute)
	a.fill(v, terabyte+gigabyte)
	extended := a.get(at("pools", p))
	extended.has(map[string]any{"physical_capacity": 1001000009728, "free_physical_space": 0, "updated_at": start.Add(time.Minute).UnixMilli()})
	if err := a.tryFill(v, 2*terabyte+gigabyte); err == nil {
		t.Error("the pool was extended beyond its buffer")
	}
	a.get(at("volumes", v)).has(map[string]any{"used": 1001000009728})
	a.must(http.MethodPut, at("pools", p), map[string]any{"max_extend": -1})
	a.fill(v, 4*terabyte)
	if err := a.tryFill(v, 6*terabyte); err == nil {
		t.Error("the pool was extended beyond the system's capacity")
	}
	a.must(http.MethodPut, at("pools", p), map[string]any{"max_extend": 0})
	if err := a.tryFill(v, 4*terabyte+gigabyte); err == nil {
		t.Error("a pool without a buffer was extended")
	}
	if got := a.names("pools"); len(got) != 1 {
		t.Errorf("the pools are %v", got)
	}
}
