package entity

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// Facts are what a declaration says of the device's API, for comparing it with
// the API's reference.
type Facts struct {
	// Name is the entity's or action's: "infinibox_volume".
	Name string
	// Path is the collection's or setting's; empty for an action.
	Path string
	// Attributes are the model's, the live figures behind them.
	Attributes []AttributeFacts
	// Calls are all that some face of it makes.
	Calls []Call
	// Update is how the device takes changes.
	Update Update
	// Looked says that it can only be looked at.
	Looked bool
	// Operated says that operations stand in for creation and deletion.
	Operated bool
	// Refusals are what is told of the device's error codes.
	Refusals Refusals
	// Omitted are writable fields without an attribute, with the reason.
	Omitted map[string]string
}

// AttributeFacts are what is declared of an attribute.
type AttributeFacts struct {
	// Name is the attribute's, API the device's field as it is shown, Sent as it
	// is sent and Changed as changes in place send it; the three are empty for
	// what is the provider's own.
	Name, API, Sent, Changed string
	// Written is what a person may configure; Replaces what then makes a new
	// object; Apart what changes through an operation of its own.
	Written, Replaces, Apart bool
	// InPath is what a creation says in its path, Names what every change says
	// to name the object.
	InPath, Names bool
	// Unseen is what is written and never shown: secrets, and what only a new
	// object takes. Version is what counts a secret's changes.
	Unseen, Version bool
	// Figure is what only data sources show.
	Figure bool
}

// Call is a request by method and path, with {} for what varies.
type Call struct{ Method, Path string }

// Facts tells what an entity declares.
func (d *declared) Facts() Facts {
	facts := Facts{Name: d.name, Path: d.path, Update: d.update, Operated: d.createBy != "" || d.taken, Refusals: d.refusals, Omitted: d.omitted}
	for _, f := range d.model.fields {
		_, moves := d.moves[f.name]
		facts.Attributes = append(facts.Attributes, AttributeFacts{
			Name: f.name, API: f.api, Sent: f.sent, Written: f.written, Replaces: f.fixed, Apart: moves || d.switched(f),
			Changed: f.changed, Names: slices.Contains(d.updateWith, f.name),
			InPath: inPath(cmp.Or(d.createBy, d.path), f), Unseen: f.api != "" && !f.shown(), Version: d.counts(f)})
	}
	for _, f := range d.figures.fields {
		facts.Attributes = append(facts.Attributes, AttributeFacts{Name: f.name, API: f.api, Sent: f.sent, Figure: true})
	}
	if d.looked {
		return d.looks(facts)
	}
	call := func(method, path string) { facts.Calls = append(facts.Calls, Call{method, path}) }
	object := d.object
	if d.singleton {
		object = d.path
	}
	if !d.blind {
		call(http.MethodGet, object)
	}
	switch {
	case d.updateBy != "":
		call(http.MethodPost, d.updateBy)
	case d.update != Never:
		call(http.MethodPut, object)
	}
	for _, s := range d.switches {
		call(http.MethodPost, s.On)
		if s.Off != "" {
			call(http.MethodPost, s.Off)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.moves)) {
		call(http.MethodPost, d.moves[name])
	}
	if d.singleton {
		return facts
	}
	call(http.MethodGet, d.path)
	call(http.MethodGet, d.listed)
	if d.taken {
		return facts
	}
	call(http.MethodPost, cmp.Or(d.createBy, d.path))
	if d.deleteBy != "" {
		call(http.MethodPost, d.deleteBy)
	} else {
		deleted, _, _ := strings.Cut(d.deleted, "?")
		call(http.MethodDelete, deleted)
	}
	return facts
}

// looks completes the facts of what can only be looked at.
func (d *declared) looks(facts Facts) Facts {
	if len(d.arguments) > 0 || d.documented != "" {
		facts.Path = d.documented
	}
	facts.Looked = true
	for _, path := range d.paths.all() {
		facts.Calls = append(facts.Calls, Call{http.MethodGet, path})
	}
	if !d.onlyMany {
		facts.Calls = append(facts.Calls, Call{http.MethodGet, d.object})
	}
	return facts
}

// Facts tells what an action declares.
func (i *Invocable) Facts() Facts {
	facts := Facts{Name: i.name, Refusals: i.refusals, Calls: []Call{{i.method, i.path}}}
	for _, f := range i.model.fields {
		facts.Attributes = append(facts.Attributes, AttributeFacts{Name: f.name, API: f.api, Sent: f.sent, Written: true})
	}
	return facts
}
