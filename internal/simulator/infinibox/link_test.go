package infinibox_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestLinkedArraysSeeEachOther(t *testing.T) {
	t.Parallel()
	a, b := newArray(t, infinibox.Options{Name: "ibox01", Seed: 1}), newArray(t, infinibox.Options{Name: "ibox02", Seed: 2})
	onA, onB, err := infinibox.Link(a.Array, b.Array)
	if err != nil {
		t.Fatal(err)
	}
	a.get(at("links", onA)).has(map[string]any{"remote_system_name": "ibox02", "remote_link_id": onB, "link_state": "UP"})
	b.get(at("links", onB)).has(map[string]any{"remote_system_name": "ibox01", "remote_link_id": onA})
	b.pool("there", 1)
	if got := a.send(http.MethodGet, at("remote", onA, "/pools?name=there&fields=name"), nil); jsonOf(t, got.Result) != `[{"name":"there"}]` {
		t.Errorf("the peer's pools are %s", got.body)
	}
	made := a.must(http.MethodPost, "remote/ibox02/pools", map[string]any{"name": "made", "physical_capacity": terabyte})
	b.get(at("pools", made.id())).has(map[string]any{"name": "made"})
	a.login("read_only").refused(http.MethodDelete, at("remote", onA, at("/pools", made.id())), nil, 403, "UNAUTHORIZED")
	a.refused(http.MethodGet, "remote/999/pools", nil, 404, "LINK_NOT_FOUND")
	a.must(http.MethodDelete, at("links", onA, "?approved=yes"), nil)
	b.refused(http.MethodGet, at("links", onB), nil, 404, "LINK_NOT_FOUND")
}

func TestALinkNeedsAnArrayThatAnswers(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Name: "ibox01"})
	space := a.must(http.MethodPost, "network/spaces", map[string]any{
		"name": "r", "service": "RMR_SERVICE", "interfaces": []int{}, "network_config": map[string]any{},
	}).id()
	link := map[string]any{"name": "l", "remote_host": "10.9.9.9", "local_replication_network_space_id": space}
	a.refused(http.MethodPost, "links", link, a.statusOf("REMOTE_API_FAILURE"), "REMOTE_API_FAILURE")
	a.Reach("10.9.9.9", a.Array)
	a.refused(http.MethodPost, "links", link, a.statusOf("CANNOT_LINK_SYSTEM_TO_ITSELF"), "CANNOT_LINK_SYSTEM_TO_ITSELF")
	if _, _, err := infinibox.Link(a.Array, a.Array); err == nil {
		t.Error("an array is linked with itself")
	}
}

func TestThePeersCredentialsCount(t *testing.T) {
	t.Parallel()
	a, b := newArray(t, infinibox.Options{Name: "ibox01"}), newArray(t, infinibox.Options{Name: "ibox02"})
	link, _, err := infinibox.Link(a.Array, b.Array)
	if err != nil {
		t.Fatal(err)
	}
	request := a.request(http.MethodPut, at("remote", link, "/system/name"), "\"renamed\"")
	request.SetBasicAuth("admin", "admin-simulated")
	request.Header.Set("X-Remote-Authorization", "Basic "+strings.Repeat("x", 8))
	a.do(request).is(t, "with wrong credentials", 401, "AUTHENTICATION_REQUIRED")
}
