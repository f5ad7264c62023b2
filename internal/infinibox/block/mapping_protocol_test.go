package block_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// side is what volumes are mapped to: hosts or clusters, which differ in names
// alone.
type side struct {
	// entity is the mapping's, owner its attribute for what it belongs to, of
	// which the array has collections and field.
	entity, owner, field, path string
}

var sides = []side{
	{"host_lun", "host_id", "host_id", "hosts"},
	{"cluster_lun", "cluster_id", "host_cluster_id", "clusters"},
}

// resource is the mapping's resource on an array.
func (s side) resource(t *testing.T, array *acctest.Array, settings map[string]any) *acctest.Instance {
	t.Helper()
	return acctest.NewProtocol(t, array, settings).Resource("onprem_infinibox_" + s.entity)
}

// new makes something to map to.
func (s side) new(array *acctest.Array, name string) int64 {
	return array.Put(s.path, 0, map[string]any{"name": name})
}

// config is the configuration of a mapping.
func (s side) config(owner, volume int64) map[string]any {
	return map[string]any{s.owner: owner, "volume_id": volume}
}

// put maps as an administrator would.
func (s side) put(array *acctest.Array, owner, volume, lun int64) int64 {
	return array.Put(s.entity+"s", 0, map[string]any{s.field: owner, "volume_id": volume, "lun": lun})
}

// each runs a test for hosts and for clusters.
func each(t *testing.T, test func(t *testing.T, s side, array *acctest.Array)) {
	t.Helper()
	for _, s := range sides {
		t.Run(s.path, func(t *testing.T) {
			t.Parallel()
			test(t, s, acctest.NewArray(t))
		})
	}
}

// volumeIn makes a volume in a pool of its own.
func volumeIn(array *acctest.Array, name string) int64 {
	return array.Put("volumes", 0, map[string]any{"name": name, "pool_id": poolOn(array, "p-"+name), "size": 1000000000})
}

// TestMappingTakesANumber: one that the array chose is no difference, however
// often it is looked at, and one that was chosen is kept.
func TestMappingTakesANumber(t *testing.T) {
	t.Parallel()
	for name, lun := range map[string]any{"the array's": nil, "the lowest": 0, "the highest": 16383, "any": 77} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, s side, array *acctest.Array) {
				owner, volume := s.new(array, "o"), volumeIn(array, "v")
				mapping := s.resource(t, array, nil)
				config := configured(s.config(owner, volume), map[string]any{"lun": lun})
				wantErrors(t, acctest.Errors(mapping.Apply(config)))
				body := fmt.Sprintf(`{"lun":%v,"volume_id":%d}`, lun, volume)
				if lun == nil {
					body = fmt.Sprintf(`{"volume_id":%d}`, volume)
				}
				wantWrites(t, array, fmt.Sprintf("POST %s/%d/luns %s", s.path, owner, body))
				wantAgreement(t, array, mapping)
				for range 2 {
					wantErrors(t, acctest.Errors(mapping.Refresh()))
					wantNothingPlanned(t, mapping, config)
					wantNothingPlanned(t, mapping, s.config(owner, volume))
				}
			})
		})
	}
}

// TestMappingOfAnotherNumber replaces the mapping, as do another volume and
// another host or cluster; each alone.
func TestMappingOfAnotherNumber(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s side, array *acctest.Array) {
		first, second, v1, v2 := s.new(array, "o1"), s.new(array, "o2"), volumeIn(array, "v1"), volumeIn(array, "v2")
		mapping := s.resource(t, array, nil)
		base := configured(s.config(first, v1), map[string]any{"lun": 5, "approved": true})
		wantErrors(t, acctest.Errors(mapping.Apply(base)))
		at, volume := first, v1
		for _, c := range []struct {
			attribute string
			value     any
			request   string
		}{
			{"lun", 6, fmt.Sprintf(`POST %s/%d/luns {"lun":6,"volume_id":%d}`, s.path, first, v1)},
			{"volume_id", v2, fmt.Sprintf(`POST %s/%d/luns {"lun":6,"volume_id":%d}`, s.path, first, v2)},
			{s.owner, second, fmt.Sprintf(`POST %s/%d/luns {"lun":6,"volume_id":%d}`, s.path, second, v2)},
		} {
			array.ClearRequests()
			base = configured(base, map[string]any{c.attribute: c.value})
			if plan := mapping.Plan(base); len(plan.Replaces) != 1 || !strings.Contains(plan.Replaces[0], c.attribute) {
				t.Errorf("%s replaces %v: %s", c.attribute, plan.Replaces, plan.Errors())
			}
			wantErrors(t, acctest.Errors(mapping.Apply(base)))
			unmap := fmt.Sprintf("DELETE %s/%d/luns/volume_id/%d", s.path, at, volume)
			wantWrites(t, array, unmap, unmap+"?approved=yes", c.request)
			wantAgreement(t, array, mapping)
			at, volume = mapping.Int(s.owner), mapping.Int("volume_id")
		}
		if left := array.Find(s.entity+"s", nil); len(left) != 1 {
			t.Errorf("the array has %v", left)
		}
	})
}

// TestMappingRenumberedBehindTerraform: what was left to the array follows it,
// what was chosen is planned again.
func TestMappingRenumberedBehindTerraform(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s side, array *acctest.Array) {
		owner, volume := s.new(array, "o"), volumeIn(array, "v")
		mapping := s.resource(t, array, nil)
		chosen := configured(s.config(owner, volume), map[string]any{"lun": 5, "approved": true})
		wantErrors(t, acctest.Errors(mapping.Apply(chosen)))
		array.Put(s.entity+"s", acctest.ID(array.Only(s.entity+"s", map[string]any{"lun": 5})), map[string]any{"lun": 9})
		wantErrors(t, acctest.Errors(mapping.Refresh()))
		wantAgreement(t, array, mapping)
		wantNothingPlanned(t, mapping, configured(s.config(owner, volume), map[string]any{"approved": true}))
		if plan := mapping.Plan(chosen); len(plan.Replaces) != 1 {
			t.Errorf("replaces %v: %s", plan.Replaces, plan.Errors())
		}
		wantErrors(t, acctest.Errors(mapping.Apply(chosen)))
		array.Only(s.entity+"s", map[string]any{"lun": 5})
	})
}

// TestMappingBadInput is refused at plan time, at the attribute.
func TestMappingBadInput(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s side, array *acctest.Array) {
		owner, volume := s.new(array, "o"), volumeIn(array, "v")
		mapping := s.resource(t, array, nil)
		for _, c := range []struct {
			attribute string
			value     any
			text      string
		}{
			{"lun", -1, "between 0 and 16383"},
			{"lun", 16384, "between 0 and 16383"},
			{"volume_id", 0, "at least 1"},
			{s.owner, -7, "at least 1"},
		} {
			array.ClearRequests()
			plan := mapping.Plan(configured(s.config(owner, volume), map[string]any{c.attribute: c.value}))
			wantRefusedPlan(t, array, plan, fmt.Sprintf("%q", c.attribute), c.text)
		}
		hidden := map[string]any{s.owner: acctest.Unknown, "volume_id": acctest.Unknown, "lun": acctest.Unknown}
		wantErrors(t, mapping.Plan(hidden).Errors())
	})
}

// TestMappingRefused is one diagnostic, at what it is about, with what to do.
func TestMappingRefused(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s side, array *acctest.Array) {
		owner, volume := s.new(array, "o"), volumeIn(array, "v")
		s.put(array, owner, volumeIn(array, "other"), 5)
		owners := strings.TrimSuffix(s.path, "s")
		for _, c := range []struct {
			name  string
			input map[string]any
			texts []string
		}{
			{"number taken", map[string]any{"lun": 5}, []string{`"lun"`, "LUN_EXISTS", "This is about lun = 5.", "leave it out"}},
			{"no such volume", map[string]any{"volume_id": 4711}, []string{`"volume_id"`, "VOLUME_NOT_FOUND", "Give the id of a volume"}},
			{"no such owner", map[string]any{s.owner: 4711}, []string{fmt.Sprintf("%q", s.owner), "_NOT_FOUND", "Give the id of a " + owners}},
		} {
			mapping := s.resource(t, array, nil)
			wantOneReason(t, mapping.Apply(configured(s.config(owner, volume), c.input)), c.texts...)
			if mapping.Exists() || len(array.Find(s.entity+"s", nil)) != 1 {
				t.Errorf("%s: something was mapped", c.name)
			}
		}
	})
}
