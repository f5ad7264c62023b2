package infinibox

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// Delay makes the calls of one endpoint answer asynchronously: the first answer
// has metadata.ready=false and a result_url.
type Delay = device.Delay

// pending is an answer that isn't ready to be seen.
type pending struct {
	number  int
	readyAt time.Time
	status  int
	body    []byte
	// late is the call that is still to be carried out; nil when it has been.
	late *call
}

// resultRoutes are the addresses that result_url names. The reference leaves
// their form to the array.
func (a *Array) resultRoutes() []route {
	return []route{get("results/{id}", a.getResult)}
}

// Delays are the endpoints that answer asynchronously.
func (a *Array) Delays() []Delay {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return slices.Clone(a.options.Delays)
}

// SetDelays replaces the endpoints that answer asynchronously. One that isn't
// in the reference, or that changes nothing, is refused.
func (a *Array) SetDelays(delays ...Delay) error {
	checked := slices.Clone(delays)
	for i, delay := range checked {
		known := slices.ContainsFunc([]string{http.MethodPost, http.MethodPut, http.MethodDelete}, func(method string) bool {
			r := a.router.at(method, delay.Path)
			if r == nil || r.reads || delay.Method != "" && delay.Method != method {
				return false
			}
			checked[i].Path = r.path
			return true
		})
		if !known {
			return fmt.Errorf("no endpoint %q could be delayed", strings.TrimSpace(delay.Method+" "+delay.Path))
		}
		if delay.For < 0 {
			return fmt.Errorf("%s can't be delayed for %s", delay.Path, delay.For)
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.options.Delays = checked
	return nil
}

// delayOf is how long the call's endpoint keeps its callers waiting.
func (a *Array) delayOf(r *route) (Delay, bool) {
	if r.method == "GET" || r.reads {
		return Delay{}, false
	}
	for _, delay := range a.options.Delays {
		if delay.Path == r.path && (delay.Method == "" || delay.Method == r.method) {
			return delay, true
		}
	}
	return Delay{}, false
}

// carryOut does what a call asks for, or puts it off.
func (a *Array) carryOut(c *call) (*answer, error) {
	delay, delayed := a.delayOf(c.route)
	if !delayed || !delay.Late {
		return c.route.handle(c)
	}
	kept := &pending{readyAt: c.now.Add(delay.For), late: c}
	a.due = min(a.due, kept.readyAt.UnixMilli())
	return &answer{ready: unready(a.putAway(kept))}, nil
}

// carryOutLate does what was put off and is due by now, in the order in which
// it is due, and says when the next is.
func (a *Array) carryOutLate(now time.Time) {
	var due []*pending
	for _, kept := range a.results {
		switch {
		case kept.late == nil:
		case now.Before(kept.readyAt):
			a.due = min(a.due, kept.readyAt.UnixMilli())
		default:
			due = append(due, kept)
		}
	}
	slices.SortFunc(due, func(a, b *pending) int { return cmp.Or(a.readyAt.Compare(b.readyAt), cmp.Compare(a.number, b.number)) })
	for _, kept := range due {
		c := kept.late
		kept.late = nil
		c.now = kept.readyAt
		if given, err := c.route.handle(c); err != nil {
			kept.status, kept.body, _, _ = refusal(err)
		} else {
			kept.status, kept.body = given.status, given.appendEnvelope(make([]byte, 0, given.size+4096))
		}
	}
}

// putAway keeps what will be there later, and answers its number.
func (a *Array) putAway(kept *pending) string {
	a.resultNo++
	kept.number = a.resultNo
	id := strconv.Itoa(kept.number)
	a.results[id] = kept
	return id
}

// render writes an answer, or puts it away and writes where it will be.
func (a *Array) render(c *call, given *answer) []byte {
	if given.ready != nil {
		return given.ready
	}
	body := given.appendEnvelope(make([]byte, 0, given.size+4096))
	delay, delayed := a.delayOf(c.route)
	if !delayed {
		return body
	}
	return unready(a.putAway(&pending{readyAt: c.now.Add(delay.For), body: body}))
}

func unready(id string) []byte {
	return []byte(`{"metadata":{"ready":false,"result_url":"` + basePath + "results/" + id + `"},"result":null,"error":null}`)
}

// getResult answers what a call put away, once it is ready.
func (a *Array) getResult(c *call) (*answer, error) {
	id := c.variables[0]
	kept, ok := a.results[id]
	if !ok {
		return nil, fail("NOT_FOUND")
	}
	if c.now.Before(kept.readyAt) {
		return &answer{ready: unready(id)}, nil
	}
	return &answer{status: kept.status, ready: kept.body}, nil
}
