package infinibox_test

import (
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestStatisticsCountWhatIsThere(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	before := a.get("system/stats").number("free_physical_space")
	p := a.pool("p", 2)
	a.snapshot("s", a.volume("v", p, 1))
	after := a.get("system/stats")
	if used := before - after.number("free_physical_space"); used < 2*terabyte {
		t.Errorf("a pool takes %d bytes", used)
	}
	counts, _ := after.fields["entity_counts"].(map[string]any)
	object{t, counts}.has(map[string]any{"pools": 1, "volumes": 1, "volume_snapshots": 1, "hosts": 0})
	a.get("system/stats/mgmt").has(map[string]any{"sessions": 0, "users": len(infinibox.DefaultUsers())})
}
