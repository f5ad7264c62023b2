package infinibox_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// cached is an array whose cache loads a volume a minute, with volumes a to d.
func cached(t *testing.T, limits infinibox.Limits) (a *array, pool int64, volumes []string) {
	t.Helper()
	a = newArray(t, infinibox.Options{SSAExpressLoading: time.Minute, SSAExpressCapacity: 10 * gigabyte, Limits: limits})
	pool = a.pool("p", 1)
	for _, name := range []string{"a", "b", "c", "d"} {
		volumes = append(volumes, at("volumes", a.volume(name, pool, 1)))
	}
	return a, pool, volumes
}

func enable(on bool) map[string]any { return map[string]any{"ssa_express_enabled": on} }

func TestVolumesLoadOneAfterTheOther(t *testing.T) {
	t.Parallel()
	a, _, volumes := cached(t, infinibox.Limits{})
	for _, v := range volumes[:3] {
		a.must(http.MethodPut, v+"?approved=yes", enable(true))
	}
	shows := func(active, queue []string) {
		t.Helper()
		if got := a.names("system/ssa_express/active"); !slices.Equal(got, active) {
			t.Errorf("%v are active, not %v", got, active)
		}
		if got := a.names("system/ssa_express/queue"); !slices.Equal(got, queue) {
			t.Errorf("%v wait, not %v", got, queue)
		}
	}
	shows([]string{"a"}, []string{"b", "c"})
	a.get(volumes[0]).has(map[string]any{"ssa_express_status": "STATUS_LOADING"})
	a.get(volumes[1]).has(map[string]any{"ssa_express_status": "STATUS_QUEUED", "ssa_express_enabled": true})
	a.get("system/ssa_express_info").has(map[string]any{"used_ssa_express_capacity": 3 * gigabyte, "free_ssa_express_capacity": 7 * gigabyte})
	a.clock.Advance(time.Minute)
	shows([]string{"a", "b"}, []string{"c"})
	a.get(volumes[0]).has(map[string]any{"ssa_express_status": "STATUS_ACTIVE"})
	a.get(volumes[1]).has(map[string]any{"ssa_express_status": "STATUS_LOADING"})
	a.clock.Advance(2 * time.Minute)
	shows([]string{"a", "b", "c"}, []string{})
}

func TestTheQueueOfTheCacheMovesUp(t *testing.T) {
	t.Parallel()
	a, _, volumes := cached(t, infinibox.Limits{})
	for _, v := range volumes {
		a.must(http.MethodPut, v+"?approved=yes", enable(true))
	}
	a.refused(http.MethodPut, volumes[0], enable(false), 403, "SSA_EXPRESS_BUSY")
	a.must(http.MethodPut, volumes[1], enable(false)).has(map[string]any{"ssa_express_status": nil})
	a.must(http.MethodDelete, volumes[2], nil)
	listed := a.send(http.MethodGet, "system/ssa_express/queue", nil).items(t)
	if len(listed) != 1 {
		t.Fatalf("%d wait", len(listed))
	}
	listed[0].has(map[string]any{"name": "d", "queue_index": 1})
	a.clock.Advance(time.Minute)
	a.get(volumes[3]).has(map[string]any{"ssa_express_status": "STATUS_LOADING"})
}

func TestTheQueueOfTheCacheIsSortedByItsOrder(t *testing.T) {
	t.Parallel()
	a, _, volumes := cached(t, infinibox.Limits{})
	for _, at := range []int{3, 1, 0, 2} {
		a.must(http.MethodPut, volumes[at]+"?approved=yes", enable(true))
	}
	for query, want := range map[string][]string{
		"": {"b", "a", "c"}, "?sort=queue_index": {"b", "a", "c"}, "?sort=-queue_index": {"c", "a", "b"}, "?sort=name": {"a", "b", "c"}, "?sort=id": {"a", "b", "c"},
	} {
		if got := a.names("system/ssa_express/queue" + query); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", query, got, want)
		}
	}
	a.refused(http.MethodGet, "system/ssa_express/queue?sort=queue_index,name", nil, 400, "NOT_SUPPORTED_MULTIPLE_FIELDS_IN_SORT")
	answered := a.refused(http.MethodGet, "system/ssa_express/queue?queue_index=1", nil, 400, "NOT_FILTERABLE_FIELD")
	if want := "The request contains a field that cannot be filtered: ('queue_index')"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
}

func TestTheQueueOfTheCacheIsLimited(t *testing.T) {
	t.Parallel()
	a, pool, volumes := cached(t, infinibox.Limits{ExpressQueue: 1})
	a.must(http.MethodPut, volumes[0]+"?approved=yes", enable(true))
	answered := a.refused(http.MethodPut, volumes[1], enable(true), 403, "APPROVAL_REQUIRED")
	if want := "Dataset 'b' is now in the SSA Express queue and will load to SSA Express cache after all previously queued datasets have been loaded. You may remove it from the SSA Express queue at any time before it begins loading"; answered.Error.Reasons[0].Message != want {
		t.Errorf("the reason is %q", answered.Error.Reasons[0].Message)
	}
	a.must(http.MethodPut, volumes[1]+"?approved=yes", enable(true))
	answered = a.refused(http.MethodPut, volumes[2]+"?approved=yes", enable(true), 403, "SSA_EXPRESS_QUEUE_FULL")
	if want := "The SSA Express queue has reached its limit of 1 datasets. You cannot add more datasets at this time"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
	a.refused(http.MethodPost, "volumes?approved=yes", map[string]any{"name": "e", "pool_id": pool, "size": gigabyte, "ssa_express_enabled": true}, 403, "SSA_EXPRESS_QUEUE_FULL")
	a.clock.Advance(time.Minute)
	a.must(http.MethodPut, volumes[2]+"?approved=yes", enable(true))
}
