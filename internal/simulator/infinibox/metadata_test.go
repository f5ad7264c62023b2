package infinibox_test

import (
	"net/http"
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
	a.refused(http.MethodDelete, at("metadata", v), nil, 403, "APPROVAL_REQUIRED")
	a.refused(http.MethodPut, at("metadata", v), map[string]any{}, 400, "MISSING_CONTENT")
	if got := a.send(http.MethodGet, at("metadata?object_id=eq:", v), nil); got.status >= 500 {
		t.Errorf("a filter answers %s", got.body)
	}
}

func TestMetadataGoesWithItsObject(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	v := a.volume("v", a.pool("p", 2), 1)
	a.send(http.MethodPut, at("metadata", v), map[string]any{"k": "v"})
	a.send(http.MethodPut, "metadata/system", map[string]any{"k": "v"})
	a.must(http.MethodDelete, at("volumes", v), nil)
	if got := a.send(http.MethodGet, "metadata", nil).Meta.Objects; got != 1 {
		t.Errorf("%d entries are left, want the system's", got)
	}
	a.get("metadata/system/k").has(map[string]any{"object_type": "system"})
}
