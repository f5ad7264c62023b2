package block_test

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// turn is what an attribute can become, and whether it can go back again.
type turn struct {
	attribute string
	low, high any
	oneWay    bool
}

// everyTwo applies every two of the turns in one update, each in every
// direction it can take, from what may be to what may be, and wants them on
// the array and nothing left to plan.
func everyTwo(t *testing.T, turns []turn, mayBe func(config map[string]any) bool, apply func(t *testing.T, from, to map[string]any)) {
	t.Helper()
	for i, a := range turns {
		for _, b := range turns[i+1:] {
			for direction := range 4 {
				aBack, bBack := direction&1 > 0, direction&2 > 0
				if aBack && a.oneWay || bBack && b.oneWay {
					continue
				}
				low := map[string]any{a.attribute: a.low, b.attribute: b.low}
				high := map[string]any{a.attribute: a.high, b.attribute: b.high}
				from, to := maps.Clone(low), maps.Clone(high)
				if aBack {
					from[a.attribute], to[a.attribute] = a.high, a.low
				}
				if bBack {
					from[b.attribute], to[b.attribute] = b.high, b.low
				}
				if !mayBe(from) || !mayBe(to) {
					continue
				}
				t.Run(fmt.Sprintf("%s to %v, %s to %v", a.attribute, to[a.attribute], b.attribute, to[b.attribute]), func(t *testing.T) {
					apply(t, from, to)
				})
			}
		}
	}
}

// appliedTogether applies two configurations one after the other.
func appliedTogether(t *testing.T, array *acctest.Array, instance *acctest.Instance, from, to map[string]any) {
	t.Helper()
	wantErrors(t, acctest.Errors(instance.Apply(from)))
	array.Clock().Advance(time.Hour) // the cache is busy before
	defer array.Clock().Advance(time.Hour)
	wantErrors(t, acctest.Errors(instance.Apply(to)))
	wantAgreement(t, array, instance)
	wantNothingPlanned(t, instance, to)
}

// TestVolumeAttributesTwoByTwo: whichever two change in one update, in
// whichever direction, the array takes them.
func TestVolumeAttributesTwoByTwo(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	protocol := acctest.NewProtocol(t, array, nil)
	one, other := poolOn(array, "one"), poolOn(array, "other")
	everyTwo(t, []turn{
		{"name", "db01", "db02", false},
		{"pool_id", one, other, false},
		{"size", 2000000000, 3000000000, true},
		{"provtype", "THIN", "THICK", false},
		{"write_protected", false, true, false},
		{"compression_enabled", false, true, false},
		{"ssd_enabled", false, true, false},
		{"ssa_express_enabled", false, true, false},
		{"snapshot_policy_id", 0, 1, false},
		{"udid", 11, 12, false},
	}, func(config map[string]any) bool {
		return config["ssa_express_enabled"] != true || config["ssd_enabled"] != false
	}, func(t *testing.T, from, to map[string]any) {
		base := map[string]any{"name": "db01", "pool_id": one, "size": 2000000000, "snapshot_policy_id": 0, "ssd_enabled": true, "approved": true}
		volume := protocol.Resource("onprem_infinibox_volume")
		defer func() { array.Remove("volumes", volume.Int("id")) }()
		appliedTogether(t, array, volume, configured(base, from), configured(base, to))
	})
}

// TestVolumeSnapshotAttributesTwoByTwo is the same for snapshots. What is
// locked stays so.
func TestVolumeSnapshotAttributesTwoByTwo(t *testing.T) {
	t.Parallel()
	everyTwo(t, []turn{
		{"name", "monday", "tuesday", false},
		{"write_protected", false, true, false},
		{"lock_expires_at", nil, time.Now().Add(90 * time.Minute).UnixMilli(), true},
		{"snapshot_retention", 864000, 1728000, true},
		{"ssd_enabled", false, true, false},
	}, func(config map[string]any) bool {
		return config["lock_expires_at"] == nil || config["write_protected"] != false
	}, func(t *testing.T, from, to map[string]any) {
		array := acctest.NewArray(t)
		parent := volumeOn(array, "db01")
		base := map[string]any{"name": "monday", "parent_id": parent, "approved": true}
		snapshot := acctest.NewProtocol(t, array, nil).Resource(snapshotResource)
		wantErrors(t, acctest.Errors(snapshot.Apply(configured(base, from))))
		madeByPolicy(t, array, snapshot.Int("id"))
		wantErrors(t, acctest.Errors(snapshot.Refresh()))
		appliedTogether(t, array, snapshot, configured(base, from), configured(base, to))
	})
}

// TestPoolAttributesTwoByTwo is the same for pools.
func TestPoolAttributesTwoByTwo(t *testing.T) {
	t.Parallel()
	const tera = 1000000000000
	array := acctest.NewArray(t)
	protocol := acctest.NewProtocol(t, array, nil)
	base := map[string]any{
		"name": "fast", "physical_capacity": 2 * tera, "virtual_capacity": 5 * tera,
		"physical_capacity_warning": 60, "physical_capacity_critical": 95,
		"fs_used_default_warning": 60, "fs_used_default_critical": 95, "approved": true,
	}
	below := func(config map[string]any, lesser, greater string) bool {
		small, _ := config[lesser].(int)
		large, _ := config[greater].(int)
		return small < large
	}
	everyTwo(t, []turn{
		{"name", "fast", "slow", false},
		{"physical_capacity", 2 * tera, 4 * tera, false},
		{"virtual_capacity", 3 * tera, 5 * tera, false},
		{"physical_capacity_warning", 60, 85, false},
		{"physical_capacity_critical", 70, 95, false},
		{"fs_used_default_warning", 60, 85, false},
		{"fs_used_default_critical", 70, 95, false},
		{"max_extend", 0, -1, false},
		{"ssd_enabled", false, true, false},
		{"compression_enabled", false, true, false},
		{"owners", []any{}, []any{poolAdmin(array)}, false},
	}, func(config map[string]any) bool {
		whole := configured(base, config)
		return below(whole, "physical_capacity", "virtual_capacity") &&
			below(whole, "physical_capacity_warning", "physical_capacity_critical") &&
			below(whole, "fs_used_default_warning", "fs_used_default_critical")
	}, func(t *testing.T, from, to map[string]any) {
		pool := protocol.Resource("onprem_infinibox_pool")
		defer func() { array.Remove("pools", pool.Int("id")) }()
		appliedTogether(t, array, pool, configured(base, from), configured(base, to))
	})
}

// TestVolumeThatFitsWhenAllIsDone: what leaves too little room on the way
// isn't done first.
func TestVolumeThatFitsWhenAllIsDone(t *testing.T) {
	t.Parallel()
	const tera = 1000000000000
	for _, c := range []struct {
		name     string
		from, to map[string]any
		pools    [2]string
	}{
		{"thin before the move", map[string]any{"size": 2 * tera, "provtype": "THICK"}, map[string]any{"provtype": "THIN"}, [2]string{"large", "flat"}},
		{"thick after the move", map[string]any{"size": 2 * tera, "provtype": "THIN"}, map[string]any{"provtype": "THICK"}, [2]string{"flat", "large"}},
		{"thin before it grows", map[string]any{"size": 1 * tera, "provtype": "THICK"}, map[string]any{"provtype": "THIN", "size": 2 * tera}, [2]string{"flat", "flat"}},
		{"moved before it grows", map[string]any{"size": 1 * tera}, map[string]any{"size": 4 * tera}, [2]string{"flat", "large"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			pools := map[string]int64{
				"large": array.Put("pools", 0, map[string]any{"name": "large", "physical_capacity": 5 * tera, "virtual_capacity": 5 * tera}),
				"flat":  array.Put("pools", 0, map[string]any{"name": "flat", "physical_capacity": 1 * tera, "virtual_capacity": 3 * tera}),
			}
			base := map[string]any{"name": "db01", "pool_id": pools[c.pools[0]]}
			volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
			appliedTogether(t, array, volume, configured(base, c.from), configured(base, c.from, c.to, map[string]any{"pool_id": pools[c.pools[1]]}))
		})
	}
}
