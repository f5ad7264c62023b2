package infinibox_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestTheRackHasThreeNodesAndEightEnclosures(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	for path, n := range map[string]int{
		"components/nodes": 3, "components/nodes/2/drives": 10, "components/nodes/1/fc_ports": 8, "components/nodes/3/eth_ports": 6,
		"components/enclosures": 8, "components/enclosures/8/drives": 60, "components/support_appliances": 1, "system/ntp_status": 3,
	} {
		if got := a.send(http.MethodGet, path, nil); got.Meta.Objects != n {
			t.Errorf("%s has %d objects, want %d", path, got.Meta.Objects, n)
		}
	}
	a.get("components").has(map[string]any{"enclosures_number": 8})
	a.refused(http.MethodGet, "components/nodes/4", nil, a.statusOf("ILLEGAL_NODE_ID"), "ILLEGAL_NODE_ID")
}

// statusOf is the status that comes with a code.
func (a *array) statusOf(code string) int {
	a.t.Helper()
	status, _, _, ok := a.Failure(code)
	if !ok {
		a.t.Fatalf("%s isn't documented", code)
	}
	return status
}

func TestHealthIsCountedFromTheHardware(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{}).login("technician")
	a.get("system/health_state").has(map[string]any{"active_drives": 480, "inactive_nodes": 0, "phasing_out_drives": 0})
	a.must(http.MethodPost, "components/nodes/2/phase_out?approved=yes", nil)
	a.get("system/health_state").has(map[string]any{"inactive_nodes": 1})
	a.must(http.MethodPost, "components/nodes/2/phase_in", nil)
	a.get("system/health_state").has(map[string]any{"inactive_nodes": 0})
	a.must(http.MethodPost, "components/enclosures/1/drives/7/phase_out", nil)
	a.get("system/health_state").has(map[string]any{"active_drives": 479})
}

func TestPortsAreSwitchedOffWithApproval(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	refused := a.refused(http.MethodPost, "components/nodes/1/fc_ports/2/disable", nil, 403, "APPROVAL_REQUIRED")
	if len(refused.Error.Reasons) != 1 || !strings.Contains(refused.Error.Reasons[0].Message, "FC port") {
		t.Errorf("the reasons are %v", refused.Error.Reasons)
	}
	a.must(http.MethodPost, "components/nodes/1/fc_ports/2/disable?approved=yes", nil).has(map[string]any{"enabled": false})
	a.must(http.MethodPost, "components/nodes/1/fc_ports/2/enable", map[string]any{"role": "SOFT_PORT"}).has(map[string]any{"enabled": true, "role": "SOFT_PORT"})
}
