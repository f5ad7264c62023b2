package infinibox_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestEveryAnswerCarriesTheVersionAndType(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	for _, path := range []string{"system/ping", "pools", "pools/1", "nowhere"} {
		answered := a.send(http.MethodGet, path, nil)
		if got := answered.header.Get("X-INFINIDAT-VERSION"); got != "8.4.6" {
			t.Errorf("%s: version %q", path, got)
		}
		if got := answered.header.Get("Content-Type"); got != "application/json" {
			t.Errorf("%s: content type %q", path, got)
		}
	}
}

func TestPathsComeWithAndWithoutATrailingSlash(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.must(http.MethodPost, "pools/", map[string]any{"name": "p", "physical_capacity": terabyte}).id()
	a.get(at("pools", p, "/")).has(map[string]any{"name": "p"})
	a.get(at("pools", p)).has(map[string]any{"name": "p"})
	if got := jsonOf(t, a.send(http.MethodGet, at("pools", p, "/name/"), nil).Result); got != `"p"` {
		t.Errorf("the attribute is %s", got)
	}
}

func TestUnknownPathsAndMethodsAreRefused(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	for _, path := range []string{"", "/", "poools", "pools//", at("pools", p, "/name/more"), "volumes//luns"} {
		a.refused(http.MethodGet, path, nil, 404, "UNKNOWN_PATH")
	}
	for _, test := range []struct{ method, path, allow string }{
		{http.MethodDelete, "pools", "GET, POST"},
		{http.MethodPatch, at("pools", p), "DELETE, GET, PUT"},
		{http.MethodGet, at("pools", p, "/lock"), "POST"},
		{http.MethodPost, "system/name", "GET, PUT"},
		{http.MethodPost, "volumes/_raw", "GET"},
	} {
		answered := a.refused(test.method, test.path, nil, 405, "METHOD_NOT_ALLOWED")
		if got := answered.header.Get("Allow"); got != test.allow {
			t.Errorf("%s %s allows %q, want %q", test.method, test.path, got, test.allow)
		}
	}
}

func TestPathsOutsideTheAPIAreUnknown(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	request := a.request(http.MethodGet, "", nil)
	request.URL.Path = "/api/pools"
	a.do(request).is(t, "a path outside the API", 404, "UNKNOWN_PATH")
}

func TestBodiesAreRefused(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	for _, test := range []struct {
		name, body, contentType, code string
	}{
		{"nothing", "", "application/json", "MISSING_CONTENT"},
		{"blanks", " \n", "application/json", "MISSING_CONTENT"},
		{"not JSON", "name=p", "application/json", "MALFORMED_CONTENT"},
		{"cut off", `{"name":`, "application/json", "MALFORMED_CONTENT"},
		{"an array", `[1]`, "application/json", "MALFORMED_CONTENT"},
		{"a string", `"p"`, "application/json", "MALFORMED_CONTENT"},
		{"null", `null`, "application/json", "MALFORMED_CONTENT"},
		{"two values", `{} {}`, "application/json", "MALFORMED_CONTENT"},
		{"a form", `{"name":"p"}`, "application/x-www-form-urlencoded", "MALFORMED_REQUEST"},
		{"no type", `{"name":"p"}`, "", "MALFORMED_REQUEST"},
		{"a type with a charset", `{"name":"p"}`, "application/json; charset=utf-8", "MISSING_FIELD"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := a.on(t)
			request := a.request(http.MethodPost, "pools", test.body)
			request.SetBasicAuth(a.as.Name, a.as.Password)
			request.Header.Set("Content-Type", test.contentType)
			a.do(request).is(t, test.name, 400, test.code)
		})
	}
}

func TestCallsWithoutFieldsRefuseFields(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		method string
		path   func(*array) string
	}{
		{http.MethodPost, func(a *array) string { return at("pools", a.pool("p", 1), "/lock") }},
		{http.MethodPost, func(a *array) string { return at("pools", a.pool("p", 1), "/unlock") }},
		{http.MethodDelete, func(a *array) string { return at("pools", a.pool("p", 1)) }},
		{http.MethodPost, func(a *array) string { return at("volumes", a.volume("v", a.pool("p", 1), 1), "/reset_serial") }},
		{http.MethodPost, func(a *array) string {
			return at("volumes", a.snapshot("s", a.volume("v", a.pool("p", 1), 1)), "/promote")
		}},
		{http.MethodDelete, func(a *array) string { return at("volumes", a.volume("v", a.pool("p", 1), 1)) }},
		{http.MethodDelete, func(a *array) string {
			return at("hosts", a.must(http.MethodPost, "hosts", map[string]any{"name": "h"}).id())
		}},
		{http.MethodPost, func(*array) string { return "qos/enable" }},
		{http.MethodPost, func(*array) string { return "users/logout" }},
	} {
		a := newArray(t, infinibox.Options{})
		path := test.path(a)
		t.Run(test.method+" "+path, func(t *testing.T) {
			t.Parallel()
			a := a.on(t)
			for body, code := range map[string]string{
				"garbage": "MALFORMED_CONTENT", "[]": "MALFORMED_CONTENT", `"x"`: "MALFORMED_CONTENT",
				"{} {}": "MALFORMED_CONTENT", `{"bogus":1}`: "UNSUPPORTED_FIELD",
			} {
				a.refused(test.method, path+"?approved=yes", body, 400, code)
			}
			if answered := a.send(test.method, path+"?approved=yes", "{}"); answered.Error != nil {
				t.Errorf("an object without fields answers %s", answered.body)
			}
		})
	}
}

func TestUnknownParametersOfWritesAreRefused(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	a.refused(http.MethodDelete, at("pools", p, "?aproved=yes"), nil, 400, "UNKNOWN_PARAMETER")
	a.refused(http.MethodPut, at("pools", p, "?force_resize=true"), map[string]any{"name": "q"}, 400, "UNKNOWN_PARAMETER")
	a.refused(http.MethodDelete, at("pools", p, "?approved=perhaps"), nil, 400, "MALFORMED_PARAMETER")
	a.refused(http.MethodDelete, at("pools", p, "?approved=no&approved=yes"), nil, 400, "MALFORMED_PARAMETER")
	a.refused(http.MethodDelete, at("pools", p, "?%zz"), nil, 400, "MALFORMED_PARAMETER")
	a.get(at("pools", p)).has(map[string]any{"name": "p"})
}

func TestDangerousCallsNeedApproval(t *testing.T) {
	t.Parallel()
	for approval, approved := range map[string]bool{
		"": false, "?approved=no": false, "?approved=false": false, "?approved=No": false,
		"?approved=yes": true, "?approved=true": true, "?approved=YES": true, "?approved=True": true,
	} {
		t.Run(approval, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, infinibox.Options{})
			p := a.pool("p", 1)
			if approved {
				a.must(http.MethodDelete, at("pools", p, approval), nil).has(map[string]any{"id": p})
				a.refused(http.MethodGet, at("pools", p), nil, 404, "POOL_NOT_FOUND")
				return
			}
			answered := a.refused(http.MethodDelete, at("pools", p, approval), nil, 403, "APPROVAL_REQUIRED")
			const reason = "Deleting pool 'p' might prevent the pool's administrator from creating new datasets"
			if answered.Error.Message != reason || len(answered.Error.Reasons) != 1 || answered.Error.Reasons[0].Message != reason {
				t.Errorf("the reasons are %+v", answered.Error)
			}
			a.get(at("pools", p)).has(map[string]any{"name": "p"})
		})
	}
}

// Codes of the general list and of the sections that this simulator knows have
// an answer for fault rules, whether or not it ever gives them itself.
func TestFailureAnswersDocumentedCodes(t *testing.T) {
	t.Parallel()
	a := infinibox.New(infinibox.Options{})
	for code, want := range map[string]int{
		"RECONFIGURING": 307, "MALFORMED_REQUEST": 400, "AUTHENTICATION_REQUIRED": 401, "APPROVAL_REQUIRED": 403,
		"BAD_USER": 403, "NOT_FOUND": 404, "METHOD_NOT_ALLOWED": 405, "CONFLICT": 409, "INTERNAL_SERVER_ERROR": 500,
		"POOL_HAS_CG": 409, "VOLUME_HAS_RMR_SNAPSHOTS": 409, "CANNOT_TAKE_SNAPSHOT": 409,
		"REMOTE_PERMISSION_REQUIRED": 403, "SYSTEM_ACTIVATION_REQUIRES_STANDBY_STATE": 409,
		"USER_PASSWORD_DOES_NOT_COMPLY_WITH_POLICY": 400, "OPERATION_DENIED_CLUSTER_NOT_FULL": 409,
	} {
		status, header, body, ok := a.Failure(code)
		if !ok || status != want {
			t.Errorf("%s: status %d, known %t, want %d", code, status, ok, want)
			continue
		}
		var envelope struct {
			Result   any            `json:"result"`
			Metadata map[string]any `json:"metadata"`
			Error    struct{ Code, Message string }
		}
		if err := json.Unmarshal(body, &envelope); err != nil {
			t.Fatalf("%s: %v in %s", code, err, body)
		}
		if envelope.Error.Code != code || envelope.Error.Message == "" || strings.Contains(envelope.Error.Message, "%") {
			t.Errorf("%s: the body is %s", code, body)
		}
		if header.Get("Location") != "" || header.Get("X-INFINIDAT-VERSION") == "" {
			t.Errorf("%s: the header is %v", code, header)
		}
	}
	if _, _, _, ok := a.Failure("NO_SUCH_CODE"); ok {
		t.Error("an undocumented code has an answer")
	}
}

func TestSystemNameIsReadAndSet(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Name: "ibox01"})
	if got := jsonOf(t, a.send(http.MethodGet, "system/name", nil).Result); got != `"ibox01"` {
		t.Errorf("the name is %s", got)
	}
	if got := jsonOf(t, a.send(http.MethodPut, "system/name", `"ibox02"`).Result); got != `"ibox02"` {
		t.Errorf("renaming answers %s", got)
	}
	a.refused(http.MethodPut, "system/name", `"/"`, 400, "INVALID_CHARACTERS_IN_NAME")
	a.refused(http.MethodPut, "system/name", `""`, 400, "INVALID_NAME_LENGTH")
	a.refused(http.MethodPut, "system/name", `{"name":"x"}`, 400, "MALFORMED_CONTENT")
	a.refused(http.MethodPut, "system/name", nil, 400, "MISSING_CONTENT")
	if got := jsonOf(t, a.send(http.MethodGet, "system/name", nil).Result); got != `"ibox02"` {
		t.Errorf("refused calls renamed the system to %s", got)
	}
}

func TestSystemCapacities(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{PhysicalCapacity: 10 * terabyte, VirtualCapacity: 20 * terabyte})
	read := func(kind string) string {
		return jsonOf(t, a.send(http.MethodGet, "system/capacity/total_"+kind+"_capacity", nil).Result)
	}
	if read("physical") != "10000000000000" || read("virtual") != "20000000000000" {
		t.Errorf("the capacities are %s and %s", read("physical"), read("virtual"))
	}
	const path = "system/capacity/total_virtual_capacity"
	a.refused(http.MethodPut, path, "30000000000000", 403, "APPROVAL_REQUIRED")
	a.refused(http.MethodPut, path, "9000000000000", 409, "SYSTEM_VIRTUAL_CAPACITY_LESS_THAN_HARD")
	a.refused(http.MethodPut, path+"?approved=yes", "900000000000000", 409, "MAX_SYSTEM_VIRTUAL_CAPACITY_LIMIT")
	a.refused(http.MethodPut, path, `"20"`, 400, "MALFORMED_CONTENT")
	a.must(http.MethodPost, "pools", map[string]any{"name": "p", "physical_capacity": terabyte, "virtual_capacity": 15 * terabyte})
	a.refused(http.MethodPut, path, "14000000000000", 409, "SYSTEM_VIRTUAL_CAPACITY_LESS_THAN_USED")
	a.send(http.MethodPut, path+"?approved=yes", "30000000000000")
	if read("virtual") != "30000000000000" {
		t.Errorf("the virtual capacity is %s", read("virtual"))
	}
}
