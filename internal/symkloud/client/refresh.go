package client

import (
	"context"
	"errors"
	"strings"
	"sync"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Refresh reads what Get reads at the collection's path with the id; either may
// be empty, since many objects show only in one list. Callers who come while a
// request for the same path is under way get its answer, and if there was more
// than one, so do all later ones until the next change through this client: when
// Terraform reads fifty users, one request serves them. Whoever reads alone gets
// the object as it is. Fields doesn't matter.
func (c *Client) Refresh(ctx context.Context, collection, id string, _ []string) (api.Object, error) {
	path := strings.Trim(collection+"/"+id, "/")
	if c.options.ReadAlone {
		return c.Get(ctx, path)
	}
	reading, first := c.shared.ask(ctx, path)
	if reading == nil {
		return c.Get(ctx, path)
	}
	if first {
		go func() {
			object, err := c.Get(reading.ctx, path)
			c.shared.answer(reading, object, err)
		}()
	}
	select {
	case <-reading.done:
		return reading.object, reading.err
	case <-ctx.Done():
		c.shared.leave(reading)
		return nil, c.named(c.newRequest("GET", path), ctx.Err())
	}
}

// RefreshOf reads what List reads at the collection's path with the owner's id.
// The platform has no collection that shows what belongs to several owners.
func (c *Client) RefreshOf(ctx context.Context, collection, owner string) ([]api.Object, error) {
	return api.Whole(c.List(ctx, strings.Trim(collection+"/"+owner, "/"), api.Query{}))
}

// shared are the reads that several callers have in common.
type shared struct{ *readings }

type readings struct {
	mu sync.Mutex
	// changes are under way, or ended without anybody knowing how.
	changes int
	byPath  map[string]*reading
}

// reading is a read of one path.
type reading struct {
	path   string
	ctx    context.Context //nolint:containedctx // of the request that serves all who wait
	cancel context.CancelFunc
	done   chan struct{}
	object api.Object
	err    error
	// readers have asked for it; waiting still do.
	readers, waiting int
}

func newShared() shared {
	return shared{&readings{byPath: map[string]*reading{}}}
}

// ask joins the read of a path, which the first one has to begin. It is nil
// while something changes: what is read then may be about to be old.
func (s *readings) ask(ctx context.Context, path string) (joined *reading, first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.changes > 0 {
		return nil, false
	}
	joined = s.byPath[path]
	if first = joined == nil; first {
		joined = &reading{path: path, done: make(chan struct{})}
		// Its end must not be that of the first alone.
		joined.ctx, joined.cancel = context.WithCancel(context.WithoutCancel(ctx))
		s.byPath[path] = joined
	}
	joined.readers++
	joined.waiting++
	return joined, first
}

// answer ends a read. What failed, or was for one alone, isn't kept.
func (s *readings) answer(r *reading, object api.Object, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r.object, r.err = object, err
	if err != nil || r.readers == 1 {
		s.drop(r)
	}
	r.cancel()
	close(r.done)
}

// leave is for a caller who doesn't wait any more. The last one ends the read.
func (s *readings) leave(r *reading) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r.waiting--
	if r.waiting == 0 {
		s.drop(r)
		r.cancel()
	}
}

// drop forgets a read, unless another took its place.
func (s *readings) drop(r *reading) {
	if s.byPath[r.path] == r {
		delete(s.byPath, r.path)
	}
}

// begin is for a change: nothing that was read before serves anybody after it.
func (s *readings) begin() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changes++
	clear(s.byPath)
}

// end is for the end of a change. One whose outcome isn't known may still alter
// something at any time, so that nothing is shared any more.
func (s *readings) end(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.byPath)
	if !unfinished(err) {
		s.changes--
	}
}

// unfinished reports whether a change may still go on.
func unfinished(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, api.ErrOutcomeUnknown)
}
