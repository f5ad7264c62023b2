package client

import (
	"maps"
	"net/http"
	"slices"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// ownerField is the field of an owned object that has its owner's id.
const ownerField = "object_id"

// readOwners reads the objects of the wanted owners. Owners of which nothing
// turns up are left to the callers, and so are those of a query whose pages
// don't fit together.
func (c *Client) readOwners(v *wave) {
	sent := 0
	var whole []ownings
	err := func() error {
		for ids := range slices.Chunk(v.ids, pageSize) {
			filter := api.Filter{Field: ownerField, Operator: "in", Values: ids}
			parts, err := queries(v.gathering.path, api.Query{Filters: []api.Filter{filter}})
			if err != nil {
				return err
			}
			for _, part := range parts {
				found := ownings{}
				for page := 1; !found.finished; page++ {
					sent++
					answer, err := ask[[]located](v.ctx, c, c.newRequest(http.MethodGet, pagePath(v.gathering.path, part, page)))
					if err != nil {
						return err
					}
					found.add(page, answer)
				}
				if found.whole() {
					whole = append(whole, found)
				}
			}
		}
		return nil
	}()
	c.together.settle(v, sent, func(g *gathering) {
		for _, found := range whole {
			g.keepOwned(found)
		}
		if err != nil {
			// Nothing promises the filter: the listing may do without.
			g.filtered = g.filtered && v.ctx.Err() != nil
			return
		}
		for _, w := range v.waiters {
			if g.known[w.id] == nil {
				w.finish(outcome{})
			}
		}
	})
}

// ownings are objects by their owners, from the pages of one listing.
//
// What an owner has may be on any page, and pages are cut anew for each
// request. So nothing is known of any owner before the last page, nor then
// unless every page was of the same number of objects and they were as many,
// each once.
type ownings struct {
	of map[string]*known
	// ids are those of the objects themselves.
	ids map[string]struct{}
	// objects is how many there are, as the first page said.
	objects int
	// finished is set by the last page, moved by one that doesn't fit.
	finished, moved bool
}

// add takes in the next page.
func (o *ownings) add(page int, answer envelope[[]located]) {
	if o.of == nil {
		o.of, o.ids = make(map[string]*known), make(map[string]struct{})
		o.objects = answer.Metadata.NumberOfObjects
	}
	o.moved = o.moved || answer.Metadata.NumberOfObjects != o.objects
	o.finished = page >= answer.Metadata.PagesTotal || len(answer.Result) == 0
	for _, object := range answer.Result {
		o.ids[object.id] = struct{}{}
		if held := o.of[object.owner]; held != nil {
			held.raw = append(held.raw, object.raw...)
			continue
		}
		o.of[object.owner] = &known{fields: fieldSet{all: true}, raw: object.raw}
	}
}

// whole reports whether all pages were read and fit together.
func (o *ownings) whole() bool {
	return o.finished && !o.moved && len(o.ids) == o.objects
}

// keepOwned adds owners to what is known.
func (g *gathering) keepOwned(found ownings) {
	maps.Copy(g.known, found.of)
}

// keepOwners takes in the next page of a listing. If it ends without being
// whole it begins anew, a few times at most.
func (g *gathering) keepOwners(page int, answer envelope[[]located]) {
	listed := &g.listing
	listed.owned.add(page, answer)
	switch {
	case listed.owned.whole():
		g.keepOwned(listed.owned)
		listed.owned = ownings{}
	case !listed.owned.moved && !listed.finished:
	case listed.again < restarts:
		*listed = listing{fields: listed.fields, objects: listed.objects, again: listed.again + 1}
	default:
		g.refused = true
	}
}
