package block_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// TestMappingToASecondNeedsApproval, which only the array knows: the refusal
// and the record have its reason.
func TestMappingToASecondNeedsApproval(t *testing.T) {
	t.Parallel()
	const reason = "Mapping a volume to more than one host or cluster"
	each(t, func(t *testing.T, s side, array *acctest.Array) {
		volume, second := volumeIn(array, "v"), s.new(array, "o2")
		s.put(array, s.new(array, "o1"), volume, 5)
		mapping := s.resource(t, array, nil)
		config := s.config(second, volume)
		wantErrors(t, mapping.Plan(config).Errors())
		array.ClearRequests()
		diagnostics := mapping.Apply(config)
		wantErrors(t, acctest.Errors(diagnostics), `"approved"`, "Approval Required To Create InfiniBox "+strings.ReplaceAll(s.entity, "_", " "), reason, "set approved = true on this resource")
		if mapping.Exists() || len(diagnostics) != 1 {
			t.Errorf("%d diagnostics, in the state: %t", len(diagnostics), mapping.Exists())
		}
		wantWrites(t, array, fmt.Sprintf(`POST %s/%d/luns {"volume_id":%d}`, s.path, second, volume))
		diagnostics = mapping.Apply(configured(config, map[string]any{"approved": true}))
		wantErrors(t, acctest.Errors(diagnostics))
		if warnings := acctest.Warnings(diagnostics); !strings.Contains(warnings, "Approved: Create") || !strings.Contains(warnings, reason) {
			t.Errorf("the approval isn't recorded: %s", warnings)
		}
		wantAgreement(t, array, mapping)
	})
}

// TestUnmappingApproval is asked for at plan, by every way of giving it.
func TestUnmappingApproval(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name              string
		provider          bool
		resource          any
		destroys, planned bool
	}{
		{"nowhere", false, nil, false, false},
		{"on the resource", false, true, true, true},
		{"in the provider", true, nil, true, true},
		{"not on the resource", true, false, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, s side, array *acctest.Array) {
				owner, volume := s.new(array, "o"), volumeIn(array, "v")
				mapping := s.resource(t, array, map[string]any{"approved": c.provider})
				config := configured(s.config(owner, volume), map[string]any{"approved": c.resource})
				wantErrors(t, acctest.Errors(mapping.Apply(config)))
				array.ClearRequests()
				if !c.destroys {
					wantRefusedPlan(t, array, mapping.Plan(nil), `"approved"`, "Approval Required To Delete", "access to the volume's data", "INFINIBOX_APPROVED=true")
					replacing := mapping.Plan(configured(config, map[string]any{"lun": 99}))
					wantRefusedPlan(t, array, replacing, `"lun"`, "Approval Required To Replace", "set approved = true on this resource")
					return
				}
				diagnostics := mapping.Destroy()
				wantErrors(t, acctest.Errors(diagnostics))
				if warnings := acctest.Warnings(diagnostics); !strings.Contains(warnings, "Unmapping volume 'v' may cause loss of access to the volume data") {
					t.Errorf("the approval isn't recorded: %s", warnings)
				}
				unmap := fmt.Sprintf("DELETE %s/%d/luns/volume_id/%d", s.path, owner, volume)
				wantWrites(t, array, unmap, unmap+"?approved=yes")
				if left := array.Find(s.entity+"s", nil); len(left) > 0 {
					t.Errorf("the array has %v", left)
				}
			})
		})
	}
}

// TestUnmappingASnapshot is as dangerous.
func TestUnmappingASnapshot(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s side, array *acctest.Array) {
		snapshot := array.Put("volumes", 0, map[string]any{"name": "monday", "parent_id": volumeIn(array, "v")})
		mapping := s.resource(t, array, nil)
		wantErrors(t, acctest.Errors(mapping.Apply(configured(s.config(s.new(array, "o"), snapshot), map[string]any{"approved": true}))))
		diagnostics := mapping.Destroy()
		wantErrors(t, acctest.Errors(diagnostics))
		if warnings := acctest.Warnings(diagnostics); !strings.Contains(warnings, "Unmapping snapshot 'monday'") {
			t.Errorf("the approval isn't recorded: %s", warnings)
		}
	})
}
