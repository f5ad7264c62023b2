package infinibox_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestCollectionsOfTheCatalogueKeepWhatTheyAreGiven(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	space := a.must(http.MethodPost, "network/spaces", map[string]any{
		"name": "iscsi", "service": "iscsi_service", "interfaces": []int{}, "mtu": 9000,
		"network_config": map[string]any{"network": "10.1.2.0", "netmask": 24, "default_gateway": "10.1.2.254"},
	})
	id := space.id()
	space.has(map[string]any{"name": "iscsi", "mtu": 9000, "tenant_id": 1, "automatic_ip_failback": false})
	a.must(http.MethodPut, at("network/spaces", id), map[string]any{"mtu": 1500, "name": "renamed"}).has(map[string]any{"mtu": 1500, "name": "renamed"})
	if got := a.names("network/spaces?name=renamed"); !slices.Equal(got, []string{"renamed"}) {
		t.Errorf("the listing has %q", got)
	}
	a.must(http.MethodDelete, at("network/spaces", id), nil).has(map[string]any{"name": "renamed"})
	a.refused(http.MethodGet, at("network/spaces", id), nil, 404, "NET_SPACE_NOT_FOUND")
}

func TestPartsBelongToTheirOwner(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	space := a.must(http.MethodPost, "network/spaces", map[string]any{
		"name": "nas", "service": "NAS_SERVICE", "interfaces": []int{}, "network_config": map[string]any{},
	}).id()
	other := a.must(http.MethodPost, "network/spaces", map[string]any{
		"name": "other", "service": "NAS_SERVICE", "interfaces": []int{}, "network_config": map[string]any{},
	}).id()
	a.must(http.MethodPost, at("network/spaces", space, "/ips"), "\"10.0.0.1\"")
	a.must(http.MethodPost, at("network/spaces", other, "/ips"), "\"10.0.0.2\"")
	a.refused(http.MethodPost, at("network/spaces", space, "/ips"), "\"10.0.0.1\"", 409, "IP_ADDRESS_CONFLICT")
	a.refused(http.MethodPost, "network/spaces/999/ips", "\"10.0.0.1\"", 404, "NET_SPACE_NOT_FOUND")
	shown := jsonOf(t, a.get(at("network/spaces", space)).fields["ips"])
	if !strings.Contains(shown, "10.0.0.1") || strings.Contains(shown, "10.0.0.2") {
		t.Errorf("the space has %s", shown)
	}
	a.refused(http.MethodDelete, at("network/spaces", space, "/ips/10.0.0.1"), nil, 403, "APPROVAL_REQUIRED")
	a.refused(http.MethodDelete, at("network/spaces", space, "/ips/10.0.0.1?approved=yes"), nil, a.statusOf("NET_SPACE_IP_ENABLED"), "NET_SPACE_IP_ENABLED")
	a.refused(http.MethodDelete, at("network/spaces", space), nil, a.statusOf("NET_SPACE_NOT_EMPTY"), "NET_SPACE_NOT_EMPTY")
	a.must(http.MethodPost, at("network/spaces", space, "/ips/10.0.0.1/disable?approved=yes"), nil)
	a.must(http.MethodDelete, at("network/spaces", space, "/ips/10.0.0.1?approved=yes"), nil)
	a.refused(http.MethodDelete, at("network/spaces", space, "/ips/10.0.0.2?approved=yes"), nil, 400, "NET_SPACE_IP_NOT_EXISTS")
}

func TestANaturalKeyIsTakenOnce(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	first := a.must(http.MethodPost, "hosts", map[string]any{"name": "h1"}).id()
	second := a.must(http.MethodPost, "hosts", map[string]any{"name": "h2"}).id()
	a.refused(http.MethodPost, "hosts", map[string]any{"name": "h1"}, 409, "HOST_NAME_CONFLICT")
	a.refused(http.MethodPut, at("hosts", second), map[string]any{"name": "h1"}, 409, "HOST_NAME_CONFLICT")
	a.must(http.MethodPut, at("hosts", first), map[string]any{"name": "h1"})
	a.refused(http.MethodPut, at("hosts", first), map[string]any{"name": "x", "host_type": "ESX"}, 400, "NOT_SUPPORTED_MULTIPLE_UPDATE")
}

func TestMappedVolumesHaveNumbersOfTheirOwn(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 10)
	v, w := a.volume("v", p, 1), a.volume("w", p, 1)
	host := a.must(http.MethodPost, "hosts", map[string]any{"name": "h"}).id()
	other := a.must(http.MethodPost, "hosts", map[string]any{"name": "i"}).id()
	a.must(http.MethodPost, at("hosts", host, "/luns"), map[string]any{"volume_id": v}).has(map[string]any{"lun": 1, "volume_id": v, "host_id": host})
	a.refused(http.MethodPost, at("hosts", host, "/luns"), map[string]any{"volume_id": v}, 409, "MAPPING_ALREADY_EXISTS")
	a.refused(http.MethodPost, at("hosts", host, "/luns"), map[string]any{"volume_id": w, "lun": 1}, 409, "LUN_EXISTS")
	a.refused(http.MethodPost, at("hosts", other, "/luns"), map[string]any{"volume_id": v}, 403, "APPROVAL_REQUIRED")
	a.must(http.MethodPost, at("hosts", host, "/luns"), map[string]any{"volume_id": w}).has(map[string]any{"lun": 2})
	a.get(at("hosts", host)).has(map[string]any{"luns_count": 2})
	a.must(http.MethodDelete, at("hosts", host, fmt.Sprintf("/luns/volume_id/%d?approved=yes", v)), nil)
	a.get(at("hosts", host)).has(map[string]any{"luns_count": 1})
}

func TestSecretsAreKeptFromAnswers(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	host := a.must(http.MethodPost, "hosts", map[string]any{"name": "h"}).id()
	answered := a.send(http.MethodPut, at("hosts", host), map[string]any{
		"security_method": "CHAP", "security_chap_inbound_username": "u", "security_chap_inbound_secret": "mostsecretofall",
	})
	if answered.Error != nil || strings.Contains(answered.body, "mostsecret") {
		t.Errorf("got %s", answered.body)
	}
	a.get(at("hosts", host)).has(map[string]any{"security_chap_has_inbound_secret": true, "security_chap_has_outbound_secret": false})
}

func TestAGroupHasVolumesOfOneGroup(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 10)
	v := a.volume("v", p, 1)
	group := a.must(http.MethodPost, "cgs", map[string]any{"name": "g", "pool_id": p}).id()
	other := a.must(http.MethodPost, "cgs", map[string]any{"name": "h", "pool_id": p}).id()
	a.refused(http.MethodPost, "cgs", map[string]any{"name": "i", "pool_id": 999}, 404, "POOL_NOT_FOUND")
	a.must(http.MethodPost, at("cgs", group, "/members"), map[string]any{"dataset_id": v}).has(map[string]any{"id": group, "members_count": 1})
	a.refused(http.MethodPost, at("cgs", other, "/members"), map[string]any{"dataset_id": v}, 409, "DATASET_ALREADY_IN_A_CG")
	if got := a.names(at("cgs", group, "/members")); !slices.Equal(got, []string{"v"}) {
		t.Errorf("the members are %q", got)
	}
	a.must(http.MethodDelete, at("cgs", group, fmt.Sprintf("/members/%d?approved=yes", v)), nil).has(map[string]any{"members_count": 0})
}

func TestPoliciesOfTheAPIServeVolumes(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	policy := a.must(http.MethodPost, "snapshot_policies", map[string]any{"name": "hourly", "suffix": "h"}).id()
	a.must(http.MethodPost, at("snapshot_policies", policy, "/schedules"), map[string]any{"name": "s", "retention": 3600, "interval": 3600, "type": "periodic", "enabled": true, "lock_snapshots": false})
	v := a.must(http.MethodPost, "volumes", map[string]any{"name": "v", "pool_id": a.pool("p", 2), "size": gigabyte, "snapshot_policy_id": policy})
	v.has(map[string]any{"snapshot_policy_name": "hourly"})
	a.must(http.MethodDelete, at("snapshot_policies", policy, "?approved=yes"), nil)
	a.get(at("volumes", v.id())).has(map[string]any{"snapshot_policy_id": nil})
}

func TestWhatTheSystemDoesNotDoInAStateIsRefused(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	a.refused(http.MethodPost, "system/operational_state/activate", nil, 409, "SYSTEM_ACTIVATION_REQUIRES_STANDBY_STATE")
	a.SetState("STANDBY")
	a.must(http.MethodPost, "system/operational_state/activate", nil)
	a.must(http.MethodPost, "system/operational_state/shutdown_and_poweroff?approved=yes", nil)
	if got := a.send(http.MethodGet, "pools", nil); got.status != 200 {
		t.Errorf("pools answer %d while the system is shut down", got.status)
	}
}

func TestEveryEndpointIsSimulated(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	counts := map[string]int{}
	for _, e := range a.Endpoints() {
		counts[e.Level]++
	}
	if counts["behaviour"] < 100 || counts["generic"] < 200 || len(counts) != 2 {
		t.Errorf("the levels are %v", counts)
	}
}
