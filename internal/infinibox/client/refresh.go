package client

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

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
	path := strings.TrimPrefix(collection+"/"+id, "/")
	if c.options.ReadAlone {
		return c.Get(ctx, path)
	}
	found, g, w := c.together.ask(ctx, collection, id, fields)
	if w != nil {
		c.attend(g)
		select {
		case got := <-w.outcome:
			if got.err != nil {
				return nil, got.err
			}
			found = got.known
		case <-ctx.Done():
			c.together.leave(w)
			return nil, fmt.Errorf("%s %s: %w", http.MethodGet, path, ctx.Err())
		}
	}
	if found != nil {
		if object, err := found.take(); err == nil {
			return object, nil
		}
	}
	return c.Get(ctx, path)
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
	default:
		c.readIDs(v)
	}
}

// readOne reads the one object that is wanted, which settles what becomes of
// it, be it an error. It isn't kept: whoever reads one object now and then gets
// it as it is.
func (c *Client) readOne(v *wave) {
	object, err := c.Get(v.ctx, v.gathering.path+"/"+v.ids[0])
	c.together.settle(v, 1, func(*gathering) {
		for _, w := range v.waiters {
			w.finish(outcome{known: &known{object: object}, err: err})
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
		g.keep(answer.Result, v.fields)
		g.listing.page, g.listing.objects = v.page, answer.Metadata.NumberOfObjects
		g.listing.finished = v.page >= answer.Metadata.PagesTotal || len(answer.Result) == 0
	})
}
