// Package reference has the calls and codes of the symkloud REST reference as
// data: path, parameters, codes and what a reply looks like. A call whose path
// and method are published is documented; one that was made up after others, or
// whose reply alone is published, is inferred.
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
	// Codes are the words of every documented code, by number.
	Codes map[string]string `json:"codes"`
	// Rows are the calls, in the order of the reference.
	Rows []Row `json:"rows"`
}

// Row is one call.
type Row struct {
	// Section is where the reference has it: "Platform", "Node".
	Section string `json:"section"`
	Method  string `json:"method"`
	// Path below /v3/, with variables in braces.
	Path  string `json:"path"`
	Title string `json:"title"`
	// Basis is "documented" or "inferred".
	Basis string `json:"basis"`
	// Codes that the call can fail with, beside those of every call.
	Codes []int `json:"codes,omitempty"`
	// Query and Form are parameters that it takes, Files the parts of an upload.
	Query string            `json:"query,omitempty"`
	Form  map[string]string `json:"form,omitempty"`
	Files []string          `json:"files,omitempty"`
	// Reply is a sample; nil is the result of a change, or CSV.
	Reply any `json:"reply,omitempty"`
}

var load = sync.OnceValues(func() (*Reference, error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	decoder.DisallowUnknownFields()
	var r Reference
	if err := decoder.Decode(&r); err != nil {
		return nil, fmt.Errorf("reading the reference: %w", err)
	}
	return &r, nil
})

// Load is the one Reference; the error is one of the data.
func Load() (*Reference, error) { return load() }
