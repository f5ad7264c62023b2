package client

import (
	"context"
	"sync"
)

// together is what several callers read together since the last change.
type together struct {
	shareables map[string]shareable

	mu          sync.Mutex
	collections map[string]*gathering
	// changing counts the changes under way, and those of which nobody knows
	// whether they still are: as long as there are any, nothing is shared.
	changing int
}

func newTogether() *together {
	return &together{shareables: shareablesByPath(), collections: make(map[string]*gathering)}
}

// gathering is one collection: what was read of it, and who waits for more.
// The mutex of its together guards it.
type gathering struct {
	shareable
	path string
	// known are objects by their ids, or those of an owner by the owner's.
	known map[string]*known
	// waiting are the callers that no request is under way for.
	waiting []*waiter
	// attended is set while a goroutine sends requests for those who wait.
	attended bool
	// outdated is set by a change: what is still under way counts no more.
	outdated bool
	// refused is set when the array refused a shared request.
	refused bool
	// asked counts callers for what wasn't known, requests what was sent.
	asked, requests int
	// fields is what any caller wants.
	fields  fieldSet
	listing listing
}

// listing is how far the whole collection was read.
type listing struct {
	// fields are those that its pages have.
	fields fieldSet
	// page is the last one read.
	page     int
	finished bool
	// objects is how many the collection has; 0 before the first page.
	objects int
	// owned are what its pages have had of owned objects.
	owned ownings
	// again counts how often it began anew.
	again int
}

// waiter is a caller that waits for one object, or for those of one owner.
type waiter struct {
	ctx     context.Context
	id      string
	fields  fieldSet
	outcome chan outcome
	// wave is the request under way for it; nil when there is none.
	wave *wave
	// over is set when it has its outcome, or its caller's context ended.
	over bool
}

// finish gives a waiter its outcome, unless it is over.
func (w *waiter) finish(o outcome) {
	if !w.over {
		w.over = true
		w.outcome <- o
	}
}

// outcome is what a waiter gets: what it wants, the error of a read for it alone,
// or neither, which means that it has to read by itself.
type outcome struct {
	known *known
	err   error
}

// ask looks for what is wanted among what is known. What isn't is waited for: then
// there is a waiter. Neither means that the caller has to read by itself.
func (t *together) ask(ctx context.Context, want want) (*known, *gathering, *waiter) {
	kind, ok := t.shareables[template(want.collection)]
	if !ok || kind.owned != want.owned || !number(want.id) {
		return nil, nil, nil
	}
	fields := wantedFields(want.fields)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.changing > 0 {
		return nil, nil, nil
	}
	g := t.collections[want.collection]
	if g == nil {
		g = &gathering{shareable: kind, path: want.collection, known: make(map[string]*known)}
		t.collections[want.collection] = g
	}
	if k := g.known[want.id]; k != nil && k.fields.covers(fields) {
		return k, nil, nil
	}
	g.asked++
	if g.hopeless(fields) {
		return nil, nil, nil
	}
	if !g.fields.covers(fields) {
		g.fields = g.fields.with(fields)
	}
	w := &waiter{ctx: ctx, id: want.id, fields: fields, outcome: make(chan outcome, 1)}
	g.waiting = append(g.waiting, w)
	return nil, g, w
}

// attend reports whether the caller has to see to those who wait, because
// nobody does yet.
func (t *together) attend(g *gathering) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	first := !g.attended
	g.attended = true
	return first
}

// leave withdraws a waiter. A request that nobody waits for any more ends.
func (t *together) leave(w *waiter) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if w.over = true; w.wave == nil {
		return
	}
	if w.wave.present--; w.wave.present == 0 {
		w.wave.cancel()
	}
}

// forget drops everything that was read, because a change that begins (1) or
// ends (-1) may alter any of it, and lets what is under way count no more. A
// change that may still go on hasn't ended (0).
func (t *together) forget(changing int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.changing += changing
	for _, g := range t.collections {
		g.outdated = true
	}
	clear(t.collections)
}
