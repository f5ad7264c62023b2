package client

import (
	"context"
	"maps"
	"net/http"
)

// features are read once. The channel holds the right to read them; what was
// read stays.
type features struct {
	turn    chan struct{}
	enabled map[string]bool
}

func newFeatures() features {
	f := features{turn: make(chan struct{}, 1)}
	f.turn <- struct{}{}
	return f
}

// Features are those that the array lists, and whether each is enabled. They
// are read at first use and kept. Several callers cause one request; after an
// error the next caller asks again.
func (c *Client) Features(ctx context.Context) (map[string]bool, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-c.features.turn:
	}
	defer func() { c.features.turn <- struct{}{} }()
	if c.features.enabled == nil {
		type feature struct {
			Name    string `json:"name"`
			Enabled bool   `json:"enabled"`
		}
		answer, err := ask[[]feature](ctx, c, c.newRequest(http.MethodGet, "_features"))
		if err != nil {
			return nil, err
		}
		c.features.enabled = make(map[string]bool, len(answer.Result))
		for _, listed := range answer.Result {
			c.features.enabled[listed.Name] = listed.Enabled
		}
	}
	return maps.Clone(c.features.enabled), nil
}
