package infinibox_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// limits makes a QoS policy; extra fields go along.
func (a *array) limits(name, sort string, more ...any) int64 {
	a.t.Helper()
	return a.must(http.MethodPost, "qos/policies", with(map[string]any{"name": name, "type": sort, "max_ops": 1000}, more...)).id()
}

func TestQoSPoliciesShowTheirLimits(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.must(http.MethodPost, "qos/policies", map[string]any{
		"name": "gold", "type": "pool_volume", "max_ops": 10000, "max_bps": 262144000, "burst_enabled": true, "burst_factor": 1.1,
	})
	p.has(map[string]any{
		"name": "gold", "type": "POOL_VOLUME", "max_ops": 10000, "max_bps": 262144000, "burst_enabled": true, "burst_factor": 1.1,
		"burst_duration_seconds": 60, "created_at": start.UnixMilli(), "updated_at": start.UnixMilli(),
	})
	a.get(at("qos/policies", a.limits("silver", "VOLUME"))).has(map[string]any{
		"max_bps": nil, "burst_enabled": false, "burst_factor": nil, "burst_duration_seconds": nil,
	})
	if got := a.names("qos/policies?type=volume&sort=-name"); !slices.Equal(got, []string{"silver"}) {
		t.Errorf("the policies for volumes are %v", got)
	}
	answered := a.refused(http.MethodGet, "qos/policies/9999999", nil, 404, "QOS_POLICY_NOT_FOUND")
	if want := "QoS policy with ID 9999999 was not found"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
}

func TestQoSPolicyIsRefused(t *testing.T) {
	t.Parallel()
	const burst = "The burst_factor must be between 1.1 and 10.0. A valid input needs to be no more than 1 decimal point. The value: "
	for _, test := range []struct {
		name   string
		fields map[string]any
		status int
		code   string
		says   string
	}{
		{"a name of null", map[string]any{"name": nil}, 400, "MISSING_FIELD", "A field ('name') is missing in an object passed"},
		{"a type of null", map[string]any{"type": nil}, 400, "WRONG_PARAMETER", "The value (null) of parameter 'type' does not meet a condition: 'may not be null'"},
		{"an unknown type", map[string]any{"type": "HOST"}, 400, "MALFORMED_PARAMETER", "A parameter ('type') could not be translated to an expected type"},
		{"a bad name", map[string]any{"name": "bad<:name;>"}, 400, "INVALID_CHARACTERS_IN_NAME", "Invalid characters in name 'bad<:name;>'"},
		{"a long name", map[string]any{"name": strings.Repeat("n", 66)}, 400, "INVALID_NAME_LENGTH", ""},
		{"a duration", map[string]any{"burst_duration_seconds": 60}, 400, "UNSUPPORTED_FIELD", ""},
		{"a factor without a burst", map[string]any{"burst_factor": 1.1}, 400, "WRONG_PARAMETER", "The value (1.1) of parameter 'burst_factor' does not meet a condition: 'must be empty if burst is not enabled'"},
		{"a burst without a factor", map[string]any{"burst_enabled": true}, 400, "WRONG_PARAMETER", ""},
		{"a factor in words", map[string]any{"burst_enabled": true, "burst_factor": "2"}, 400, "MALFORMED_PARAMETER", ""},
		{"file systems", map[string]any{"type": "FILESYSTEM"}, 409, "FEATURE_NOT_ENABLED", "QoS for filesystem feature is not enabled"},
		{"file systems of a pool", map[string]any{"type": "POOL_FILESYSTEM"}, 409, "FEATURE_NOT_ENABLED", ""},
		{"no limit", map[string]any{"max_ops": nil}, 409, "QOS_POLICY_MAX_LIMIT_NOT_DEFINED", "QoS policy 'p' is missing at least one defined limit: Max OPS or Max BPS"},
		{"few operations", map[string]any{"max_ops": 999}, 409, "QOS_POLICY_INVALID_MAX_LIMIT", "The max_ops limit must be between 1000 and 10000000. The value: 999 is invalid"},
		{"no operations", map[string]any{"max_ops": 0}, 409, "QOS_POLICY_INVALID_MAX_LIMIT", ""},
		{"many operations", map[string]any{"max_ops": 10000001}, 409, "QOS_POLICY_INVALID_MAX_LIMIT", "The max_ops limit must be between 1000 and 10000000. The value: 10000001 is invalid"},
		{"few bytes", map[string]any{"max_bps": 52428799}, 409, "QOS_POLICY_INVALID_MAX_LIMIT", ""},
		{"a factor with two decimals", map[string]any{"burst_enabled": true, "burst_factor": 1.15}, 409, "QOS_POLICY_INVALID_BURST_PARAMETER", burst + "1.15 is invalid"},
		{"a small factor", map[string]any{"burst_enabled": true, "burst_factor": 1}, 409, "QOS_POLICY_INVALID_BURST_PARAMETER", burst + "1 is invalid"},
		{"a large factor", map[string]any{"burst_enabled": true, "burst_factor": 10.01}, 409, "QOS_POLICY_INVALID_BURST_PARAMETER", burst + "10.01 is invalid"},
		{"a taken name", map[string]any{"name": "taken"}, 409, "QOS_POLICY_NAME_CONFLICT", "A QoS policy with this name 'taken' already exists"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, infinibox.Options{})
			a.limits("taken", "VOLUME")
			body := map[string]any{"name": "p", "type": "VOLUME", "max_ops": 1000}
			for name, v := range test.fields {
				body[name] = v
			}
			answered := a.refused(http.MethodPost, "qos/policies", body, test.status, test.code)
			if test.says != "" && answered.Error.Message != test.says {
				t.Errorf("the message is %q, want %q", answered.Error.Message, test.says)
			}
			if got := a.names("qos/policies"); !slices.Equal(got, []string{"taken"}) {
				t.Errorf("the refused call left %v", got)
			}
		})
	}
}

func TestQoSPolicyChanges(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	path := at("qos/policies", a.limits("p", "VOLUME"))
	a.limits("taken", "VOLUME")
	a.must(http.MethodPut, path, map[string]any{"max_bps": 52428800, "max_ops": nil}).has(map[string]any{"max_bps": 52428800, "max_ops": nil})
	a.refused(http.MethodPut, path, map[string]any{"max_bps": nil}, 409, "QOS_POLICY_MAX_LIMIT_NOT_DEFINED")
	a.refused(http.MethodPut, path, map[string]any{"burst_factor": 2}, 400, "WRONG_PARAMETER")
	a.must(http.MethodPut, path, map[string]any{"burst_enabled": true, "burst_factor": 2}).has(map[string]any{"burst_duration_seconds": 60})
	if got := jsonOf(t, a.get(path).fields["burst_factor"]); got != "2.0" {
		t.Errorf("the factor is %s", got)
	}
	a.must(http.MethodPut, path, map[string]any{"burst_factor": 3.5}).has(map[string]any{"burst_factor": 3.5})
	a.must(http.MethodPut, path, map[string]any{"burst_enabled": false}).has(map[string]any{"burst_factor": nil, "burst_duration_seconds": nil})
	a.must(http.MethodPut, path, map[string]any{"name": nil}).has(map[string]any{"name": "p"})
	a.refused(http.MethodPut, path, map[string]any{"name": "taken"}, 409, "QOS_POLICY_NAME_CONFLICT")
	a.refused(http.MethodPut, path, map[string]any{"type": "X"}, 400, "MALFORMED_PARAMETER")
	a.refused(http.MethodPut, "qos/policies/999", map[string]any{"name": "x"}, 404, "QOS_POLICY_NOT_FOUND")
	a.refused(http.MethodPut, "qos/policies/999", map[string]any{"name": 1}, 400, "MALFORMED_PARAMETER")
	a.must(http.MethodPut, path, map[string]any{"type": "POOL_VOLUME", "name": "q"}).has(map[string]any{"type": "POOL_VOLUME", "name": "q"})
	a.limits("p", "VOLUME")
}

func TestQoSPoliciesAreLimited(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Limits: infinibox.Limits{QoSPolicies: 1}})
	a.limits("p", "VOLUME")
	a.refused(http.MethodPost, "qos/policies", map[string]any{"name": "q", "type": "VOLUME", "max_ops": 1000}, 409, "QOS_POLICY_COUNT_LIMIT")
}
