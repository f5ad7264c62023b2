package infinibox

import (
	"sync/atomic"
	"testing"
)

// fewestChecks is how many checks apply at least: fewer means that some have
// stopped applying unnoticed.
const fewestChecks = 3845

// TestEveryEndpointDoesWhatTheReferenceSays walks the catalogue. An exception
// that isn't needed any more fails.
func TestEveryEndpointDoesWhatTheReferenceSays(t *testing.T) {
	t.Parallel()
	excepted := exceptions()
	var tried, endpoints atomic.Int64
	t.Cleanup(func() {
		t.Logf("%d endpoints, %d checks, %d exceptions", endpoints.Load(), tried.Load(), len(excepted))
		if tried.Load() < fewestChecks {
			t.Errorf("only %d checks were tried", tried.Load())
		}
		if endpoints.Load() != int64(len(loadWorld().Endpoints)) {
			t.Errorf("%d endpoints were walked, not %d", endpoints.Load(), len(loadWorld().Endpoints))
		}
	})
	for _, e := range loadWorld().addresses {
		endpoints.Add(int64(len(e.documented)))
		t.Run(e.method+" "+e.path, func(t *testing.T) {
			t.Parallel()
			shared := inspect(t, e) // a refused call changes nothing
			for _, c := range checks() {
				i := shared
				if c.changes {
					i = inspect(t, e)
				}
				if !c.applies(i) {
					continue
				}
				tried.Add(1)
				wrong := c.try(i)
				reason, isExcepted := excepted[c.name+": "+e.method+" "+e.path]
				switch {
				case wrong != "" && !isExcepted:
					t.Errorf("%s: %s", c.name, wrong)
				case wrong == "" && isExcepted:
					t.Errorf("%s: the exception isn't needed any more: %s", c.name, reason)
				}
			}
		})
	}
}

func (i *inspected) level() level { return i.array.router.at(i.method, i.endpoint.path).level }
