package infinibox_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestMetadataHangsOnObjects(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	v := a.volume("v", a.pool("p", 2), 1)
	answered := a.send(http.MethodPut, at("metadata", v), map[string]any{"owner/team": "storage", "tier": 1})
	if got := len(answered.items(t)); got != 2 {
		t.Fatalf("the answer has %d entries: %s", got, answered.body)
	}
	a.get(at("metadata", v, "/owner%2Fteam")).has(map[string]any{"key": "owner/team", "value": "storage", "object_type": "volume", "object_id": v})
	a.must(http.MethodDelete, at("metadata", v, "/tier"), nil).has(map[string]any{"value": "1"})
	a.refused(http.MethodGet, at("metadata", v, "/tier"), nil, 404, "METADATA_NOT_FOUND")
	answered = a.refused(http.MethodDelete, at("metadata", v), nil, 403, "APPROVAL_REQUIRED")
	if want := "This operation will remove all of the metadata for the specified object"; answered.Error.Message != want {
		t.Errorf("the reason is %q, want %q", answered.Error.Message, want)
	}
	a.refused(http.MethodPut, at("metadata", v), map[string]any{}, 400, "MISSING_CONTENT")
	a.refused(http.MethodPut, at("metadata", v), `["k"]`, 400, "MALFORMED_CONTENT")
	a.refused(http.MethodPut, at("metadata", v), map[string]any{"k": nil}, 400, "MALFORMED_PARAMETER")
}

func TestMetadataIsSetAgain(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 2)
	a.must(http.MethodPut, at("metadata", p), map[string]any{"k": "first", "other": "stays"})
	id := a.get(at("metadata", p, "/k")).id()
	a.must(http.MethodPut, at("metadata", p), map[string]any{"k": "second"})
	a.get(at("metadata", p, "/k")).has(map[string]any{"id": id, "value": "second", "object_type": "pool"})
	if got := a.send(http.MethodGet, at("metadata", p), nil).Meta.Objects; got != 2 {
		t.Errorf("the pool has %d entries, want 2", got)
	}
}

func TestMetadataHangsOnEveryKindOfStorage(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 5)
	v := a.volume("v", p, 1)
	for kind, id := range map[string]int64{
		"pool": p, "volume": v, "filesystem": a.must(http.MethodPost, "filesystems", map[string]any{"name": "fs", "pool_id": p, "size": gigabyte}).id(),
		"host": a.must(http.MethodPost, "hosts", map[string]any{"name": "h"}).id(), "cluster": a.must(http.MethodPost, "clusters", map[string]any{"name": "c"}).id(),
		"cg": a.must(http.MethodPost, "cgs", map[string]any{"name": "cg", "pool_id": p}).id(),
	} {
		a.must(http.MethodPut, at("metadata", id), map[string]any{"k": kind})
		a.get(at("metadata", id, "/k")).has(map[string]any{"object_type": kind, "object_id": id, "value": kind})
	}
	policy := a.must(http.MethodPost, "snapshot_policies", map[string]any{"name": "sp", "suffix": "-sp"}).id()
	for _, id := range []int64{policy, -1111} {
		answered := a.refused(http.MethodPut, at("metadata", id), map[string]any{"k": "v"}, 404, "METADATA_IS_NOT_SUPPORTED_FOR_ENTITY")
		if want := "This entity ID " + jsonOf(t, id) + " does not exist nor support metadata"; answered.Error.Message != want {
			t.Errorf("the message is %q, want %q", answered.Error.Message, want)
		}
	}
	a.refused(http.MethodGet, "metadata/9", nil, 404, "METADATA_IS_NOT_SUPPORTED_FOR_ENTITY")
	a.refused(http.MethodDelete, "metadata/9?approved=yes", nil, 404, "METADATA_IS_NOT_SUPPORTED_FOR_ENTITY")
	a.refused(http.MethodGet, "metadata/9/k", nil, 404, "METADATA_NOT_FOUND")
	a.refused(http.MethodGet, "metadata/x/k", nil, 404, "MALFORMED_ID_TYPE")
}

func TestMetadataGoesWithItsObject(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 2)
	v := a.volume("v", p, 1)
	h := a.must(http.MethodPost, "hosts", map[string]any{"name": "h"}).id()
	for _, id := range []int64{p, v, a.snapshot("s", v), h} {
		a.must(http.MethodPut, at("metadata", id), map[string]any{"k": "v"})
	}
	a.must(http.MethodPut, "metadata/system", map[string]any{"k": "v"})
	a.must(http.MethodDelete, at("volumes", v, "?approved=yes"), nil)
	a.must(http.MethodDelete, at("hosts", h), nil)
	a.must(http.MethodDelete, at("pools", p, "?approved=yes"), nil)
	if got := a.send(http.MethodGet, "metadata", nil).Meta.Objects; got != 1 {
		t.Errorf("%d entries are left, want the system's", got)
	}
	a.get("metadata/system/k").has(map[string]any{"object_type": "system", "object_id": -4})
	if got := len(a.send(http.MethodDelete, "metadata/system", nil).items(t)); got != 1 {
		t.Errorf("deleting the system's metadata answers %d entries", got)
	}
	a.refused(http.MethodGet, "metadata/system/k", nil, 404, "METADATA_NOT_FOUND")
}

func TestMetadataIsFiltered(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, q := a.pool("p", 1), a.pool("q", 1)
	a.must(http.MethodPut, at("metadata", p), map[string]any{"a": "1", "b": "2"})
	a.must(http.MethodPut, at("metadata", q), map[string]any{"a": "3"})
	for filter, want := range map[string]int{
		"object_id=eq:" + jsonOf(t, p): 2, "key=a": 2, "key=a&value=eq:3": 1, "value=like:4": 0,
		"object_id=in:(" + jsonOf(t, p) + "," + jsonOf(t, q) + ")": 3, "object_id=in:(" + jsonOf(t, q) + ",1)": 1, "object_id=notin:(" + jsonOf(t, q) + ")": 2,
	} {
		if got := a.send(http.MethodGet, "metadata?"+filter, nil).Meta.Objects; got != want {
			t.Errorf("%s finds %d, want %d", filter, got, want)
		}
	}
	answered := a.refused(http.MethodGet, "metadata?object_type=eq:pool", nil, 400, "NOT_FILTERABLE_FIELD")
	if want := "The request contains a field that cannot be filtered: ('object_type')"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
}

func TestMetadataIsLimited(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Limits: infinibox.Limits{
		MetadataPerRequest: 2, MetadataPerObject: 3, MetadataValue: 10, MetadataTotal: 40,
	}})
	p, q := a.pool("p", 1), a.pool("q", 1)
	a.refused(http.MethodPut, at("metadata", p), map[string]any{"a": "1", "b": "1", "c": "1"}, 409, "METADATA_PER_REQUEST_EXCEEDED")
	a.refused(http.MethodPut, at("metadata", p), map[string]any{"a": strings.Repeat("x", 11)}, 409, "METADATA_SIZE_EXCEEDED")
	a.must(http.MethodPut, at("metadata", p), map[string]any{"a": strings.Repeat("x", 10), "b": "1"})
	a.refused(http.MethodPut, at("metadata", p), map[string]any{"c": "1", "d": "1"}, 409, "METADATA_PER_ENTITY_EXCEEDED")
	a.must(http.MethodPut, at("metadata", p), map[string]any{"b": "2", "c": "1"})
	a.must(http.MethodPut, at("metadata", q), map[string]any{"a": strings.Repeat("x", 10), "b": strings.Repeat("x", 10)})
	a.refused(http.MethodPut, at("metadata", q), map[string]any{"c": "123"}, 409, "METADATA_IN_SYSTEM_EXCEEDED")
	a.must(http.MethodDelete, at("metadata", p, "/a"), nil)
	a.must(http.MethodPut, at("metadata", q), map[string]any{"c": "123"})
}

func TestMetadataComesBackFromAnInventory(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	a.must(http.MethodPut, at("metadata", p), map[string]any{"k": "v"})
	a.must(http.MethodPut, "metadata/system", map[string]any{"s": "v"})
	var held bytes.Buffer
	if err := a.Export(&held); err != nil {
		t.Fatal(err)
	}
	b := newArray(t, infinibox.Options{Limits: infinibox.Limits{MetadataTotal: 4}})
	if err := b.Import(&held); err != nil {
		t.Fatal(err)
	}
	b.get(at("metadata", p, "/k")).has(map[string]any{"value": "v"})
	b.get("metadata/system/s").has(map[string]any{"value": "v"})
	b.refused(http.MethodPut, at("metadata", p), map[string]any{"more": "v"}, 409, "METADATA_IN_SYSTEM_EXCEEDED")
	b.must(http.MethodDelete, at("pools", p, "?approved=yes"), nil)
	if got := b.send(http.MethodGet, "metadata", nil).Meta.Objects; got != 1 {
		t.Errorf("%d entries are left, want the system's", got)
	}
}
