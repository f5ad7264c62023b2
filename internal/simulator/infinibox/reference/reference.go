// Package reference has what the InfiniBox reference's samples and error lists
// show beyond the catalogue's fields, as data: the words of errors, the reasons
// for approval, which code says that an object is missing or taken, and what
// fields hold that nobody has set.
//
// Test values of the samples (names, ids, times, figures) are taken out;
// {name} in a reason stands for the object's name.
package reference

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"
)

//go:embed reference.json
var raw []byte

// Reference is read once and shared: don't change it.
type Reference struct {
	// Messages are the words of an error by its code, of those codes that the
	// simulator has no format of its own for.
	Messages map[string]string `json:"messages"`
	// Approval is why a call is dangerous, by method and path.
	Approval map[string]string `json:"approval"`
	// NotFound is the code for a missing object, by entity.
	NotFound map[string]string `json:"not_found"`
	// Conflict is the code for a natural key that is taken, by entity.
	Conflict map[string]string `json:"conflict"`
	// Defaults are what fields hold that a create hasn't set, by entity, where
	// that isn't null or the type's zero. Numbers are json.Number.
	Defaults map[string]map[string]any `json:"defaults"`
	// Answers are results that aren't the entity itself, by method and path.
	Answers map[string]map[string]any `json:"answers"`
}

var load = sync.OnceValues(func() (*Reference, error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	decoder.DisallowUnknownFields()
	var r Reference
	if err := decoder.Decode(&r); err != nil {
		return nil, fmt.Errorf("reading the samples' figures: %w", err)
	}
	return &r, nil
})

// Load is the one Reference; the error is one of the data.
func Load() (*Reference, error) { return load() }
