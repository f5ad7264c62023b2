package catalogue

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// document is the catalogue as it's written: entities name their endpoints by
// title, which is unique within an entity.
type document struct {
	Catalogue
	Entities []*entityTitles `json:"entities"`
}

type entityTitles struct {
	Entity
	Create       string   `json:"create"`
	Read         string   `json:"read"`
	List         string   `json:"list"`
	Update       string   `json:"update"`
	Delete       string   `json:"delete"`
	Asynchronous []string `json:"asynchronous"`
}

// parse reads a catalogue and ties its parts together. A field it doesn't know
// is an error, so that nothing of the data is lost unnoticed.
func parse(data []byte) (*Catalogue, error) {
	var doc document
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&doc); err != nil {
		return nil, fmt.Errorf("reading the API catalogue: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("reading the API catalogue: something follows its end")
	}
	c := &doc.Catalogue
	c.addresses = make(map[address][]*Endpoint, len(c.Endpoints))
	c.entities = make(map[string]*Entity, len(doc.Entities))
	c.templates = make(map[string]*segment)
	for _, titles := range doc.Entities {
		entity := &titles.Entity
		if _, double := c.entities[entity.Name]; double {
			return nil, fmt.Errorf("the API catalogue has entity %q twice", entity.Name)
		}
		c.Entities = append(c.Entities, entity)
		c.entities[entity.Name] = entity
	}
	for _, endpoint := range c.Endpoints {
		if err := c.add(endpoint); err != nil {
			return nil, fmt.Errorf("the API catalogue at %s (%s): %w", endpoint, endpoint.Title, err)
		}
	}
	for _, titles := range doc.Entities {
		if err := titles.tie(); err != nil {
			return nil, fmt.Errorf("the API catalogue at entity %q: %w", titles.Name, err)
		}
	}
	for _, code := range c.GeneralErrors {
		if c.Errors[code] == 0 {
			return nil, fmt.Errorf("the API catalogue has no status for %s", code)
		}
	}
	return c, nil
}

// add makes an endpoint findable by address, request path and entity.
func (c *Catalogue) add(endpoint *Endpoint) error {
	entity, ok := c.entities[endpoint.Entity]
	if !ok {
		return fmt.Errorf("no entity %q", endpoint.Entity)
	}
	entity.Endpoints = append(entity.Endpoints, endpoint)
	for _, code := range slices.Concat(endpoint.Errors, endpoint.InferredErrors) {
		if c.Errors[code] == 0 {
			return fmt.Errorf("no status for %s", code)
		}
	}
	at := address{endpoint.Method, endpoint.Path}
	c.addresses[at] = append(c.addresses[at], endpoint)
	root := c.templates[endpoint.Method]
	if root == nil {
		root = new(segment)
		c.templates[endpoint.Method] = root
	}
	return root.add(endpoint)
}

// tie turns the titles that stand for an entity's calls into the calls.
func (t *entityTitles) tie() error {
	byTitle := make(map[string]*Endpoint, len(t.Endpoints))
	for _, endpoint := range t.Endpoints {
		if _, double := byTitle[endpoint.Title]; double {
			return fmt.Errorf("two endpoints are called %q", endpoint.Title)
		}
		byTitle[endpoint.Title] = endpoint
	}
	for _, call := range []struct {
		title string
		to    **Endpoint
	}{
		{t.Create, &t.Entity.Create},
		{t.Read, &t.Entity.Read},
		{t.List, &t.Entity.List},
		{t.Update, &t.Entity.Update},
		{t.Delete, &t.Entity.Delete},
	} {
		if call.title == "" {
			continue
		}
		endpoint, ok := byTitle[call.title]
		if !ok {
			return fmt.Errorf("no endpoint is called %q", call.title)
		}
		*call.to = endpoint
	}
	for _, title := range t.Asynchronous {
		endpoint, ok := byTitle[title]
		if !ok {
			return fmt.Errorf("no endpoint is called %q", title)
		}
		t.Entity.Asynchronous = append(t.Entity.Asynchronous, endpoint)
	}
	return nil
}
