package block_test

import (
	"fmt"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// TestMappingShown: the data sources show the array's id of a mapping and what
// OpenVMS knows the volume by, and write nothing.
func TestMappingShown(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s side, array *acctest.Array) {
		owner, volume := s.new(array, "o"), volumeIn(array, "v")
		array.Put("volumes", volume, map[string]any{"udid": 7})
		id := s.put(array, owner, volume, 5)
		want := fmt.Sprint(map[string]any{s.owner: owner, "volume_id": volume, "lun": 5, "id": id, "udid": 7})
		protocol := acctest.NewProtocol(t, array, nil)
		array.ClearRequests()
		shown, diagnostics := protocol.DataSource("onprem_infinibox_" + s.entity).Read(s.config(owner, volume))
		wantErrors(t, acctest.Errors(diagnostics))
		if fmt.Sprint(shown) != want {
			t.Errorf("shown %v, want %s", shown, want)
		}
		if asked := array.CountRequests(device.Match{}); asked != 1 {
			t.Errorf("asked %d times", asked)
		}
		for _, config := range []map[string]any{{}, {s.owner: owner}} {
			array.ClearRequests()
			shown, diagnostics = protocol.DataSource("onprem_infinibox_" + s.entity + "s").Read(config)
			wantErrors(t, acctest.Errors(diagnostics))
			if all := fmt.Sprint(shown[s.entity+"s"]); all != "["+want+"]" {
				t.Errorf("%v: shown %s, want %s", config, all, want)
			}
			if asked := array.CountRequests(device.Match{}); asked != 1 {
				t.Errorf("%v: asked %d times", config, asked)
			}
		}
		wantWrites(t, array)
	})
}

// TestMappingShownRefusals are at the attribute that it is found by.
func TestMappingShownRefusals(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s side, array *acctest.Array) {
		owner, volume := s.new(array, "o"), volumeIn(array, "v")
		source := acctest.NewProtocol(t, array, nil).DataSource("onprem_infinibox_" + s.entity)
		for name, config := range map[string]map[string]any{
			"not mapped": s.config(owner, volume), "no such owner": s.config(4711, volume),
		} {
			_, diagnostics := source.Read(config)
			wantErrors(t, acctest.Errors(diagnostics), `"volume_id"`, fmt.Sprintf("%d/%d", config[s.owner], volume), "shows no object with that "+s.owner+" and volume_id")
			if len(diagnostics) != 1 {
				t.Errorf("%s: %d diagnostics", name, len(diagnostics))
			}
		}
	})
}

// TestClusterHostShown by the host's name, among those of its cluster alone.
func TestClusterHostShown(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	web, shop := clusterOn(array, "web"), clusterOn(array, "shop")
	host := hostIn(array, "web01", web)
	hostIn(array, "free", 0)
	source := acctest.NewProtocol(t, array, nil).DataSource(clusterHostResource)
	for _, config := range []map[string]any{{"cluster_id": web, "name": "web01"}, {"cluster_id": web, "host_id": host}} {
		shown, diagnostics := source.Read(config)
		wantErrors(t, acctest.Errors(diagnostics))
		if fmt.Sprint(shown) != fmt.Sprint(map[string]any{"cluster_id": web, "host_id": host, "name": "web01"}) {
			t.Errorf("shown %v", shown)
		}
	}
	for _, c := range []struct {
		config map[string]any
		text   string
	}{
		{map[string]any{"cluster_id": shop, "name": "web01"}, "Check the spelling"},
		{map[string]any{"cluster_id": web, "name": "free"}, "Check the spelling"},
		{map[string]any{"cluster_id": shop, "host_id": host}, "shows no object with that cluster_id and host_id"},
		{map[string]any{"cluster_id": web}, "one (and only one)"},
	} {
		_, diagnostics := source.Read(c.config)
		wantErrors(t, acctest.Errors(diagnostics), c.text)
	}
}
