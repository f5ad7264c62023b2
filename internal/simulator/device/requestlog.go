package device

import (
	"cmp"
	"net/http"
	"slices"
	"sync"
	"time"
)

const (
	// logCapacity is how many requests the log keeps.
	logCapacity = 1 << 15
	// counterCapacity is how many shapes of paths are counted one by one; a
	// client that invents paths is counted under "other".
	counterCapacity = 1 << 10
)

type counterKey struct{ method, path string }

// requestLog keeps the latest requests and counts all of them.
type requestLog struct {
	shapes shapes

	mu       sync.Mutex
	ring     []*Request
	oldest   int // index in ring once that is full
	number   uint64
	totals   Totals
	counters map[counterKey]*Counter
}

func newRequestLog() *requestLog {
	return &requestLog{shapes: newShapes(), counters: map[counterKey]*Counter{}}
}

// begin takes a request into the log. The record belongs to the log from then
// on; it changes through finish alone.
func (l *requestLog) begin(r *Request) {
	key := counterKey{r.Method, l.shapes.of(r.Path)}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.number++
	r.Number = l.number
	if len(l.ring) < logCapacity {
		l.ring = append(l.ring, r)
	} else {
		l.ring[l.oldest] = r
		l.oldest = (l.oldest + 1) % logCapacity
		l.totals.Forgotten++
	}
	l.totals.Requests++
	l.totals.InFlight++
	l.totals.Peak = max(l.totals.Peak, l.totals.InFlight)
	l.counter(key).Requests++
}

// finish completes a record: status 0 stands for no answer.
func (l *requestLog) finish(r *Request, status int, executed bool, faults []int, took time.Duration) {
	key := counterKey{r.Method, l.shapes.of(r.Path)}
	l.mu.Lock()
	defer l.mu.Unlock()
	r.Status, r.Executed, r.Faults, r.Duration = status, executed, faults, took
	l.totals.InFlight--
	if status == 0 || status >= http.StatusBadRequest {
		l.totals.Failed++
		l.counter(key).Failed++
	}
}

func (l *requestLog) counter(key counterKey) *Counter {
	if c, ok := l.counters[key]; ok {
		return c
	}
	if len(l.counters) >= counterCapacity {
		key = counterKey{"other", "other"}
		if c, ok := l.counters[key]; ok {
			return c
		}
	}
	c := &Counter{Method: key.method, Path: key.path}
	l.counters[key] = c
	return c
}

func (l *requestLog) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ring, l.oldest = nil, 0
	l.totals = Totals{InFlight: l.totals.InFlight, Peak: l.totals.InFlight}
	clear(l.counters)
}

func (l *requestLog) requests(m Match) []Request {
	l.mu.Lock()
	defer l.mu.Unlock()
	found := []Request{}
	for i := range l.ring {
		if r := l.ring[(l.oldest+i)%len(l.ring)]; m.selectsLogged(r) {
			found = append(found, *r)
		}
	}
	return found
}

func (l *requestLog) count(m Match) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, r := range l.ring {
		if m.selectsLogged(r) {
			n++
		}
	}
	return n
}

// Requests are the latest requests that m selects, in the order of arrival: of
// the latest 32,768, the rest is only counted.
func (f *Front) Requests(m Match) []Request { return f.log.requests(m) }

// CountRequests is the number of requests that Requests would answer.
func (f *Front) CountRequests(m Match) int { return f.log.count(m) }

// Counters are the numbers of requests by method and shape of path, ordered by
// these; nothing is forgotten here until the log is cleared.
func (f *Front) Counters() []Counter {
	f.log.mu.Lock()
	defer f.log.mu.Unlock()
	all := make([]Counter, 0, len(f.log.counters))
	for _, c := range f.log.counters {
		all = append(all, *c)
	}
	slices.SortFunc(all, func(a, b Counter) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method))
	})
	return all
}

// Totals counts all requests, and how many there were at the same time.
func (f *Front) Totals() Totals {
	f.log.mu.Lock()
	defer f.log.mu.Unlock()
	return f.log.totals
}

// ClearRequests empties the request log and its counters; numbers go on.
func (f *Front) ClearRequests() { f.log.clear() }
