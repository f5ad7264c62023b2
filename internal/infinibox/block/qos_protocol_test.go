package block_test

import (
	"fmt"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const (
	qosResource = "onprem_infinibox_qos"
	enablePath  = "/api/rest/qos/enable"
)

// enforced is the configuration of quality of service.
func enforced(on bool) map[string]any { return map[string]any{"enabled": on} }

// wantQoS wants the array to enforce limits or not.
func wantQoS(t *testing.T, array *acctest.Array, on bool) {
	t.Helper()
	if shown := array.Setting("qos", "state")["is_enabled"]; fmt.Sprint(shown) != fmt.Sprint(on) {
		t.Errorf("the array has is_enabled = %v, want %t", shown, on)
	}
}

// TestQoSLife takes over what is off, switches it on, and leaves it on.
func TestQoSLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	qos := acctest.NewProtocol(t, array, nil).Resource(qosResource)
	wantErrors(t, acctest.Errors(qos.Apply(enforced(false))))
	wantWrites(t, array)
	wantErrors(t, acctest.Errors(qos.Apply(enforced(true))))
	wantWrites(t, array, "POST qos/enable")
	wantQoS(t, array, true)
	wantAgreement(t, array, qos)
	wantNothingPlanned(t, qos, enforced(true))
	array.ClearRequests()
	destroyed := qos.Destroy()
	wantErrors(t, acctest.Warnings(destroyed), "InfiniBox qos Stays As It Is", "can't be switched off again")
	if len(destroyed) != 1 || qos.Exists() {
		t.Errorf("%d diagnostics, the state has something: %t", len(destroyed), qos.Exists())
	}
	wantWrites(t, array)
	wantQoS(t, array, true)
}

// TestQoSSwitchedOnAtOnce and found on: both come to the same.
func TestQoSSwitchedOnAtOnce(t *testing.T) {
	t.Parallel()
	for _, on := range []bool{false, true} {
		array := acctest.NewArray(t)
		if on {
			array.Set("qos", "state", map[string]any{"is_enabled": true})
		}
		qos := acctest.NewProtocol(t, array, nil).Resource(qosResource)
		wantErrors(t, acctest.Errors(qos.Apply(enforced(true))))
		wantQoS(t, array, true)
		wantAgreement(t, array, qos)
		if writes := len(array.Writes()); (writes == 1) == on {
			t.Errorf("found %t: sent %q", on, array.Writes())
		}
	}
}

// TestQoSIsNeverSwitchedOff: refused at plan where it is known to be on, and
// where Terraform first finds out while it takes it over.
func TestQoSIsNeverSwitchedOff(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	protocol := acctest.NewProtocol(t, array, nil)
	qos := protocol.Resource(qosResource)
	wantErrors(t, acctest.Errors(qos.Apply(enforced(true))))
	array.ClearRequests()
	wantRefusedPlan(t, array, qos.Plan(enforced(false)), "enabled", "Switching Off Not Possible", "Set enabled = true")
	fresh := protocol.Resource(qosResource)
	applied := fresh.Apply(enforced(false))
	wantRefused(t, applied, "enabled", "Switching Off Not Possible", "Set enabled = true")
	wantWrites(t, array)
	if fresh.Exists() {
		t.Error("the state has something")
	}
}

// TestQoSDrift: another administrator switches it on, which a configuration
// that has it off can't undo.
func TestQoSDrift(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	qos := acctest.NewProtocol(t, array, nil).Resource(qosResource)
	wantErrors(t, acctest.Errors(qos.Apply(enforced(false))))
	array.Set("qos", "state", map[string]any{"is_enabled": true})
	wantErrors(t, acctest.Errors(qos.Refresh()))
	wantAgreement(t, array, qos)
	wantRefusedPlan(t, array, qos.Plan(enforced(false)), "Switching Off Not Possible")
	wantNothingPlanned(t, qos, enforced(true))
}

// TestQoSImport by id and identity, and what is neither.
func TestQoSImport(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	array.Set("qos", "state", map[string]any{"is_enabled": true})
	protocol := acctest.NewProtocol(t, array, nil)
	byID, byIdentity := protocol.Resource(qosResource), protocol.Resource(qosResource)
	wantErrors(t, acctest.Errors(byID.Import("qos")))
	wantErrors(t, acctest.Errors(byIdentity.ImportIdentity(map[string]any{"setting": "qos"})))
	for _, qos := range []*acctest.Instance{byID, byIdentity} {
		wantAgreement(t, array, qos)
		wantNothingPlanned(t, qos, enforced(true))
		wantErrors(t, qos.Identity()["setting"], "qos")
	}
	wantErrors(t, acctest.Warnings(byID.Destroy()), "InfiniBox qos Stays As It Is")
	wantRefused(t, protocol.Resource(qosResource).Import("state"), "Cannot Import InfiniBox qos", `"state" is no import id`, `its id is "qos"`)
	wantRefused(t, protocol.Resource(qosResource).ImportIdentity(map[string]any{"setting": "system_name"}), "Cannot Import InfiniBox qos", `"qos"`)
	wantWrites(t, array)
}

// TestQoSFailures end in a state that says what the array has, or in one
// diagnostic and nothing.
func TestQoSFailures(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		settings map[string]any
		rule     device.Rule
		failed   []string // nil when it succeeds nevertheless
	}{
		{name: "the state can't be read", rule: device.Rule{Method: "GET", Path: "/api/rest/qos/state", Error: "INTERNAL_SERVER_ERROR"},
			failed: []string{"Unable to take over InfiniBox qos", "INTERNAL_SERVER_ERROR"}},
		{name: "refused", rule: device.Rule{Path: enablePath, Error: "INTERNAL_SERVER_ERROR"},
			failed: []string{"Unable to change InfiniBox qos", "INTERNAL_SERVER_ERROR", "POST qos/enable"}},
		{name: "dropped before", rule: device.Rule{Path: enablePath, Drop: device.BeforeExecution},
			failed: []string{"Unable to change InfiniBox qos", "answer was lost", "POST qos/enable"}},
		{name: "dropped after", rule: device.Rule{Path: enablePath, Drop: device.AfterExecution}},
		{name: "executed, and answered as if it weren't", rule: device.Rule{Path: enablePath, Error: "INTERNAL_SERVER_ERROR", Executed: true}},
		{name: "without permission", settings: map[string]any{"username": "read_only", "password": "read-only-simulated"},
			rule:   device.Rule{Path: "/none", Status: 500},
			failed: []string{"Unable to change InfiniBox qos", "infinibox.username"}},
		{name: "read-only provider", settings: map[string]any{"read_only": true},
			rule:   device.Rule{Path: "/none", Status: 500},
			failed: []string{"Unable to change InfiniBox qos", "POST qos/enable with no body", "INFINIBOX_READ_ONLY"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			qos := acctest.NewProtocol(t, array, c.settings).Resource(qosResource)
			array.Break(c.rule)
			applied := qos.Apply(enforced(true))
			if c.failed != nil {
				wantRefused(t, applied, c.failed...)
				wantQoS(t, array, false)
				if qos.Exists() {
					t.Error("the state has something")
				}
				return
			}
			wantErrors(t, acctest.Errors(applied))
			wantQoS(t, array, true)
			wantAgreement(t, array, qos)
		})
	}
}

// TestQoSThatCannotBeReadBack has been switched on and can't be put back: that
// is said.
func TestQoSThatCannotBeReadBack(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	qos := acctest.NewProtocol(t, array, nil).Resource(qosResource)
	array.Break(device.Rule{Method: "GET", Path: "/api/rest/qos/state", Skip: 1, Error: "INTERNAL_SERVER_ERROR"})
	applied := qos.Apply(enforced(true))
	wantErrors(t, acctest.Errors(applied), "Unable to read InfiniBox qos", "INTERNAL_SERVER_ERROR", "it couldn't be put back: enabled = false", "it had enabled = false")
	wantWrites(t, array, "POST qos/enable")
	array.ClearFaults()
	wantErrors(t, acctest.Errors(qos.Apply(enforced(true))))
	wantAgreement(t, array, qos)
}

// TestQoSUpdateFails keeps what the array has.
func TestQoSUpdateFails(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	qos := acctest.NewProtocol(t, array, nil).Resource(qosResource)
	wantErrors(t, acctest.Errors(qos.Apply(enforced(false))))
	array.Break(device.Rule{Path: enablePath, Error: "INTERNAL_SERVER_ERROR", Times: 1})
	wantRefused(t, qos.Apply(enforced(true)), "Unable to change InfiniBox qos", "INTERNAL_SERVER_ERROR")
	wantAgreement(t, array, qos)
	array.Break(device.Rule{Path: enablePath, Drop: device.AfterExecution, Times: 1})
	wantRefused(t, qos.Apply(enforced(true)), "Unable to change InfiniBox qos", "answer was lost")
	wantQoS(t, array, true)
	wantAgreement(t, array, qos)
	wantNothingPlanned(t, qos, enforced(true))
}

// TestQoSDataSource shows the state, and needs nothing to choose by.
func TestQoSDataSource(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	source := acctest.NewProtocol(t, array, nil).DataSource(qosResource)
	for _, on := range []bool{false, true} {
		if on {
			array.Set("qos", "state", map[string]any{"is_enabled": true})
		}
		shown, diagnostics := source.Read(map[string]any{})
		wantErrors(t, acctest.Errors(diagnostics))
		if len(shown) != 1 || shown["enabled"] != on {
			t.Errorf("shown %v, want %t", shown, on)
		}
	}
}
