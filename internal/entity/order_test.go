package entity

import (
	"reflect"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

// tank is a model with bounds that must never cross, and a chain of them.
type tank struct {
	Size     types.Int64  `tfsdk:"size"     api:"size"`
	Critical types.Int64  `tfsdk:"critical" api:"critical"`
	Warning  types.Int64  `tfsdk:"warning"  api:"warning"`
	Name     types.String `tfsdk:"name"     api:"name"`
}

// tanks is the managed resource of tanks, as far as ordering needs it.
func tanks(t *testing.T, pairs ...Pair) *managed {
	t.Helper()
	model, err := newMapper(reflect.TypeFor[tank]())
	if err != nil {
		t.Fatal(err)
	}
	for i := range model.fields {
		model.fields[i].written = true
	}
	return &managed{connected{declared: &declared{path: "tanks", model: model, key: model.fields[3], ordered: pairs, update: OneFieldPerRequest}}}
}

// alone orders changed fields of which each has a request of its own.
func alone(m *managed, changed []field, prior, plan any) []field {
	return slices.Concat(m.inOrder(m.jointly(changed), prior, plan)...)
}

func filled(size, critical, warning int64) *tank {
	return &tank{Size: types.Int64Value(size), Critical: types.Int64Value(critical), Warning: types.Int64Value(warning), Name: types.StringValue("t")}
}

// TestPairsNeverCross: whatever the change, after each request the greater is
// not below the lesser.
func TestPairsNeverCross(t *testing.T) {
	t.Parallel()
	pairs := []Pair{{Greater: "critical", Lesser: "warning"}}
	for _, reversed := range []bool{false, true} {
		for _, c := range []struct {
			name        string
			prior, plan *tank
		}{
			{"both up, past each other", filled(0, 50, 40), filled(0, 90, 80)},
			{"both up, not past", filled(0, 50, 20), filled(0, 60, 30)},
			{"both down, past each other", filled(0, 90, 80), filled(0, 50, 40)},
			{"both down, not past", filled(0, 90, 20), filled(0, 80, 10)},
			{"apart", filled(0, 50, 50), filled(0, 90, 10)},
			{"together", filled(0, 90, 10), filled(0, 50, 50)},
			{"meeting at the other's place", filled(0, 50, 40), filled(0, 60, 50)},
		} {
			t.Run(c.name, func(t *testing.T) {
				t.Parallel()
				m := tanks(t, pairs...)
				changed := m.model.changed(c.prior, c.plan)
				if reversed {
					slices.Reverse(changed)
				}
				now := *c.prior
				for _, f := range alone(m, changed, c.prior, c.plan) {
					m.model.set(&now, f, m.model.value(c.plan, f))
					if now.Critical.ValueInt64() < now.Warning.ValueInt64() {
						t.Errorf("after %s: critical %s below warning %s", f.name, now.Critical, now.Warning)
					}
				}
				if !reflect.DeepEqual(now, *c.plan) {
					t.Errorf("ends at %v, want %v", now, *c.plan)
				}
			})
		}
	}
}

// TestSeveralPairs in a chain keep each their order.
func TestSeveralPairs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		prior, plan *tank
		want        []string
	}{
		"growing":   {filled(100, 50, 40), filled(900, 800, 700), []string{"size", "critical", "warning"}},
		"shrinking": {filled(900, 800, 700), filled(100, 50, 40), []string{"warning", "critical", "size"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := tanks(t, Pair{Greater: "size", Lesser: "critical"}, Pair{Greater: "critical", Lesser: "warning"})
			var names []string
			for _, f := range alone(m, m.model.changed(c.prior, c.plan), c.prior, c.plan) {
				names = append(names, f.name)
			}
			if !slices.Equal(names, c.want) {
				t.Errorf("changes %v, want %v", names, c.want)
			}
		})
	}
}

// TestPairWithOneUnknown: what isn't known holds nothing up.
func TestPairWithOneUnknown(t *testing.T) {
	t.Parallel()
	m := tanks(t, Pair{Greater: "critical", Lesser: "warning"})
	prior := filled(0, 50, 40)
	prior.Warning = types.Int64Null()
	plan := filled(0, 60, 55)
	if changed := alone(m, m.model.changed(prior, plan), prior, plan); len(changed) != 2 || changed[0].name != "critical" {
		t.Errorf("changes %v", changed)
	}
}
