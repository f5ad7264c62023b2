package client

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"slices"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// sortedByID tells whether a query is sorted by the id alone: the one order in
// which results of several requests can be put without knowing how the array
// compares.
func sortedByID(query api.Query) (descending, sorted bool) {
	return slices.Equal(query.Sort, []string{"-id"}), slices.Equal(query.Sort, []string{"id"}) || slices.Equal(query.Sort, []string{"-id"})
}

// run is a part of a listing, read as far as its next object.
type run struct {
	next   func() (api.Object, error, bool)
	object api.Object
	id     int64
}

// merge reads the parts of a query, each of them sorted by id, side by side,
// and yields their objects in that order. It holds a page of each.
func (c *Client) merge(ctx context.Context, path string, parts []string, descending bool, yield func(api.Object, error) bool) {
	runs := make([]*run, 0, len(parts))
	var stops []func()
	defer func() {
		for _, stop := range stops {
			stop()
		}
	}()
	for _, part := range parts {
		next, stop := iter.Pull2(func(yield func(api.Object, error) bool) { c.listPart(ctx, path, part, yield) })
		stops = append(stops, stop)
		r := &run{next: next}
		more, err := c.advance(path, r)
		if err != nil {
			yield(nil, err)
			return
		}
		if more {
			runs = append(runs, r)
		}
	}
	for len(runs) > 0 {
		first := 0
		for i, r := range runs {
			if r.id != runs[first].id && (r.id < runs[first].id) != descending {
				first = i
			}
		}
		if !yield(runs[first].object, nil) {
			return
		}
		more, err := c.advance(path, runs[first])
		if err != nil {
			yield(nil, err)
			return
		}
		if !more {
			runs = slices.Delete(runs, first, first+1)
		}
	}
}

// advance moves a part to its next object; false after the last.
func (c *Client) advance(path string, r *run) (more bool, err error) {
	r.object, err, more = r.next()
	if err != nil || !more {
		return false, err
	}
	number, _ := r.object["id"].(json.Number)
	if r.id, err = number.Int64(); err != nil {
		return false, c.failure(c.newRequest(http.MethodGet, path), nil, api.ErrNotTheDevice, "",
			"answered with an object whose id is no number, though sorted by it")
	}
	return true, nil
}
