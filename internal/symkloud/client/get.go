package client

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// Get reads the object at a path, which is relative to the platform, unless it
// begins with "v3/", and already escaped. A list becomes an object with the
// field that the reference has it in, "result" where it has none; a bare value
// or a text one with the field "result". Texts and names of fields come without
// the blanks that pad them, numbers and flags as they are shown.
func (c *Client) Get(ctx context.Context, path string) (api.Object, error) {
	r := c.newRequest(http.MethodGet, path)
	value, err := c.read(ctx, r)
	if err != nil {
		return nil, err
	}
	return c.object(r, value)
}

// read reads what is at a path.
func (c *Client) read(ctx context.Context, r request) (any, error) {
	leave, err := c.traffic.join(ctx)
	if err != nil {
		return nil, c.named(r, err)
	}
	defer leave()
	given, err := c.exchange(ctx, r)
	return given.value, err
}

// object is a value as an object.
func (c *Client) object(r request, value any) (api.Object, error) {
	field, listed := lists()[last(r.called)]
	switch value := value.(type) {
	case map[string]any:
		if list := within(value); listed && list != "" && list != field {
			value[field] = value[list]
			delete(value, list)
		}
		return value, nil
	case []any:
		if !listed {
			field = "result"
		}
		return api.Object{field: value}, nil
	case string, bool, json.Number:
		return api.Object{"result": value}, nil
	}
	return nil, c.failure(r, nil, api.ErrNotTheDevice, 0, "answered with null where an object was expected")
}

// lists are the calls that answer with a list, by their last segment, and the
// field that the reference has it in: "result" where that shows the list alone.
// Of the sensors it shows both, and of some no reply at all, so that each is
// understood either way.
func lists() map[string]string {
	return map[string]string{
		"UserList":              "result",
		"SwitchSpeed":           "result",
		"FabricDefaultPortMode": "result",
		"FabricPortMode":        "result",
		"AvailableModels":       "result",
		"BundleInfo":            "result",
		"PresentNodes":          "presentNodes",
		"MonitoredSensors":      "monitoredSensors",
		"Sensors":               "Sensors",
		"Payloads":              "payloads",
		"Nics":                  "Nics",
	}
}

// within is the one field of an object that is a list; empty when there are
// none or several.
func within(object map[string]any) string {
	found := ""
	for name, member := range object {
		if _, list := member.([]any); list {
			if found != "" {
				return ""
			}
			found = name
		}
	}
	return found
}

// elements are what a listing holds; a bare value becomes an object with the one
// field "result".
func (c *Client) elements(r request, value any) ([]api.Object, error) {
	list, ok := value.([]any)
	if object, wrapped := value.(map[string]any); wrapped {
		list, ok = object[within(object)].([]any)
	}
	if !ok {
		return nil, c.failure(r, nil, api.ErrNotTheDevice, 0, fmt.Sprintf("answered with %s where a list was expected", kindOfValue(value)))
	}
	objects := make([]api.Object, len(list))
	for i, element := range list {
		if object, ok := element.(map[string]any); ok {
			objects[i] = object
			continue
		}
		objects[i] = api.Object{"result": element}
	}
	return objects, nil
}

// kindOfValue is what JSON calls a value.
func kindOfValue(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case map[string]any:
		return "an object without one"
	}
	return "a single value"
}

// isText reports whether a call answers with a text that isn't JSON.
func isText(path string) bool {
	return place(path) == "SEL/Csv"
}

// isPage reports whether an answer is a page for people.
func isPage(response *transport.Response) bool {
	return bytes.HasPrefix(bytes.TrimSpace(response.Body), []byte("<"))
}
