package infinibox_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestNewPoolShowsItsDefaults(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	made := a.send(http.MethodPost, "pools", map[string]any{"name": "p", "physical_capacity": terabyte})
	if made.status != 201 {
		t.Errorf("create answers %d", made.status)
	}
	p := made.object(t)
	p.has(map[string]any{
		"id": 1000, "name": "p", "type": "STANDARD", "state": "NORMAL", "tenant_id": 1, "owners": []int{}, "qos_policies": []int{},
		"physical_capacity": 1000000192512, "virtual_capacity": 1000000192512, "free_physical_space": 1000000192512,
		"free_virtual_space": 1000000192512, "allocated_physical_space": 0, "max_extend": -1, "ssd_enabled": true,
		"compression_enabled": true, "physical_capacity_warning": 80, "physical_capacity_critical": 90,
		"fs_used_default_warning": 100, "fs_used_default_critical": 100, "reserved_capacity": 100000000000,
		"created_at": start.UnixMilli(), "updated_at": start.UnixMilli(), "volumes_count": 0, "entities_count": 0,
		"data_reduction_ratio": json.Number("1.0"), "capacity_savings": nil, "s3_bound": false,
	})
	if n := len(p.fields); n != 54 {
		t.Errorf("a pool has %d fields, the reference's samples have 54", n)
	}
	if !strings.Contains(made.body, `"data_reduction_ratio":1.0`) {
		t.Error("a ratio lost its decimal point")
	}
}

func TestCreatingAPoolIsRefused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		fields map[string]any
		status int
		code   string
		says   string
	}{
		{"no name", map[string]any{"name": nil}, 400, "MISSING_FIELD", "A field ('name') is missing in an object passed"},
		{"no capacity", map[string]any{"physical_capacity": nil}, 400, "MISSING_FIELD", "A field ('physical_capacity') is missing in an object passed"},
		{"an empty name", map[string]any{"name": ""}, 400, "INVALID_NAME_LENGTH", ""},
		{"a long name", map[string]any{"name": strings.Repeat("x", 66)}, 400, "INVALID_NAME_LENGTH", ""},
		{"a bad name", map[string]any{"name": "auto-invalid*name"}, 400, "INVALID_CHARACTERS_IN_NAME", "Invalid characters in name 'auto-invalid*name'"},
		{"an outer blank", map[string]any{"name": " p"}, 400, "INVALID_CHARACTERS_IN_NAME", ""},
		{"another alphabet", map[string]any{"name": "bécasse"}, 400, "INVALID_CHARACTERS_IN_NAME", ""},
		{"an unknown field", map[string]any{"colour": "x"}, 400, "UNSUPPORTED_FIELD", "The request contains an unsupported field ('colour')"},
		{"a read-only field", map[string]any{"entities_count": 1}, 400, "UNSUPPORTED_FIELD", ""},
		{"a word for a number", map[string]any{"physical_capacity": "1TB"}, 400, "MALFORMED_PARAMETER", "A parameter ('physical_capacity') could not be translated to an expected type"},
		{"a fraction", map[string]any{"physical_capacity": 1.5}, 400, "MALFORMED_PARAMETER", ""},
		{"a number for a name", map[string]any{"name": 1}, 400, "MALFORMED_PARAMETER", ""},
		{"a word for a flag", map[string]any{"ssd_enabled": "yes"}, 400, "MALFORMED_PARAMETER", ""},
		{"an unknown type", map[string]any{"type": "FAST"}, 400, "MALFORMED_PARAMETER", ""},
		{"owners that aren't a list", map[string]any{"owners": 101}, 400, "MALFORMED_PARAMETER", ""},
		{"a threshold above 100", map[string]any{"physical_capacity_critical": 101}, 400, "ILLEGAL_THRESHOLD_VALUE", "Illegal threshold value: 101"},
		{"a threshold of 0", map[string]any{"fs_used_default_warning": 0}, 400, "ILLEGAL_THRESHOLD_VALUE", ""},
		{"warning above critical", map[string]any{"physical_capacity_warning": 90, "physical_capacity_critical": 75}, 409, "ILLEGAL_WARNING_OR_CRITICAL_VALUE", "Illegal value 90. Critical value (75) must be greater than warning value (90)"},
		{"warning at critical", map[string]any{"physical_capacity_warning": 90}, 409, "ILLEGAL_WARNING_OR_CRITICAL_VALUE", ""},
		{"filesystem warning above critical", map[string]any{"fs_used_default_critical": 50}, 409, "ILLEGAL_WARNING_OR_CRITICAL_VALUE", ""},
		{"a negative extension", map[string]any{"max_extend": -2}, 400, "WRONG_PARAMETER", "The value (-2) of parameter 'max_extend' does not meet a condition: 'greater or equals -1'"},
		{"an unknown owner", map[string]any{"owners": []int{9}}, 404, "USER_NOT_FOUND", ""},
		{"an owner of another role", map[string]any{"owners": []int{-2}}, 409, "ILLEGAL_POOL_ADMIN", ""},
		{"no multiple of 512", map[string]any{"physical_capacity": terabyte + 1}, 409, "ILLEGAL_POOL_CAPACITY", "The requested capacity is not allowed. Reason: Pool size is not aligned with integral units of 512. Wrong capacity value: 1TB"},
		{"less than 1 TB", map[string]any{"physical_capacity": 327680}, 409, "ILLEGAL_POOL_CAPACITY", "The requested capacity is not allowed. Reason: Pool capacity is less than the minimum capacity of 1TB. Wrong capacity value: 327.68KB"},
		{"virtual below physical", map[string]any{"physical_capacity": 2 * terabyte, "virtual_capacity": terabyte}, 409, "ILLEGAL_POOL_CAPACITY", ""},
		{"more than the system has", map[string]any{"physical_capacity": 60 * terabyte}, 409, "ILLEGAL_POOL_CAPACITY", ""},
		{"more than the system may provision", map[string]any{"virtual_capacity": 101 * terabyte}, 409, "SYSTEM_VIRTUAL_CAPACITY", "Used virtual space reached system virtual capacity"},
		{"a taken name", map[string]any{"name": "taken"}, 409, "POOL_NAME_CONFLICT", "An entity with this name already exists"},
		{"filesystem thresholds of a vVol pool", map[string]any{"type": "VVOL", "fs_used_default_warning": 90}, 400, "UNSUPPORTED_FIELD", "The request contains an unsupported field ('fs_used_default_warning') for VVOL type pool"},
		{"filesystem thresholds of an S3 pool", map[string]any{"type": "S3", "fs_used_default_warning": 90}, 400, "UNSUPPORTED_FIELD", "The request contains an unsupported field ('fs_used_default_warning') for S3 type pool"},
		{"virtual capacity of an S3 pool", map[string]any{"type": "S3", "virtual_capacity": terabyte}, 409, "SET_VIRTUAL_CAPACITY_S3_POOL_NOT_ALLOWED", ""},
		{"an unlimited S3 pool", map[string]any{"type": "S3", "max_extend": -1}, 409, "S3_POOL_SET_UNLIMITED_EMERGENCY_BUFFER_NOT_ALLOWED", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, infinibox.Options{S3: true, PhysicalCapacity: 60 * terabyte, VirtualCapacity: 101 * terabyte})
			a.pool("taken", 1)
			body := map[string]any{"name": "p", "physical_capacity": terabyte}
			maps.Copy(body, test.fields)
			answered := a.refused(http.MethodPost, "pools", body, test.status, test.code)
			if test.says != "" && answered.Error.Message != test.says {
				t.Errorf("the message is %q, want %q", answered.Error.Message, test.says)
			}
			if got := a.names("pools"); len(got) != 1 {
				t.Errorf("the refused call left %v", got)
			}
			if next := a.pool("next", 1); next != 1001 {
				t.Errorf("the refused call used an id: the next is %d", next)
			}
		})
	}
}

func TestPoolsOfOtherTypes(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{S3: true})
	s3 := a.must(http.MethodPost, "pools", map[string]any{"name": "s3", "physical_capacity": terabyte, "type": "s3"})
	s3.has(map[string]any{"type": "S3", "max_extend": 0, "virtual_capacity": 1000000192512})
	vvol := a.must(http.MethodPost, "pools", map[string]any{"name": "vvol", "physical_capacity": terabyte, "type": "VVOL"}).id()
	a.refused(http.MethodPut, at("pools", s3.id()), map[string]any{"virtual_capacity": terabyte}, 409, "SET_VIRTUAL_CAPACITY_S3_POOL_NOT_ALLOWED")
	a.refused(http.MethodPut, at("pools", s3.id()), map[string]any{"max_extend": -1}, 409, "S3_POOL_SET_UNLIMITED_EMERGENCY_BUFFER_NOT_ALLOWED")
	a.refused(http.MethodPut, at("pools", vvol), map[string]any{"fs_used_default_warning": 50}, 409, "SET_FS_THRESHOLDS_POOL_TYPE_MISMATCH")
	a.refused(http.MethodPut, at("pools", vvol), map[string]any{"fs_used_default_critical": 50}, 409, "SET_FS_THRESHOLDS_POOL_TYPE_MISMATCH")
	a.must(http.MethodPut, at("pools", s3.id()), map[string]any{"physical_capacity": 2 * terabyte}).has(map[string]any{"virtual_capacity": 2000000385024})
	a.refused(http.MethodPost, "volumes", map[string]any{"name": "v", "pool_id": vvol, "size": gigabyte}, 409, "ILLEGAL_POOL_TYPE")
	a.refused(http.MethodPost, "volumes", map[string]any{"name": "v", "pool_id": s3.id(), "size": gigabyte}, 409, "ILLEGAL_POOL_TYPE")
	v := a.volume("v", a.pool("standard", 1), 1)
	a.refused(http.MethodPost, at("volumes", v, "/move"), map[string]any{"pool_id": vvol}, 409, "ILLEGAL_MOVE_TO_VVOL_POOL")
	a.refused(http.MethodPost, at("volumes", v, "/move"), map[string]any{"pool_id": s3.id()}, 409, "S3_POOL_MOVE_ENTITIES_NOT_ALLOWED")

	off := newArray(t, infinibox.Options{})
	off.refused(http.MethodPost, "pools", map[string]any{"name": "s3", "physical_capacity": terabyte, "type": "S3"}, 409, "S3_FEATURE_NOT_ENABLED")
}

func TestPoolCountIsLimited(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Limits: infinibox.Limits{Pools: 1}})
	a.pool("p", 1)
	a.refused(http.MethodPost, "pools", map[string]any{"name": "q", "physical_capacity": terabyte}, 409, "POOL_COUNT_LIMIT")
}

func TestUpdatingAPoolChangesOneField(t *testing.T) {
	t.Parallel()
	for field, values := range map[string][2]any{
		"name":                       {"renamed", "renamed"},
		"physical_capacity":          {2 * terabyte, 2000000385024},
		"virtual_capacity":           {20 * terabyte, 20000000180224},
		"max_extend":                 {0, 0},
		"owners":                     {[]int{101, 101}, []int{101}},
		"physical_capacity_warning":  {89, 89},
		"physical_capacity_critical": {81, 81},
		"fs_used_default_warning":    {1, 1},
		"fs_used_default_critical":   {100, 100},
		"ssd_enabled":                {false, false},
		"compression_enabled":        {false, false},
	} {
		t.Run(field, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, infinibox.Options{})
			p := a.pool("p", 10)
			before := a.get(at("pools", p)).fields
			a.clock.Advance(time.Minute)
			updated := a.must(http.MethodPut, at("pools", p), map[string]any{field: values[0]})
			updated.has(map[string]any{field: values[1], "updated_at": start.Add(time.Minute).UnixMilli()})
			for name, was := range before {
				derived := strings.HasPrefix(name, "free_") || name == "updated_at" || name == field
				if now := updated.fields[name]; !derived && jsonOf(t, now) != jsonOf(t, was) {
					t.Errorf("%s went from %v to %v", name, was, now)
				}
			}
		})
	}
}

func TestUpdatingAPoolIsRefused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		body   any
		status int
		code   string
		says   string
	}{
		{"nothing", nil, 400, "MISSING_CONTENT", "The request is empty"},
		{"an empty object", map[string]any{}, 400, "MISSING_CONTENT", ""},
		{"two fields", map[string]any{"name": "x", "max_extend": 0}, 400, "NOT_SUPPORTED_MULTIPLE_UPDATE", ""},
		{"an unknown field", map[string]any{"nonExistingAttribute": 1}, 400, "SET_MISSING_ATTRIBUTE", "Attribute not found: 'nonExistingAttribute'"},
		{"a read-only field", map[string]any{"entities_count": 1}, 400, "UNSUPPORTED_FIELD", ""},
		{"the type", map[string]any{"type": "VVOL"}, 400, "UNSUPPORTED_FIELD", ""},
		{"the state", map[string]any{"state": "LOCKED"}, 400, "UNSUPPORTED_FIELD", ""},
		{"a taken name", map[string]any{"name": "other"}, 409, "POOL_NAME_CONFLICT", ""},
		{"a bad name", map[string]any{"name": "a/b"}, 400, "INVALID_CHARACTERS_IN_NAME", ""},
		{"a null name", map[string]any{"name": nil}, 400, "MALFORMED_PARAMETER", ""},
		{"a null flag", map[string]any{"ssd_enabled": nil}, 400, "MALFORMED_PARAMETER", ""},
		{"a null capacity", map[string]any{"physical_capacity": nil}, 400, "MALFORMED_PARAMETER", ""},
		{"null owners", map[string]any{"owners": nil}, 400, "WRONG_PARAMETER", "The value (null) of parameter 'owner' does not meet a condition: 'must be a valid owner'"},
		{"an unknown owner", map[string]any{"owners": []int{9}}, 404, "USER_NOT_FOUND", ""},
		{"an owner of another role", map[string]any{"owners": []int{102}}, 409, "ILLEGAL_POOL_ADMIN", ""},
		{"a threshold of 0", map[string]any{"physical_capacity_warning": 0}, 400, "ILLEGAL_THRESHOLD_VALUE", "Illegal threshold value: 0"},
		{"warning above critical", map[string]any{"physical_capacity_warning": 91}, 409, "ILLEGAL_WARNING_OR_CRITICAL_VALUE", "Illegal value 91. Critical value (90) must be greater than warning value (91)"},
		{"critical at warning", map[string]any{"physical_capacity_critical": 80}, 409, "ILLEGAL_WARNING_OR_CRITICAL_VALUE", ""},
		{"filesystem critical below warning", map[string]any{"fs_used_default_critical": 99}, 409, "ILLEGAL_WARNING_OR_CRITICAL_VALUE", ""},
		{"extension below -1", map[string]any{"max_extend": -2}, 400, "WRONG_PARAMETER", ""},
		{"unaligned", map[string]any{"virtual_capacity": 20*terabyte + 1}, 409, "ILLEGAL_POOL_CAPACITY", ""},
		{"too small", map[string]any{"physical_capacity": 512}, 409, "ILLEGAL_POOL_CAPACITY", ""},
		{"physical above virtual", map[string]any{"physical_capacity": 11 * terabyte}, 409, "ILLEGAL_POOL_PHYSICAL_CAPACITY", ""},
		{"physical below allocated", map[string]any{"physical_capacity": terabyte}, 409, "ILLEGAL_POOL_PHYSICAL_CAPACITY", ""},
		{"virtual below physical", map[string]any{"virtual_capacity": 9 * terabyte}, 409, "ILLEGAL_POOL_CAPACITY", ""},
		{"virtual beyond the system", map[string]any{"virtual_capacity": 101 * terabyte}, 409, "SYSTEM_VIRTUAL_CAPACITY", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, infinibox.Options{PhysicalCapacity: 20 * terabyte, VirtualCapacity: 100 * terabyte})
			a.pool("other", 1)
			p := a.pool("p", 10)
			a.must(http.MethodPost, "volumes", map[string]any{"name": "v", "pool_id": p, "size": 2 * terabyte, "provtype": "THICK"})
			before := jsonOf(t, a.get(at("pools", p)).fields)
			a.clock.Advance(time.Minute)
			answered := a.refused(http.MethodPut, at("pools", p), test.body, test.status, test.code)
			if test.says != "" && answered.Error.Message != test.says {
				t.Errorf("the message is %q, want %q", answered.Error.Message, test.says)
			}
			if after := jsonOf(t, a.get(at("pools", p)).fields); after != before {
				t.Errorf("the refused call changed the pool from\n%s to\n%s", before, after)
			}
		})
	}
}

func TestPoolIsDeletedWhenEmpty(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	a.refused(http.MethodDelete, at("pools", p), nil, 403, "APPROVAL_REQUIRED")
	a.refused(http.MethodDelete, at("pools", p, "?approved=yes"), nil, 409, "POOL_NOT_EMPTY")
	a.must(http.MethodDelete, at("volumes", v), nil)
	a.must(http.MethodDelete, at("pools", p, "?approved=yes"), nil).has(map[string]any{"id": p, "name": "p"})
	a.refused(http.MethodDelete, at("pools", p, "?approved=yes"), nil, 404, "POOL_NOT_FOUND")
	if again := a.pool("p", 1); again <= v {
		t.Errorf("the id %d was used again", again)
	}
}

func TestLockedPoolHoldsItsDatasets(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, other := a.pool("p", 2), a.pool("other", 2)
	v := a.volume("v", p, 1)
	elsewhere := a.volume("elsewhere", other, 1)
	s := a.snapshot("s", v)
	answered := a.refused(http.MethodPost, at("pools", p, "/lock"), nil, 403, "APPROVAL_REQUIRED")
	if want := "Locking a pool prevents any changes to existing datasets, as well as creating new ones"; answered.Error.Message != want {
		t.Errorf("the reason is %q, want %q", answered.Error.Message, want)
	}
	a.must(http.MethodPost, at("pools", p, "/lock?approved=yes"), nil).has(map[string]any{"id": p, "state": "LOCKED"})
	for _, call := range []struct {
		method, path string
		body         any
	}{
		{http.MethodPost, "volumes", map[string]any{"name": "x", "pool_id": p, "size": gigabyte}},
		{http.MethodPost, "volumes", map[string]any{"name": "x", "parent_id": v}},
		{http.MethodPut, at("volumes", v), map[string]any{"name": "x"}},
		{http.MethodPut, at("volumes", v), map[string]any{"size": 2 * gigabyte}},
		{http.MethodPut, at("volumes", v), map[string]any{"snapshot_policy_id": 0}},
		{http.MethodDelete, at("volumes", s), nil},
		{http.MethodPost, at("volumes", v, "/move"), map[string]any{"pool_id": other}},
		{http.MethodPost, at("volumes", elsewhere, "/move"), map[string]any{"pool_id": p}},
		{http.MethodPost, at("volumes", v, "/restore?approved=yes"), map[string]any{"source_id": s}},
		{http.MethodPost, at("volumes", s, "/refresh?approved=yes"), map[string]any{"source_id": v}},
		{http.MethodPost, at("volumes", s, "/promote"), nil},
		{http.MethodPost, at("volumes", v, "/reset_serial"), nil},
	} {
		a.refused(call.method, call.path, call.body, 409, "ILLEGAL_POOL_STATE")
	}
	a.must(http.MethodPut, at("pools", p), map[string]any{"name": "p2"})
	a.must(http.MethodPost, at("pools", p, "/unlock"), nil).has(map[string]any{"state": "NORMAL"})
	a.must(http.MethodPut, at("volumes", v), map[string]any{"name": "x"})
	a.refused(http.MethodPost, "pools/9/lock", nil, 404, "POOL_NOT_FOUND")
	a.refused(http.MethodPost, "pools/9/unlock", nil, 404, "POOL_NOT_FOUND")
}
