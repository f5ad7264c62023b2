package client

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"net/http"
	"strconv"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// restarts bounds how often a listing begins anew because objects
// vanished under it.
const restarts = 3

// List reads a collection page by page ("Pagination"). Each page is asked for
// when the consumer gets there; a consumer that stops causes no more requests.
func (c *Client) List(ctx context.Context, path string, query api.Query) iter.Seq2[api.Object, error] {
	return func(yield func(api.Object, error) bool) {
		parts, err := queries(path, query)
		if err != nil {
			yield(nil, c.unwritable(path, err))
			return
		}
		if descending, sorted := sortedByID(query); sorted && len(parts) > 1 {
			c.merge(ctx, path, parts, descending, yield)
			return
		}
		for _, part := range parts {
			if !c.listPart(ctx, path, part, yield) {
				return
			}
		}
	}
}

// unwritable is the error of a query that can't be sent.
func (c *Client) unwritable(path string, err error) error {
	failure := c.failure(c.newRequest(http.MethodGet, path), nil, api.ErrRefused, "", err.Error())
	if long, ok := errors.AsType[*longQueryError](err); ok {
		failure.Kind, failure.Fields = api.ErrQueryTooLong, []string{long.field}
	}
	return failure
}

// listPart reads all pages of one query string; false means stop.
//
// Pages are cut anew for each request. An object that is made meanwhile moves
// others to a page where they would be given again; one that is deleted moves
// others to a page that was read already. The number of objects shows both:
// what was given is left out, and after a deletion the listing begins anew.
func (c *Client) listPart(ctx context.Context, path, query string, yield func(api.Object, error) bool) bool {
	given := make(map[json.Number]bool)
	again, total := 0, 0
	for page := 1; ; page++ {
		request := c.newRequest(http.MethodGet, pagePath(path, query, page))
		answer, err := ask[[]any](ctx, c, request)
		if err != nil {
			yield(nil, err)
			return false
		}
		meta := answer.Metadata
		changed := page > 1 && meta.NumberOfObjects != total
		shrunk := page > 1 && meta.NumberOfObjects < total
		total = meta.NumberOfObjects
		several := meta.PagesTotal > 1 || page > 1
		for _, result := range answer.Result {
			object, err := c.object(request, result)
			if err != nil {
				yield(nil, err)
				return false
			}
			id, identified := object["id"].(json.Number)
			if several && identified {
				// Within one pass every object is given, even if ids repeat.
				if (again > 0 || changed) && given[id] {
					continue
				}
				given[id] = true
			}
			if !yield(object, nil) {
				return false
			}
		}
		switch {
		case shrunk && len(given) > 0 && again < restarts:
			again++
			page = 0
		case page >= meta.PagesTotal || len(answer.Result) == 0:
			return true
		}
	}
}

// pagePath is the address of one page.
func pagePath(path, query string, page int) string {
	separator := "?"
	if strings.Contains(path, "?") {
		separator = "&"
	}
	return path + separator + query + "&page=" + strconv.Itoa(page)
}
