package block_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const hostResource = "onprem_infinibox_host"

// newHost makes a host by Terraform and clears the log.
func newHost(t *testing.T, array *acctest.Array, config map[string]any) *acctest.Instance {
	t.Helper()
	host := acctest.NewProtocol(t, array, nil).Resource(hostResource)
	wantErrors(t, acctest.Errors(host.Apply(config)))
	array.ClearRequests()
	return host
}

// hostOn makes a host on the array, as an administrator would.
func hostOn(array *acctest.Array, name string) int64 {
	return array.Put("hosts", 0, map[string]any{"name": name})
}

// TestHostSendsWhatIsSet and nothing else; what is left out is the array's.
func TestHostSendsWhatIsSet(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, body string
		config     map[string]any
		shown      map[string]any
	}{
		{"the name alone", `{"name":"web01"}`, map[string]any{"name": "web01"},
			map[string]any{"host_type": "DEFAULT", "optimized": true, "security_method": "NONE", "is_min_expected_paths_user_set": false}},
		{"all but CHAP", `{"host_type":"OPENVMS","min_expected_paths":0,"name":"web01","optimized":false}`,
			map[string]any{"name": "web01", "host_type": "OPENVMS", "min_expected_paths": 0, "optimized": false},
			map[string]any{"host_type": "OPENVMS", "optimized": false, "min_expected_paths": 0, "is_min_expected_paths_user_set": true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			host := acctest.NewProtocol(t, array, nil).Resource(hostResource)
			wantErrors(t, acctest.Errors(host.Apply(c.config)))
			wantWrites(t, array, "POST hosts "+c.body)
			array.Only("hosts", configured(c.shown, map[string]any{"id": host.Int("id")}))
			wantAgreement(t, array, host)
			wantErrors(t, acctest.Errors(host.Refresh()))
			wantNothingPlanned(t, host, c.config)
		})
	}
}

// TestHostAttributesOneByOne changes each attribute alone: one request, and
// nothing else touched.
func TestHostAttributesOneByOne(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		attribute string
		value     any
		body      string
		dangerous bool
	}{
		{"name", "web02", `{"name":"web02"}`, false},
		{"host_type", "HPUX", `{"host_type":"HPUX"}`, false},
		{"min_expected_paths", 8, `{"min_expected_paths":8}`, false},
		{"min_expected_paths", 0, `{"min_expected_paths":0}`, false},
		{"optimized", false, `{"optimized":false}`, true},
		{"security_chap_inbound_username", "u", `{"security_chap_inbound_username":"u"}`, false},
		{"security_chap_outbound_username", "u", `{"security_chap_outbound_username":"u"}`, false},
	} {
		t.Run(fmt.Sprint(c.attribute, c.value), func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			base := map[string]any{"name": "web01", "min_expected_paths": 4, "approved": true}
			if strings.HasPrefix(c.attribute, "security_") {
				base["security_method"] = "CHAP"
				base["security_chap_inbound_secret_wo"] = "12s32112s3d234"
			}
			host := newHost(t, array, base)
			before := array.Only("hosts", nil)
			changed := configured(base, map[string]any{c.attribute: c.value})
			delete(changed, "security_chap_inbound_secret_wo")
			if plan := host.Plan(changed); !slices.Equal(plan.Changes, []string{c.attribute}) || len(plan.Replaces) > 0 {
				t.Errorf("planned %v, replacing %v: %s", plan.Changes, plan.Replaces, plan.Errors())
			}
			wantErrors(t, acctest.Errors(host.Apply(changed)))
			if strings.HasPrefix(c.attribute, "security_") {
				// The fields of CHAP go together.
				c.body = `{` + strings.Trim(c.body, "{}") + `,"security_method":"CHAP"}`
			}
			path := fmt.Sprintf("PUT hosts/%d", host.Int("id"))
			want := []string{path + " " + c.body}
			if c.dangerous {
				want = append(want, path+"?approved=yes "+c.body)
			}
			wantWrites(t, array, want...)
			after := array.Only("hosts", nil)
			delete(before, "path_health")
			wantOnlyChange(t, before, after, c.attribute, c.value)
			wantAgreement(t, array, host)
			wantNothingPlanned(t, host, changed)
		})
	}
}

// TestHostComputedPaths: removing the figure goes back to the array's own,
// whatever that becomes; -1 is nowhere.
func TestHostComputedPaths(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	chosen := map[string]any{"name": "web01", "min_expected_paths": 4}
	host := newHost(t, array, chosen)
	left := map[string]any{"name": "web01"}
	wantErrors(t, acctest.Errors(host.Apply(left)))
	wantWrites(t, array, fmt.Sprintf(`PUT hosts/%d {"min_expected_paths":-1}`, host.Int("id")))
	if strings.Contains(host.Everything(), "-1") {
		t.Errorf("the state has %s", host.Everything())
	}
	wantErrors(t, acctest.Errors(host.Refresh()))
	wantNothingPlanned(t, host, left)
	array.Put("hosts", host.Int("id"), map[string]any{"min_expected_paths": 6})
	wantErrors(t, acctest.Errors(host.Refresh()))
	if plan := host.Plan(left); !slices.Equal(plan.Changes, []string{"min_expected_paths"}) {
		t.Errorf("another administrator's figure plans %v", plan.Changes)
	}
	wantErrors(t, host.Plan(map[string]any{"name": "web01", "min_expected_paths": -1}).Errors(), "min_expected_paths", "at least 0")
}

// TestHostType changes in place but for OpenVMS, which the array sets on
// creation only.
func TestHostType(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to any
		replaces bool
	}{
		{nil, "HPUX", false},
		{"HPUX", "DEFAULT", false},
		{"HPUX", nil, false},
		{"DEFAULT", "OPENVMS", true},
		{nil, "OPENVMS", true},
		{"OPENVMS", "HPUX", true},
		{"OPENVMS", "OPENVMS", false},
		{"OPENVMS", nil, false},
	} {
		t.Run(fmt.Sprint(c.from, " to ", c.to), func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			host := newHost(t, array, map[string]any{"name": "web01", "host_type": c.from})
			id := host.Int("id")
			changed := map[string]any{"name": "web01", "host_type": c.to}
			if plan := host.Plan(changed); len(plan.Replaces) > 0 != c.replaces {
				t.Errorf("replaces by %v: %s", plan.Replaces, plan.Errors())
			}
			wantErrors(t, acctest.Errors(host.Apply(changed)))
			if host.Int("id") == id == c.replaces {
				t.Errorf("the host %d is now %d", id, host.Int("id"))
			}
			wantAgreement(t, array, host)
			wantNothingPlanned(t, host, changed)
		})
	}
}

// TestHostBadInput is refused at plan time, with the attribute, and nothing is
// sent.
func TestHostBadInput(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		input map[string]any
		texts []string
	}{
		{"name too long", map[string]any{"name": strings.Repeat("x", 66)}, []string{`"name"`, "between 1 and 65"}},
		{"unknown type", map[string]any{"host_type": "openvms"}, []string{`"host_type"`, "DEFAULT", "DEFAULT or OPENVMS", "OPENVMS"}},
		{"negative paths", map[string]any{"min_expected_paths": -1}, []string{`"min_expected_paths"`, "at least 0"}},
		{"unknown method", map[string]any{"security_method": "chap"}, []string{`"security_method"`, "NONE", "MUTUAL_CHAP"}},
		{"user name too long", map[string]any{"security_chap_inbound_username": strings.Repeat("u", 21)}, []string{`"security_chap_inbound_username"`, "between 1 and 20"}},
		{"empty user name", map[string]any{"security_chap_outbound_username": ""}, []string{`"security_chap_outbound_username"`, "between 1 and 20"}},
		{"empty secret", map[string]any{"security_chap_inbound_secret_wo": ""}, []string{`"security_chap_inbound_secret_wo"`, "at least 1"}},
		{"secret not ASCII", map[string]any{"security_chap_outbound_secret_wo": "geheimnisvollünd"}, []string{`"security_chap_outbound_secret_wo"`, "ASCII"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			host := acctest.NewProtocol(t, array, nil).Resource(hostResource)
			plan := host.Plan(configured(map[string]any{"name": "web01"}, c.input))
			wantRefusedPlan(t, array, plan, c.texts...)
			if secret, _ := c.input["security_chap_outbound_secret_wo"].(string); secret != "" && strings.Contains(plan.Errors(), secret) {
				t.Errorf("the secret is in %s", plan.Errors())
			}
		})
	}
}

// TestHostOptimizedNeedsApproval in both directions, at plan time where it
// isn't given; a new host has what it is told to.
func TestHostOptimizedNeedsApproval(t *testing.T) {
	t.Parallel()
	for _, optimized := range []bool{true, false} {
		t.Run(fmt.Sprint(optimized), func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			host := newHost(t, array, map[string]any{"name": "web01", "optimized": !optimized})
			changed := map[string]any{"name": "web01", "optimized": optimized}
			for _, approved := range []any{nil, false} {
				wantRefusedPlan(t, array, host.Plan(configured(changed, map[string]any{"approved": approved})),
					`"approved"`, "Approval Required To Change", "load over the paths", "approved = true")
			}
			diagnostics := host.Apply(configured(changed, map[string]any{"approved": true}))
			wantErrors(t, acctest.Errors(diagnostics))
			if warnings := acctest.Warnings(diagnostics); !strings.Contains(warnings, "Modifying the host path optimized state") {
				t.Errorf("the approval isn't recorded: %q", warnings)
			}
			array.Only("hosts", map[string]any{"name": "web01", "optimized": optimized})
		})
	}
}

// TestHostNameIsTaken: the array's word with an import block that is ready for
// use, or the host itself where hosts that exist are adopted.
func TestHostNameIsTaken(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	id := hostOn(array, "web01")
	host := acctest.NewProtocol(t, array, nil).Resource(hostResource)
	wantOneReason(t, host.Apply(map[string]any{"name": "web01"}), `"name"`, "exists already", "import {", "to = onprem_infinibox_host.example", fmt.Sprintf(`id = "%d"`, id))
	adopting := acctest.NewProtocol(t, array, map[string]any{"adopt_existing": true}).Resource(hostResource)
	wantErrors(t, acctest.Errors(adopting.Apply(map[string]any{"name": "web01"})))
	if adopting.Int("id") != id || host.Exists() {
		t.Errorf("the state has %d, and the host is %d", adopting.Int("id"), id)
	}
	other := newHost(t, array, map[string]any{"name": "web02"})
	wantOneReason(t, other.Apply(map[string]any{"name": "web01"}), `"name"`, "HOST_NAME_CONFLICT", "Give another name, or import the host")
}

// TestHostIsInUse: what keeps it from being deleted, and what to do about that.
func TestHostIsInUse(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	config := map[string]any{"name": "web01"}
	host := newHost(t, array, config)
	mapping := mappedTo(array, host.Int("id"))
	wantOneReason(t, host.Destroy(), "HOST_NOT_EMPTY", "onprem_infinibox_host_lun", "Unmap its volumes first")
	array.Remove("host_luns", mapping)
	cluster := array.Put("clusters", 0, map[string]any{"name": "farm"})
	array.Put("cluster_hosts", 0, map[string]any{"host_cluster_id": cluster, "host_id": host.Int("id")})
	wantOneReason(t, host.Destroy(), "CANNOT_DELETE_CLUSTERED_HOST", "onprem_infinibox_cluster_host", "Take it out of its cluster")
	if !host.Exists() {
		t.Error("it isn't in the state any more")
	}
	array.Remove("cluster_hosts", host.Int("id"))
	array.Put("host_ports", 0, map[string]any{"host_id": host.Int("id"), "type": "FC", "address": "2100000000000001"})
	wantErrors(t, acctest.Errors(host.Destroy()))
	if err := none(array, "hosts", "host_ports"); err != nil {
		t.Error(err)
	}
}

// TestHostAnswersAreLost: what was done is found out, and done once.
func TestHostAnswersAreLost(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"POST", "PUT", "DELETE"} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			secret := map[string]any{"security_method": "CHAP", "security_chap_inbound_secret_wo": "12s32112s3d234", "security_chap_inbound_secret_wo_version": 1}
			array.Break(device.Rule{Method: method, Drop: device.AfterExecution, Times: 1})
			host := acctest.NewProtocol(t, array, nil).Resource(hostResource)
			config := configured(map[string]any{"name": "web01"}, secret)
			wantErrors(t, acctest.Errors(host.Apply(config)))
			changed := configured(config, map[string]any{"name": "web02"})
			wantErrors(t, acctest.Errors(host.Apply(changed)))
			array.Only("hosts", map[string]any{"id": host.Int("id"), "name": "web02", "security_chap_has_inbound_secret": true})
			wantAgreement(t, array, host)
			wantErrors(t, acctest.Errors(host.Destroy()))
			if err := none(array, "hosts"); err != nil {
				t.Error(err)
			}
		})
	}
}

// mappedTo maps a volume of its own to a host, as an administrator would, and
// answers the mapping's id.
func mappedTo(array *acctest.Array, host int64) int64 {
	name := fmt.Sprint("of-", host, "-", len(array.Find("volumes", nil)))
	return array.Put("host_luns", 0, map[string]any{"host_id": host, "volume_id": volumeOn(array, name)})
}
