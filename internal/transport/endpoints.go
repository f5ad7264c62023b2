package transport

import (
	"net/url"
	"sync/atomic"
)

// endpoints are the addresses of one device. All requests go to the one
// that is preferred, the first at the beginning, until
// it can't be reached or loses an answer.
type endpoints struct {
	urls    []*url.URL
	current atomic.Int64
}

// preferred is the endpoint to ask next, with its place in the list.
func (e *endpoints) preferred() (index int, endpoint *url.URL) {
	index = int(e.current.Load())
	return index, e.urls[index]
}

// leave moves away from an endpoint that failed. Of several requests that
// failed at the same endpoint only the first moves, or they would chase each
// other past the one that works.
func (e *endpoints) leave(index int) {
	next := (index + 1) % len(e.urls)
	e.current.CompareAndSwap(int64(index), int64(next))
}
