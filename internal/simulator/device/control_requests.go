package device

import (
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// requestOperations look at the request log, and set the latency.
func (c *control) requestOperations() []operation {
	const log, latency = controlRoot + "requests", controlRoot + "latency"
	return []operation{
		{
			Method: http.MethodGet, Path: log, Purpose: "the latest requests to the device, counters and totals",
			Parameters: []string{"method", "path", "query", "body", "after", "limit"}, do: c.showRequests,
		},
		{Method: http.MethodDelete, Path: log, Purpose: "empty the request log and its counters", do: c.clearRequests},
		{Method: http.MethodGet, Path: latency, Purpose: "how long the device takes to answer", do: c.showLatency},
		{Method: http.MethodPut, Path: latency, Purpose: "change how long the device takes to answer", takesBody: true, do: c.setLatency},
	}
}

func (c *control) showRequests(r *http.Request) (int, any, error) {
	query := r.URL.Query()
	after, err := number(query, "after")
	if err != nil {
		return 0, nil, err
	}
	limit, err := number(query, "limit")
	if err != nil {
		return 0, nil, err
	}
	found := c.front.Requests(Match{
		Method: query.Get("method"), Path: query.Get("path"),
		Query: query.Get("query"), Body: query.Get("body"),
	})
	page := []Request{}
	for _, request := range found {
		if limit > 0 && uint64(len(page)) == limit {
			break
		}
		if request.Number > after {
			page = append(page, request)
		}
	}
	return http.StatusOK, map[string]any{
		"totals": c.front.Totals(), "counters": c.front.Counters(),
		"selected": len(found), "requests": page,
	}, nil
}

// number reads an optional parameter; 0 when it isn't given.
func number(query url.Values, name string) (uint64, error) {
	if !query.Has(name) {
		return 0, nil
	}
	n, err := strconv.ParseUint(query.Get(name), 10, 63)
	if err != nil {
		return 0, refuse(http.StatusBadRequest, "parameter %q must be a whole number, not %q", name, query.Get(name))
	}
	return n, nil
}

func (c *control) clearRequests(*http.Request) (int, any, error) {
	c.front.ClearRequests()
	return http.StatusOK, map[string]any{"totals": c.front.Totals()}, nil
}

// latencyDocument is Latency in JSON.
type latencyDocument struct {
	Fixed  span `json:"fixed"`
	Jitter span `json:"jitter"`
}

func (c *control) showLatency(*http.Request) (int, any, error) {
	l := c.front.Latency()
	return http.StatusOK, latencyDocument{Fixed: span(l.Fixed), Jitter: span(l.Jitter)}, nil
}

func (c *control) setLatency(r *http.Request) (int, any, error) {
	var wanted latencyDocument
	if err := readJSON(r, &wanted); err != nil {
		return 0, nil, err
	}
	latency := Latency{Fixed: time.Duration(wanted.Fixed), Jitter: time.Duration(wanted.Jitter)}
	if err := c.front.SetLatency(latency); err != nil {
		return 0, nil, refuse(http.StatusBadRequest, "%v", err)
	}
	return c.showLatency(r)
}
