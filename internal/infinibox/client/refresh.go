package client

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// want is what a caller wants read together with what others want.
type want struct {
	collection string
	// id is the object's; of owned objects that of their owner, all of whose
	// objects are wanted.
	id    string
	owned bool
	// fields are none for all.
	fields []string
}

func (w want) path() string { return strings.TrimPrefix(w.collection+"/"+w.id, "/") }

// Refresh reads the object of a collection, as Get does at the collection's
// path with the id, but together with others.
//
// Terraform asks for ten objects at a time and doesn't say how many will come.
// So whoever comes while a request for the same collection is under way waits,
// and the next request asks for all of them by their ids. If there are still
// more after that, the collection is listed page by page, unless it is far
// larger than what is wanted. What was read serves later callers until the
// next change through this client. Whatever goes wrong with it, or doesn't
// turn up, is read by itself: only that decides that an object is gone, and
// every caller gets the error of its own path. With the option ReadAlone it is
// Get.
func (c *Client) Refresh(ctx context.Context, collection, id string, fields []string) (api.Object, error) {
	objects, err := c.readTogether(ctx, want{collection: collection, id: id, fields: fields})
	if err != nil {
		return nil, err
	}
	return objects[0], nil
}

// RefreshOf reads all objects of an owner, as List does at the collection's
// path with the owner's id, but together with those of others, in the way of
// Refresh. An owner of which that shows nothing is read by itself.
func (c *Client) RefreshOf(ctx context.Context, collection, owner string) ([]api.Object, error) {
	return c.readTogether(ctx, want{collection: collection, id: owner, owned: true})
}

func (c *Client) readTogether(ctx context.Context, w want) ([]api.Object, error) {
	if c.options.ReadAlone {
		return c.readAlone(ctx, w)
	}
	found, g, waiting := c.together.ask(ctx, w)
	if waiting != nil {
		c.attend(g)
		select {
		case got := <-waiting.outcome:
			if got.err != nil {
				return nil, got.err
			}
			found = got.known
		case <-ctx.Done():
			c.together.leave(waiting)
			return nil, fmt.Errorf("%s %s: %w", http.MethodGet, w.path(), ctx.Err())
		}
	}
	if found != nil {
		if objects, err := found.take(); err == nil {
			return objects, nil
		}
	}
	return c.readAlone(ctx, w)
}

// readAlone reads what is wanted by itself.
func (c *Client) readAlone(ctx context.Context, w want) ([]api.Object, error) {
	if w.owned {
		return api.Whole(c.List(ctx, w.path(), api.Query{}))
	}
	object, err := c.Get(ctx, w.path())
	if err != nil {
		return nil, err
	}
	return []api.Object{object}, nil
}

// attend sends requests for those who wait, one after another, until nobody
// does.
func (c *Client) attend(g *gathering) {
	if !c.together.attend(g) {
		return
	}
	go func() {
		for v := c.together.begin(g); v != nil; v = c.together.begin(g) {
			c.send(v)
			v.cancel()
		}
	}()
}

// send carries out a wave.
func (c *Client) send(v *wave) {
	switch {
	case v.page > 0:
		c.readPage(v)
	case len(v.ids) == 1:
		c.readOne(v)
	case v.gathering.owned:
		c.readOwners(v)
	default:
		c.readIDs(v)
	}
}

// readOne reads the one object that is wanted, or those of the one owner, which
// settles what becomes of it, be it an error. It isn't kept: whoever reads one
// object now and then gets it as it is.
func (c *Client) readOne(v *wave) {
	objects, err := c.readAlone(v.ctx, want{collection: v.gathering.path, id: v.ids[0], owned: v.gathering.owned})
	c.together.settle(v, 1, func(*gathering) {
		for _, w := range v.waiters {
			w.finish(outcome{known: &known{objects: objects}, err: err})
		}
	})
}

// readIDs reads the objects with the wanted ids. Those that don't turn up are
// left to the callers.
func (c *Client) readIDs(v *wave) {
	sent := 0
	var found []located
	err := func() error {
		// A query must not find more than a page has.
		for ids := range slices.Chunk(v.ids, pageSize) {
			filter := api.Filter{Field: "id", Operator: "in", Values: ids}
			parts, err := queries(v.gathering.path, api.Query{Filters: []api.Filter{filter}, Fields: v.fields.names})
			if err != nil {
				return err
			}
			for _, part := range parts {
				sent++
				answer, err := ask[[]located](v.ctx, c, c.newRequest(http.MethodGet, pagePath(v.gathering.path, part, 1)))
				if err != nil {
					return err
				}
				found = append(found, answer.Result...)
			}
		}
		return nil
	}()
	c.together.settle(v, sent, func(g *gathering) {
		g.keep(found, v.fields)
		g.refused = g.refused || err != nil && v.ctx.Err() == nil
		for _, w := range v.waiters {
			if k := g.known[w.id]; k == nil || !k.fields.covers(w.fields) {
				w.finish(outcome{})
			}
		}
	})
}

// readPage reads a page of the listing. Those whose object isn't on it wait on.
func (c *Client) readPage(v *wave) {
	query := []string{"page_size=" + fmt.Sprint(pageSize)}
	if v.gathering.sorted {
		query = append(query, "sort=id")
	}
	if !v.fields.all {
		query = append(query, "fields="+list(v.fields.names))
	}
	answer, err := ask[[]located](v.ctx, c, c.newRequest(http.MethodGet, pagePath(v.gathering.path, strings.Join(query, "&"), v.page)))
	c.together.settle(v, 1, func(g *gathering) {
		if err != nil {
			g.refused = g.refused || v.ctx.Err() == nil
			return
		}
		g.listing.page, g.listing.objects = v.page, answer.Metadata.NumberOfObjects
		g.listing.finished = v.page >= answer.Metadata.PagesTotal || len(answer.Result) == 0
		if g.owned {
			g.keepOwners(v.page, answer)
			return
		}
		g.keep(answer.Result, v.fields)
	})
}
