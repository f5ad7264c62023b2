package infinibox

import (
	"strconv"
	"time"
)

// Delay makes the calls of one endpoint answer asynchronously: the first answer
// has metadata.ready=false and a result_url, the result is there after a while
// on the array's clock. What the call does is done at once.
type Delay struct {
	// Method and Path of the endpoint as the reference writes them: "POST",
	// "volumes/{id}/promote". An empty method is any that writes.
	Method, Path string
	// For is how long the result takes.
	For time.Duration
}

// pending is an answer that isn't ready to be seen.
type pending struct {
	readyAt time.Time
	body    []byte
}

// resultRoutes are the addresses that result_url names. The reference leaves
// their form to the array.
func (a *Array) resultRoutes() []route {
	return []route{get("results/{id}", a.getResult)}
}

// SetDelays replaces the endpoints that answer asynchronously.
func (a *Array) SetDelays(delays ...Delay) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.options.Delays = delays
}

// delayOf is how long the call's endpoint keeps its callers waiting.
func (a *Array) delayOf(r *route) (time.Duration, bool) {
	if r.method == "GET" {
		return 0, false
	}
	for _, delay := range a.options.Delays {
		if delay.Path == r.path && (delay.Method == "" || delay.Method == r.method) {
			return delay.For, true
		}
	}
	return 0, false
}

// render writes an answer, or puts it away and writes where it will be.
func (a *Array) render(c *call, given *answer) []byte {
	if given.ready != nil {
		return given.ready
	}
	body := given.appendEnvelope(make([]byte, 0, given.size+4096))
	wait, delayed := a.delayOf(c.route)
	if !delayed || c.route.reads {
		return body
	}
	a.resultNo++
	id := strconv.Itoa(a.resultNo)
	a.results[id] = &pending{readyAt: c.now.Add(wait), body: body}
	return unready(id)
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
	return &answer{ready: kept.body}, nil
}
