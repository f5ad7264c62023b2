package client

import (
	"context"
	"slices"
)

// The bounds of a listing that is read to its end: it has few pages, or not
// far more objects than were asked for. Before that, ids are asked for, however
// many there are: listing 100,000 volumes takes longer than asking for 200.
const (
	fewPages  = 3
	farLarger = 50
)

// beforeListing is how many requests a collection gets before its listing:
// somebody who wants one object, or ten, shouldn't pay for a page.
const beforeListing = 2

// wave is one request, or a few, for those who waited when it began.
type wave struct {
	gathering *gathering
	// ctx outlives each of the callers and ends with the last.
	ctx    context.Context
	cancel context.CancelFunc
	// waiters are present until their own context ends.
	waiters []*waiter
	present int
	// ids are those wanted, each once.
	ids    []string
	fields fieldSet
	// page is the one to read of the listing; 0 reads by ids.
	page int
}

// begin makes the next wave out of those who wait; nil when nobody does.
func (t *together) begin(g *gathering) *wave {
	t.mu.Lock()
	defer t.mu.Unlock()
	g.serve()
	if len(g.waiting) == 0 {
		g.attended = false
		return nil
	}
	v := &wave{gathering: g, waiters: g.waiting, present: len(g.waiting), fields: g.fields}
	v.ctx, v.cancel = context.WithCancel(context.WithoutCancel(g.waiting[0].ctx))
	g.waiting = nil
	for _, w := range v.waiters {
		w.wave = v
		v.ids = append(v.ids, w.id)
	}
	slices.Sort(v.ids)
	v.ids = slices.Compact(v.ids)
	if g.lists(len(v.ids)) {
		if !g.listing.fields.covers(g.fields) {
			g.listing = listing{fields: g.fields, objects: g.listing.objects}
		}
		v.page, v.fields = g.listing.page+1, g.listing.fields
	}
	return v
}

// settle takes in what a wave brought. Whoever isn't served by it waits on.
func (t *together) settle(v *wave, requests int, take func(*gathering)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	g := v.gathering
	g.requests += requests
	// What began before a change ended may show the array as it was.
	if !g.outdated {
		take(g)
	}
	for _, w := range v.waiters {
		w.wave = nil
	}
	g.waiting = append(v.waiters, g.waiting...)
}

// keep adds objects to what is known.
func (g *gathering) keep(found []located, fields fieldSet) {
	for _, object := range found {
		if k := g.known[object.id]; k == nil || fields.covers(k.fields) {
			g.known[object.id] = &known{fields: fields, raw: object.raw}
		}
	}
}

// serve gives those who wait what is known by now, and sends those away who
// have nothing to wait for.
func (g *gathering) serve() {
	waiting := g.waiting
	g.waiting = nil
	for _, w := range waiting {
		k := g.known[w.id]
		switch {
		case w.over:
		case k != nil && k.fields.covers(w.fields) && !g.outdated:
			w.finish(outcome{known: k})
		case g.outdated || g.hopeless(w.fields):
			w.finish(outcome{})
		default:
			g.waiting = append(g.waiting, w)
		}
	}
}

// hopeless reports whether no shared request will show what isn't known yet.
func (g *gathering) hopeless(wanted fieldSet) bool {
	listed := g.listing.finished && g.listing.fields.covers(wanted)
	return g.refused || listed || !g.filtered && !g.listable()
}

// listable reports whether the listing is small enough to be read, as far as
// that is known.
func (g *gathering) listable() bool {
	return g.listing.objects <= max(fewPages*pageSize, farLarger*g.asked)
}

// lists reports whether the next request is one for a page.
func (g *gathering) lists(ids int) bool {
	if ids == 1 && g.requests < beforeListing {
		return false
	}
	return g.listable() && (!g.filtered || g.requests >= beforeListing || ids > pageSize)
}
