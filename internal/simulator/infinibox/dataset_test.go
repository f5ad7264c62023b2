package infinibox_test

import (
	"net/http"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestSeveralDatasetsChangeTogetherOrNotAtAll(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 2)
	v, w := a.volume("v", p, 1), a.volume("w", p, 1)
	express := func(ids ...int64) map[string]any {
		return map[string]any{"ids": ids, "data": map[string]any{"ssa_express_enabled": true}}
	}
	a.refused(http.MethodPut, "datasets/bulk", express(v, w), 403, "APPROVAL_REQUIRED")
	a.refused(http.MethodPut, "datasets/bulk?approved=yes", express(v, 999), 404, "DATASET_NOT_FOUND")
	a.refused(http.MethodPut, "datasets/bulk?approved=yes", map[string]any{"ids": []int64{v}, "data": map[string]any{"write_protected": true}},
		a.statusOf("SET_MISSING_ATTRIBUTE"), "SET_MISSING_ATTRIBUTE")
	a.get(at("datasets", v)).has(map[string]any{"ssa_express_enabled": false})
	a.must(http.MethodPut, "datasets/bulk?approved=yes", express(v, w))
	for _, id := range []int64{v, w} {
		a.get(at("datasets", id)).has(map[string]any{"ssa_express_enabled": true})
	}
}
