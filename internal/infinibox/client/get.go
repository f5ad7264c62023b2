package client

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// Get reads the object at a path, which is relative to the API's root and
// already escaped. A bare text, number or truth becomes an object with the one
// field "result". If the path is one of an outcome that isn't ready, Get waits
// for it.
func (c *Client) Get(ctx context.Context, path string) (api.Object, error) {
	request := c.newRequest(http.MethodGet, path)
	answer, err := ask[any](ctx, c, request)
	if err != nil {
		return nil, err
	}
	if answer.pending() {
		if answer, err = c.await(ctx, request, answer.Metadata.ResultURL, nil); err != nil {
			return nil, err
		}
	}
	return c.object(request, answer.Result)
}

// object is a result as an object.
func (c *Client) object(request transport.Request, result any) (api.Object, error) {
	switch result := result.(type) {
	case map[string]any:
		return result, nil
	case string, bool, json.Number:
		return api.Object{"result": result}, nil
	}
	return nil, c.failure(request, nil, api.ErrNotTheDevice, "",
		fmt.Sprintf("answered with %s where an object was expected", kindOfValue(result)))
}

// kindOfValue is what JSON calls a value.
func kindOfValue(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case []any:
		return "a list"
	}
	return "something unknown"
}
