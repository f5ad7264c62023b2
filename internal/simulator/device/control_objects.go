package device

import (
	"bytes"
	"encoding/json"
	"net/http"
)

// objectOperations look at single objects and change them out of band.
func (c *control) objectOperations() []operation {
	const all, one = controlRoot + "objects/{collection}", controlRoot + "objects/{collection}/{id}"
	return []operation{
		{Method: http.MethodGet, Path: all, Purpose: "all objects of a collection, in full", do: c.showObjects},
		{Method: http.MethodPost, Path: all, Purpose: "create an object as another administrator", takesBody: true, do: c.createObject},
		{Method: http.MethodGet, Path: one, Purpose: "one object, in full", do: c.showObject},
		{Method: http.MethodPut, Path: one, Purpose: "change fields of an object as another administrator", takesBody: true, do: c.changeObject},
		{Method: http.MethodDelete, Path: one, Purpose: "delete an object as another administrator", do: c.removeObject},
	}
}

// inventoryOperations deal with everything that the device holds.
func (c *control) inventoryOperations() []operation {
	const inventory, generate, omissions = controlRoot + "inventory", controlRoot + "generate", controlRoot + "omissions"
	const endpoints = controlRoot + "endpoints"
	return []operation{
		{Method: http.MethodGet, Path: inventory, Purpose: "everything that the device holds", do: c.export},
		{Method: http.MethodPut, Path: inventory, Purpose: "replace everything that the device holds", takesBody: true, do: c.importAll},
		{Method: http.MethodPost, Path: generate, Purpose: "add objects by counts", takesBody: true, do: c.generate},
		{Method: http.MethodGet, Path: omissions, Purpose: "what this simulator doesn't do", do: c.omissions},
		{Method: http.MethodGet, Path: endpoints, Purpose: "how far each call of the reference is simulated", do: c.endpoints},
	}
}

func (c *control) showObjects(r *http.Request) (int, any, error) {
	objects, ok := c.front.device.Objects(r.PathValue("collection"))
	if !ok {
		return 0, nil, noCollection(r)
	}
	return http.StatusOK, map[string]any{"objects": append([]map[string]any{}, objects...)}, nil
}

func noCollection(r *http.Request) error {
	return refuse(http.StatusNotFound, "the device has no collection %q", r.PathValue("collection"))
}

func (c *control) showObject(r *http.Request) (int, any, error) {
	collection, id := r.PathValue("collection"), r.PathValue("id")
	object, ok := c.front.device.Object(collection, id)
	if ok {
		return http.StatusOK, object, nil
	}
	if _, known := c.front.device.Objects(collection); !known {
		return 0, nil, noCollection(r)
	}
	return 0, nil, refuse(http.StatusNotFound, "%s has no object %q", collection, id)
}

func (c *control) createObject(r *http.Request) (int, any, error) {
	fields, err := readFields(r)
	if err != nil {
		return 0, nil, err
	}
	object, err := c.front.device.Put(r.PathValue("collection"), "", fields)
	if err != nil {
		if _, known := c.front.device.Objects(r.PathValue("collection")); !known {
			err = noCollection(r)
		}
		return 0, nil, err
	}
	return http.StatusCreated, object, nil
}

func (c *control) changeObject(r *http.Request) (int, any, error) {
	fields, err := readFields(r)
	if err != nil {
		return 0, nil, err
	}
	if status, object, err := c.showObject(r); err != nil {
		return status, object, err
	}
	object, err := c.front.device.Put(r.PathValue("collection"), r.PathValue("id"), fields)
	return http.StatusOK, object, err
}

// removeObject answers the object as it last was.
func (c *control) removeObject(r *http.Request) (int, any, error) {
	status, object, err := c.showObject(r)
	if err != nil {
		return status, object, err
	}
	return status, object, c.front.device.Remove(r.PathValue("collection"), r.PathValue("id"))
}

func readFields(r *http.Request) (map[string]any, error) {
	var fields map[string]any
	if err := readJSON(r, &fields); err != nil {
		return nil, err
	}
	if len(fields) == 0 {
		return nil, refuse(http.StatusBadRequest, "the body has no fields")
	}
	return fields, nil
}

func (c *control) export(*http.Request) (int, any, error) {
	var inventory bytes.Buffer
	if err := c.front.device.Export(&inventory); err != nil {
		return 0, nil, err
	}
	return http.StatusOK, json.RawMessage(inventory.Bytes()), nil
}

func (c *control) importAll(r *http.Request) (int, any, error) {
	if err := c.front.device.Import(r.Body); err != nil {
		return 0, nil, err
	}
	return http.StatusOK, map[string]any{"imported": true}, nil
}

func (c *control) generate(r *http.Request) (int, any, error) {
	var counts map[string]int
	if err := readJSON(r, &counts); err != nil {
		return 0, nil, err
	}
	for kind, n := range counts {
		if n < 0 {
			return 0, nil, refuse(http.StatusBadRequest, "%s: a count can't be negative", kind)
		}
	}
	if len(counts) == 0 {
		return 0, nil, refuse(http.StatusBadRequest, "the body has no counts")
	}
	if err := c.front.device.Generate(counts); err != nil {
		return 0, nil, err
	}
	return http.StatusOK, map[string]any{"generated": counts}, nil
}

func (c *control) omissions(*http.Request) (int, any, error) {
	return http.StatusOK, map[string]any{"omissions": append([]string{}, c.front.device.Omissions()...)}, nil
}
