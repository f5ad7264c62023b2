package block_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// TestMappingGone is removed from the state with whatever ended it.
func TestMappingGone(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(t *testing.T, s side, array *acctest.Array, owner, volume int64){
		"unmapped": func(_ *testing.T, s side, array *acctest.Array, _, _ int64) {
			array.Remove(s.entity+"s", acctest.ID(array.Only(s.entity+"s", nil)))
		},
		"host or cluster deleted": func(_ *testing.T, s side, array *acctest.Array, owner, _ int64) {
			array.Remove(s.entity+"s", acctest.ID(array.Only(s.entity+"s", nil)))
			array.Remove(s.path, owner)
		},
		"volume deleted": func(_ *testing.T, s side, array *acctest.Array, _, volume int64) {
			array.Remove(s.entity+"s", acctest.ID(array.Only(s.entity+"s", nil)))
			array.Remove("volumes", volume)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, s side, array *acctest.Array) {
				owner, volume := s.new(array, "o"), volumeIn(array, "v")
				refreshed, destroyed := s.resource(t, array, nil), s.resource(t, array, nil)
				config := configured(s.config(owner, volume), map[string]any{"approved": true})
				wantErrors(t, acctest.Errors(refreshed.Apply(config)))
				wantErrors(t, acctest.Errors(destroyed.Import(fmt.Sprintf("%d/%d", owner, volume))))
				wantErrors(t, acctest.Errors(destroyed.Apply(config)))
				end(t, s, array, owner, volume)
				wantErrors(t, acctest.Errors(destroyed.Destroy()))
				if diagnostics := refreshed.Refresh(); len(diagnostics) > 0 || refreshed.Exists() || destroyed.Exists() {
					t.Errorf("in the state: %t and %t, with %s", refreshed.Exists(), destroyed.Exists(), acctest.Errors(diagnostics))
				}
				if plan := refreshed.Plan(config); plan.Errors() != "" || len(plan.Changes) == 0 {
					t.Errorf("planned %v: %s", plan.Changes, plan.Errors())
				}
			})
		})
	}
}

// TestMappingThatExists is somebody else's, whether the array says so or the
// answer was lost: reported with an import block that works.
func TestMappingThatExists(t *testing.T) {
	t.Parallel()
	for _, lost := range []bool{false, true} {
		t.Run(fmt.Sprintf("answer lost %t", lost), func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, s side, array *acctest.Array) {
				owner, volume := s.new(array, "o"), volumeIn(array, "v")
				if lost {
					array.Break(device.Rule{Method: "POST", Path: "/api/rest/" + s.path + "/*/luns", Times: 1, Drop: device.AfterExecution})
				} else {
					s.put(array, owner, volume, 5)
				}
				mapping := s.resource(t, array, nil)
				id := fmt.Sprintf("%d/%d", owner, volume)
				diagnostics := mapping.Apply(s.config(owner, volume))
				wantErrors(t, acctest.Errors(diagnostics), `"volume_id"`, "Unable to create InfiniBox", id, "import {",
					"to = onprem_infinibox_"+s.entity+".example", fmt.Sprintf("id = %q", id), "adopt_existing = true")
				if mapping.Exists() || len(diagnostics) != 1 {
					t.Errorf("%d diagnostics, in the state: %t", len(diagnostics), mapping.Exists())
				}
				if posts := array.CountRequests(device.Match{Method: "POST"}); posts != 1 {
					t.Errorf("sent %d", posts)
				}
				wantErrors(t, acctest.Errors(mapping.Import(id)))
				wantAgreement(t, array, mapping)
				wantNothingPlanned(t, mapping, s.config(owner, volume))
			})
		})
	}
}

// TestMappingAdopted: one of the same number, or of any when none is chosen,
// is taken over; another one is not.
func TestMappingAdopted(t *testing.T) {
	t.Parallel()
	for lun, adopted := range map[any]bool{nil: true, 5: true, 6: false} {
		t.Run(fmt.Sprint(lun), func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, s side, array *acctest.Array) {
				owner, volume := s.new(array, "o"), volumeIn(array, "v")
				s.put(array, owner, volume, 5)
				mapping := s.resource(t, array, map[string]any{"adopt_existing": true})
				diagnostics := mapping.Apply(configured(s.config(owner, volume), map[string]any{"lun": lun}))
				if !adopted {
					wantErrors(t, acctest.Errors(diagnostics), `"lun"`, "Unable to adopt", "lun = 5", "6")
					return
				}
				wantErrors(t, acctest.Errors(diagnostics))
				if warnings := acctest.Warnings(diagnostics); !strings.Contains(warnings, "Adopted InfiniBox") {
					t.Errorf("not recorded: %q", warnings)
				}
				wantAgreement(t, array, mapping)
				if mapping.Int("lun") != 5 {
					t.Errorf("lun %d", mapping.Int("lun"))
				}
			})
		})
	}
}

// TestMappingThatNeverHappened leaves nothing, and says that it can be applied
// again.
func TestMappingThatNeverHappened(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s side, array *acctest.Array) {
		owner, volume := s.new(array, "o"), volumeIn(array, "v")
		array.Break(device.Rule{Method: "POST", Path: "/api/rest/" + s.path + "/*/luns", Drop: device.BeforeExecution})
		mapping := s.resource(t, array, nil)
		wantErrors(t, acctest.Errors(mapping.Apply(s.config(owner, volume))), "Unable to create InfiniBox", "apply again")
		if mapping.Exists() || len(array.Find(s.entity+"s", nil)) > 0 {
			t.Error("something is there")
		}
	})
}

// TestUnmappingWhoseAnswerIsLost is found out, and not approved twice.
func TestUnmappingWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	for drop, gone := range map[device.Moment]bool{device.AfterExecution: true, device.BeforeExecution: false} {
		t.Run(fmt.Sprint(drop), func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, s side, array *acctest.Array) {
				owner, volume := s.new(array, "o"), volumeIn(array, "v")
				mapping := s.resource(t, array, nil)
				wantErrors(t, acctest.Errors(mapping.Apply(configured(s.config(owner, volume), map[string]any{"approved": true}))))
				array.Break(device.Rule{Method: "DELETE", Path: "/api/rest/" + s.path + "/*/luns/volume_id/*", Query: "approved=yes", Drop: drop})
				diagnostics := mapping.Destroy()
				if gone {
					wantErrors(t, acctest.Errors(diagnostics))
				} else {
					wantErrors(t, acctest.Errors(diagnostics), "Unable to delete", "still there")
				}
				if mapping.Exists() == gone || (len(array.Find(s.entity+"s", nil)) == 0) != gone {
					t.Errorf("in the state: %t", mapping.Exists())
				}
			})
		})
	}
}
