package client

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"strconv"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// eventsPath is the one listing that comes in pages.
const eventsPath = "SEL/Events"

// largestPage is how many events a request brings when all are wanted; what a
// platform allows at most isn't published.
const largestPage = 1000

// List reads the list at a path, the event log page by page, each when the
// consumer gets there. The platform itself neither filters nor sorts: what a
// query asks for is picked here, and a sorted listing is read whole first.
// Fields doesn't matter.
func (c *Client) List(ctx context.Context, path string, query api.Query) iter.Seq2[api.Object, error] {
	all := c.all(ctx, path)
	if place(path) == eventsPath {
		all = c.events(ctx, path, query.Page)
	}
	return func(yield func(api.Object, error) bool) {
		wanted, err := newSelection(query)
		if err != nil {
			yield(nil, c.failure(c.newRequest(http.MethodGet, path), nil, api.ErrRefused, 0, err.Error()))
			return
		}
		wanted.from(all)(yield)
	}
}

// all reads a list that comes as a whole.
func (c *Client) all(ctx context.Context, path string) iter.Seq2[api.Object, error] {
	return func(yield func(api.Object, error) bool) {
		r := c.newRequest(http.MethodGet, path)
		value, err := c.read(ctx, r)
		var objects []api.Object
		if err == nil {
			objects, err = c.elements(r, value)
		}
		if err != nil {
			yield(nil, err)
			return
		}
		for _, object := range objects {
			if !yield(object, nil) {
				return
			}
		}
	}
}

// events reads the event log ("SEL/Events" in the reference). Each page begins
// with the highest record of the ones before: the reference's sample doesn't
// tell whether an offset is a record's id or a count of them, and this leaves
// out none either way. If it brings nothing new although records are left, as of
// a log whose first records are gone, the offset is taken for a count. No record
// is given twice.
func (c *Client) events(ctx context.Context, path string, page int) iter.Seq2[api.Object, error] {
	limit := largestPage
	if page > 0 {
		limit = min(max(page, 2), largestPage)
	}
	return func(yield func(api.Object, error) bool) {
		given := map[int64]bool{}
		highest, counting := int64(0), false
		for offset := ""; ; {
			r := c.newRequest(http.MethodGet, path+"?"+offset+"limit="+strconv.Itoa(limit))
			value, err := c.read(ctx, r)
			var records []api.Object
			if err == nil {
				records, err = c.elements(r, value)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			before := len(given)
			for _, record := range records {
				id := fmt.Sprint(record["recordId"])
				at, err := strconv.ParseInt(id, 10, 64)
				if err != nil {
					yield(nil, c.failure(r, nil, api.ErrNotTheDevice, 0, "answered with an event that has no number as recordId"))
					return
				}
				if given[at] {
					continue
				}
				given[at] = true
				highest = max(highest, at)
				if !yield(record, nil) {
					return
				}
			}
			if len(given) >= total(value) {
				return
			}
			if len(given) == before {
				if counting {
					return
				}
				counting = true
			}
			next := highest
			if counting {
				next = int64(len(given))
			}
			offset = "offset=" + strconv.FormatInt(next, 10) + "&"
		}
	}
}

// total is how many records the event log says that it has; 0 when it doesn't.
func total(value any) int {
	object, _ := value.(map[string]any)
	count, err := strconv.Atoi(fmt.Sprint(object["numRecords"]))
	if err != nil {
		return 0
	}
	return count
}
