package client

import (
	"context"
	"encoding/json"
	"net/http"
)

// Feature is one of the array's features, as _features lists them.
type Feature struct {
	// Name is the feature's, such as "fs_replication".
	Name string
	// Version of the feature, as the array writes it.
	Version string
	// Enabled tells whether it can be used.
	Enabled bool
}

// features are read once. The channel holds the right to read them; a list
// that was read stays.
type features struct {
	turn chan struct{}
	list *[]Feature
}

func newFeatures() features {
	f := features{turn: make(chan struct{}, 1)}
	f.turn <- struct{}{}
	return f
}

// Release is the array's software release. Every answer tells it; the first
// use before any answer asks for the features.
func (c *Client) Release(ctx context.Context) (string, error) {
	if release := c.release.Load(); release != nil {
		return *release, nil
	}
	if _, err := c.Features(ctx); err != nil {
		return "", err
	}
	if release := c.release.Load(); release != nil {
		return *release, nil
	}
	return "", nil
}

// Features are what the array's software can do, read at first use and kept.
// Several callers cause one request; after an error the next caller asks
// again.
func (c *Client) Features(ctx context.Context) ([]Feature, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-c.features.turn:
	}
	defer func() { c.features.turn <- struct{}{} }()
	if c.features.list != nil {
		return *c.features.list, nil
	}
	type described struct {
		Name    string          `json:"name"`
		Version json.RawMessage `json:"version"`
		Enabled bool            `json:"enabled"`
	}
	answer, err := ask[[]described](ctx, c, c.newRequest(http.MethodGet, "_features"))
	if err != nil {
		return nil, err
	}
	list := make([]Feature, 0, len(answer.Result))
	for _, feature := range answer.Result {
		list = append(list, Feature{Name: feature.Name, Version: plain(feature.Version), Enabled: feature.Enabled})
	}
	c.features.list = &list
	return list, nil
}

// plain is a JSON string's or number's text.
func plain(value json.RawMessage) string {
	var text string
	if err := json.Unmarshal(value, &text); err == nil {
		return text
	}
	if string(value) == "null" {
		return ""
	}
	return string(value)
}
