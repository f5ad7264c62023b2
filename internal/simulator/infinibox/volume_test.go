package infinibox_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestNewVolumeShowsItsDefaults(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Seed: 7})
	p := a.must(http.MethodPost, "pools", map[string]any{"name": "p", "physical_capacity": terabyte, "virtual_capacity": 2 * terabyte}).id()
	made := a.send(http.MethodPost, "volumes", map[string]any{"name": "v", "pool_id": p, "size": 2 * terabyte, "provtype": "thin"})
	if made.status != 201 {
		t.Fatalf("create answers %d %s", made.status, made.body)
	}
	v := made.object(t)
	v.has(map[string]any{
		"id": p + 1, "name": "v", "pool_id": p, "pool_name": "p", "parent_id": 0, "family_id": p + 1, "depth": 0,
		"type": "MASTER", "dataset_type": "VOLUME", "size": 2 * terabyte, "num_blocks": 3906250000, "provtype": "THIN",
		"write_protected": false, "mapped": false, "ssd_enabled": true, "compression_enabled": true, "udid": nil,
		"ssa_express_enabled": false, "ssa_express_status": nil, "snapshot_policy_id": 1, "snapshot_policy_name": "Default Policy",
		"lock_state": "UNLOCKED", "lock_expires_at": nil, "snapshot_retention": nil, "snapshot_expires_at": nil,
		"has_children": false, "cg_id": nil, "replica_ids": []int{}, "replication_types": []string{"NONE"}, "used": 0,
		"allocated": 0, "created_at": start.UnixMilli(), "updated_at": start.UnixMilli(), "data_reduction_ratio": json.Number("1.0"),
		"serial": "742b0f00000000070000000000000001", "nguid": "00000000-0000-0001-742b-0f0000000007",
	})
	if n := len(v.fields); n != 78 {
		t.Errorf("a volume has %d fields, the reference's samples have 78", n)
	}
	// The figures of the reference's samples.
	a.get(at("pools", p)).has(map[string]any{
		"free_virtual_space": 327680, "free_physical_space": 1000000192512, "allocated_physical_space": 0,
		"volumes_count": 1, "standard_volumes_count": 1, "entities_count": 1, "standard_entities_count": 1, "snapshots_count": 0,
	})
}

func TestVolumeTakesItsPoolsSettings(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.must(http.MethodPost, "pools", map[string]any{
		"name": "p", "physical_capacity": terabyte, "compression_enabled": false, "ssd_enabled": false,
	}).id()
	a.get(at("volumes", a.volume("v", p, 1))).has(map[string]any{"compression_enabled": false, "ssd_enabled": false})
	a.must(http.MethodPost, "volumes", map[string]any{
		"name": "w", "pool_id": p, "size": gigabyte + 1, "compression_enabled": true, "ssd_enabled": true, "udid": 7,
		"snapshot_policy_id": 0, "write_protected": true, "parent_id": 0,
	}).has(map[string]any{
		"compression_enabled": true, "ssd_enabled": true, "udid": 7, "snapshot_policy_id": nil, "snapshot_policy_name": nil,
		"write_protected": true, "size": 1000000512,
	})
}

func TestCreatingAVolumeIsRefused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		fields map[string]any
		status int
		code   string
		says   string
	}{
		{"no pool", map[string]any{"pool_id": nil}, 400, "MISSING_FIELD", "A field ('pool_id') is missing in an object passed"},
		{"no name", map[string]any{"name": nil}, 400, "MISSING_FIELD", ""},
		{"no size", map[string]any{"size": nil}, 400, "MISSING_FIELD", ""},
		{"an unknown field", map[string]any{"tenant_id": 1}, 400, "UNSUPPORTED_FIELD", "The request contains an unsupported field ('tenant_id')"},
		{"a long name", map[string]any{"name": strings.Repeat("x", 66)}, 400, "INVALID_NAME_LENGTH", ""},
		{"a bad name", map[string]any{"name": "auto-infinidat-volume-*-6b"}, 400, "INVALID_CHARACTERS_IN_NAME", ""},
		{"a word for a size", map[string]any{"size": "1TB"}, 400, "MALFORMED_PARAMETER", "A parameter ('size') could not be translated to an expected type"},
		{"an unknown provtype", map[string]any{"provtype": "THINNEST"}, 400, "MALFORMED_PARAMETER", ""},
		{"a word for a parent", map[string]any{"parent_id": "v"}, 400, "MALFORMED_PARAMETER", ""},
		{"a remote retention of 0", map[string]any{"remote_snapshot_retention": 0}, 400, "WRONG_PARAMETER", "The value (0) of parameter 'remote_snapshot_retention' does not meet a condition: 'must be greater than or equal to 1'"},
		{"a remote retention", map[string]any{"remote_snapshot_retention": 1}, 409, "UNSUPPORTED_REMOTE_SNAPSHOT_RETENTION", ""},
		{"a remote lock", map[string]any{"remote_snapshot_retention_lock": 1}, 409, "UNSUPPORTED_REMOTE_SNAPSHOT_RETENTION_LOCK", ""},
		{"an unknown pool", map[string]any{"pool_id": 9}, 404, "POOL_NOT_FOUND", ""},
		{"an unknown policy", map[string]any{"snapshot_policy_id": 9}, 404, "SNAPSHOT_POLICY_NOT_FOUND", ""},
		{"a lock", map[string]any{"lock_expires_at": start.Add(time.Hour).UnixMilli()}, 409, "INVALID_LOCK_ENTITY_TYPE", ""},
		{"a retention", map[string]any{"snapshot_retention": 60}, 409, "NON_SNAPSHOT_RETENTION_CANNOT_BE_MODIFIED", ""},
		{"less than 1 GB", map[string]any{"size": gigabyte - 1}, 409, "DATASET_MIN_CAPACITY", "The requested volume size is less than the minimum volume size: 1GB"},
		{"a negative size", map[string]any{"size": -gigabyte}, 409, "DATASET_MIN_CAPACITY", ""},
		{"an impossible size", map[string]any{"size": int64(1) << 62}, 409, "ILLEGAL_DATASET_SIZE", ""},
		{"an impossible udid", map[string]any{"udid": 32768}, 409, "UDID_NOT_VALID", ""},
		{"a reserved name in another case", map[string]any{"name": "default_protocol_endpoint"}, 409, "ENTITY_NAME_IS_RESERVED", "'default_protocol_endpoint' is a reserved name and cannot be used by volumes"},
		{"a reserved name", map[string]any{"name": "Default_Protocol_Endpoint"}, 409, "ENTITY_NAME_IS_RESERVED", ""},
		{"a taken name", map[string]any{"name": "taken"}, 409, "VOLUME_NAME_CONFLICT", "An entity with this name already exists"},
		{"more than the pool has", map[string]any{"size": 4 * terabyte}, 409, "POOL_VIRTUAL_CAPACITY", ""},
		{"thicker than the pool", map[string]any{"size": 2 * terabyte, "provtype": "THICK"}, 409, "POOL_PHYSICAL_CAPACITY", ""},
		{"SSA Express without SSD", map[string]any{"ssa_express_enabled": true, "ssd_enabled": false}, 409, "SSA_EXPRESS_DATASET_MUST_BE_SSD_ENABLED", ""},
		{"more than the cache has", map[string]any{"ssa_express_enabled": true, "size": 2 * terabyte}, 409, "INSUFFICIENT_SSA_EXPRESS_CAPACITY", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, infinibox.Options{SSAExpressCapacity: terabyte})
			p := a.must(http.MethodPost, "pools", map[string]any{"name": "p", "physical_capacity": terabyte, "virtual_capacity": 3 * terabyte}).id()
			a.volume("taken", p, 1)
			before := jsonOf(t, a.get(at("pools", p)).fields)
			body := map[string]any{"name": "v", "pool_id": p, "size": gigabyte}
			maps.Copy(body, test.fields)
			answered := a.refused(http.MethodPost, "volumes?approved=yes", body, test.status, test.code)
			if test.says != "" && answered.Error.Message != test.says {
				t.Errorf("the message is %q, want %q", answered.Error.Message, test.says)
			}
			if after := jsonOf(t, a.get(at("pools", p)).fields); after != before {
				t.Errorf("the refused call changed the pool to %s", after)
			}
			if got := a.names("volumes"); len(got) != 1 {
				t.Errorf("the refused call left %v", got)
			}
		})
	}
}

func TestThickVolumeTakesPhysicalCapacity(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 2)
	v := a.must(http.MethodPost, "volumes", map[string]any{"name": "v", "pool_id": p, "size": terabyte, "provtype": "THICK"})
	v.has(map[string]any{"provtype": "THICK", "allocated": 1000000061440, "used": 1000000061440})
	a.get(at("pools", p)).has(map[string]any{
		"allocated_physical_space": 1000000061440, "free_physical_space": 1000000323584, "free_virtual_space": 1000000323584,
	})
	a.must(http.MethodPut, at("volumes", v.id()), map[string]any{"provtype": "THIN"}).has(map[string]any{"provtype": "THIN"})
	a.get(at("pools", p)).has(map[string]any{"allocated_physical_space": 0, "free_virtual_space": 1000000323584})
	a.must(http.MethodPut, at("volumes", v.id()), map[string]any{"provtype": "thick"})
	a.must(http.MethodPut, at("volumes", v.id()), map[string]any{"size": terabyte + gigabyte})
	a.get(at("pools", p)).has(map[string]any{"allocated_physical_space": 1001000009728})
	a.must(http.MethodDelete, at("volumes", v.id()), nil)
	a.get(at("pools", p)).has(map[string]any{"allocated_physical_space": 0, "free_virtual_space": 2000000385024, "volumes_count": 0})
}

func TestUpdatingAVolumeChangesOneField(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		field    string
		to, want any
		also     []string
	}{
		{"name", "renamed", "renamed", nil},
		{"size", 2*gigabyte + 1, 2000000512, []string{"num_blocks"}},
		{"size", gigabyte, gigabyte, nil},
		{"provtype", "THICK", "THICK", []string{"allocated", "used", "tree_allocated"}},
		{"write_protected", true, true, nil},
		{"compression_enabled", false, false, nil},
		{"ssd_enabled", false, false, nil},
		{"ssa_express_enabled", true, true, []string{"ssa_express_status"}},
		{"snapshot_policy_id", 0, nil, []string{"snapshot_policy_name"}},
		{"snapshot_policy_id", nil, nil, []string{"snapshot_policy_name"}},
		{"udid", 1234, 1234, nil},
		{"udid", nil, nil, nil},
	} {
		t.Run(test.field+" "+jsonOf(t, test.to), func(t *testing.T) {
			t.Parallel()
			a := newArray(t, infinibox.Options{})
			v := a.volume("v", a.pool("p", 1), 1)
			before := a.get(at("volumes", v)).fields
			a.clock.Advance(time.Minute)
			updated := a.must(http.MethodPut, at("volumes", v, "?approved=yes"), map[string]any{test.field: test.to})
			updated.has(map[string]any{test.field: test.want, "updated_at": start.Add(time.Minute).UnixMilli()})
			changed := append([]string{test.field, "updated_at"}, test.also...)
			for name, was := range before {
				if now := updated.fields[name]; !slices.Contains(changed, name) && jsonOf(t, now) != jsonOf(t, was) {
					t.Errorf("%s went from %v to %v", name, was, now)
				}
			}
			if read := a.get(at("volumes", v)).fields; jsonOf(t, read) != jsonOf(t, updated.fields) {
				t.Error("the update's answer isn't what is read afterwards")
			}
		})
	}
}

func TestUpdatingAVolumeIsRefused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		body   any
		status int
		code   string
		says   string
	}{
		{"nothing", nil, 400, "MISSING_CONTENT", ""},
		{"two fields", map[string]any{"name": "x", "size": gigabyte}, 400, "NOT_SUPPORTED_MULTIPLE_UPDATE", "This resource does not support updating multiple fields in one request"},
		{"an unknown field", map[string]any{"tenant_id": 1}, 400, "UNSUPPORTED_FIELD", "The request contains an unsupported field ('tenant_id')"},
		{"the pool", map[string]any{"pool_id": 1}, 400, "UNSUPPORTED_FIELD", ""},
		{"not an object", `[1]`, 400, "MALFORMED_CONTENT", ""},
		{"a bad name", map[string]any{"name": "blablabla****"}, 400, "INVALID_CHARACTERS_IN_NAME", "Invalid characters in name 'blablabla****'"},
		{"a null name", map[string]any{"name": nil}, 400, "MALFORMED_PARAMETER", ""},
		{"a taken name", map[string]any{"name": "taken"}, 409, "VOLUME_NAME_CONFLICT", ""},
		{"a word for a udid", map[string]any{"udid": "x"}, 400, "MALFORMED_PARAMETER", "A parameter ('udid') could not be translated to an expected type"},
		{"a negative udid", map[string]any{"udid": -1}, 409, "UDID_NOT_VALID", "The specified UDID value is not valid"},
		{"null protection", map[string]any{"write_protected": nil}, 400, "WRONG_PARAMETER", "The value (null) of parameter 'write_protected' does not meet a condition: 'must be valid boolean'"},
		{"protection", map[string]any{"write_protected": true}, 403, "APPROVAL_REQUIRED", "Disabling writes to volume 'v' will prevent the hosts from writing to it, which may cause the application to fail"},
		{"SSA Express", map[string]any{"ssa_express_enabled": true}, 403, "APPROVAL_REQUIRED", "Dataset 'v' will be added to SSA Express cache"},
		{"leaving SSA Express", map[string]any{"ssa_express_enabled": false}, 409, "DATASET_SSA_EXPRESS_ALREADY_DISABLED", "Dataset 'v' was not in SSA Express cache"},
		{"shrinking", map[string]any{"size": gigabyte}, 409, "DATASET_SHRINKING_NOT_ALLOWED", "volume size cannot be reduced"},
		{"no size", map[string]any{"size": 0}, 409, "ILLEGAL_DATASET_SIZE", "The requested volume size is not allowed"},
		{"growing too far", map[string]any{"size": 2 * terabyte}, 409, "POOL_VIRTUAL_CAPACITY", "Cannot perform the operation because the pool does not have enough virtual capacity"},
		{"a lock", map[string]any{"lock_expires_at": start.Add(time.Hour).UnixMilli()}, 409, "INVALID_LOCK_ENTITY_TYPE", "Locking volume is not allowed"},
		{"a retention", map[string]any{"snapshot_retention": 60}, 409, "NON_SNAPSHOT_RETENTION_CANNOT_BE_MODIFIED", ""},
		{"an unknown policy", map[string]any{"snapshot_policy_id": 9}, 404, "SNAPSHOT_POLICY_NOT_FOUND", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, infinibox.Options{})
			p := a.pool("p", 1)
			a.volume("taken", p, 1)
			v := a.volume("v", p, 2)
			before := jsonOf(t, a.get(at("volumes", v)).fields)
			a.clock.Advance(time.Minute)
			answered := a.refused(http.MethodPut, at("volumes", v), test.body, test.status, test.code)
			if test.says != "" && answered.Error.Message != test.says {
				t.Errorf("the message is %q, want %q", answered.Error.Message, test.says)
			}
			if after := jsonOf(t, a.get(at("volumes", v)).fields); after != before {
				t.Errorf("the refused call changed the volume to %s", after)
			}
		})
	}
}

func TestProtectedVolumeIsNotResized(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	v := a.volume("v", a.pool("p", 1), 1)
	s := a.snapshot("s", v)
	a.must(http.MethodPut, at("volumes", v, "?approved=yes"), map[string]any{"write_protected": true})
	a.refused(http.MethodPut, at("volumes", v), map[string]any{"size": 2 * gigabyte}, 409, "VOLUME_RESIZE_NOT_ALLOWED")
	a.refused(http.MethodPut, at("volumes", s), map[string]any{"size": 2 * gigabyte}, 409, "SNAP_RESIZE_NOT_ALLOWED")
	a.must(http.MethodPut, at("volumes", v), map[string]any{"write_protected": true})
	a.must(http.MethodPut, at("volumes", v), map[string]any{"write_protected": false})
	a.must(http.MethodPut, at("volumes", v, "?force_resize=true"), map[string]any{"size": 2 * gigabyte}).has(map[string]any{"size": 2 * gigabyte})
}

func TestVolumeWithoutSnapshotsIsDeletedUnapproved(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	gone := a.must(http.MethodDelete, at("volumes", v), nil)
	gone.has(map[string]any{"id": v, "name": "v", "pool_id": p})
	a.refused(http.MethodGet, at("volumes", v), nil, 404, "VOLUME_NOT_FOUND")
	a.refused(http.MethodDelete, at("volumes", v), nil, 404, "VOLUME_NOT_FOUND")
	if again := a.volume("v", p, 1); again != v+1 {
		t.Errorf("the next id is %d", again)
	}
}

func TestUserDefinedIDsAreShared(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v, w := a.volume("v", p, 1), a.volume("w", p, 1)
	a.must(http.MethodPut, at("volumes", v), map[string]any{"udid": 5})
	a.must(http.MethodPut, at("volumes", v), map[string]any{"udid": 5})
	a.must(http.MethodPut, at("volumes", w), map[string]any{"udid": 5})
	a.must(http.MethodPost, "volumes", map[string]any{"name": "x", "pool_id": p, "size": gigabyte, "udid": 5}).has(map[string]any{"udid": 5})
	if got := a.names("volumes?udid=5"); len(got) != 3 {
		t.Errorf("%q have the id", got)
	}
}

func TestSerialNumbersAreUnique(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Seed: 1})
	p := a.pool("p", 1)
	v, w := a.volume("v", p, 1), a.volume("w", p, 1)
	first := a.get(at("volumes", v)).text("serial")
	second := a.get(at("volumes", w)).text("serial")
	third := a.must(http.MethodPost, at("volumes", v, "/reset_serial"), nil).text("serial")
	if first == second || first == third || second == third {
		t.Errorf("the serials are %s, %s, %s", first, second, third)
	}
	for _, serial := range []string{first, second, third} {
		if !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(serial) {
			t.Errorf("the serial %q isn't 32 hexadecimal digits", serial)
		}
	}
	s := a.snapshot("s", v)
	a.refused(http.MethodPost, at("volumes", s, "/reset_serial"), nil, 409, "CANNOT_RESET_VOLUME_SERIAL")
}

func TestDatasetCountIsLimited(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Limits: infinibox.Limits{Datasets: 2}})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	a.snapshot("s", v)
	a.refused(http.MethodPost, "volumes", map[string]any{"name": "w", "pool_id": p, "size": gigabyte}, 409, "DATASET_COUNT_LIMIT")
	a.refused(http.MethodPost, "volumes", map[string]any{"name": "w", "parent_id": v}, 409, "DATASET_COUNT_LIMIT")
}
