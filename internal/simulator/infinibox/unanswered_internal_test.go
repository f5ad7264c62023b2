package infinibox

import (
	"net/http"
	"testing"
)

func TestWhatCannotBeAnsweredSaysSo(t *testing.T) {
	t.Parallel()
	a := New(Options{})
	for _, e := range a.world.addresses {
		if e.path != "pools" || e.method != http.MethodGet {
			continue
		}
		made := route{method: http.MethodGet, path: "no/such/call", level: general}
		made.handle = e.handler(&made, nil, true)
		a.router = newRouter([]route{made})
		got := (&inspected{endpoint: e, array: a}).send(made.method, made.path, nil)
		if made.level != missing || got.status != http.StatusNotImplemented || got.code != "NOT_SIMULATED" {
			t.Errorf("level %q, %s", made.level, got)
		}
		return
	}
	t.Error("there are no pools")
}
