package catalogue

import (
	"slices"
	"strings"
)

// Kind is how an entity is kept on the device.
type Kind string

// The kinds of the catalogue.
const (
	Collection    Kind = "collection"
	SubCollection Kind = "sub-collection"
	Singleton     Kind = "singleton"
	ReadOnly      Kind = "read-only"
	OperationOnly Kind = "operation-only"
)

// UpdateMode is what one update may carry.
type UpdateMode string

// The modes of the catalogue; empty means that there's no update.
const (
	UpdateNotStated     UpdateMode = "not stated"
	OneFieldPerCall     UpdateMode = "one field per call"
	KeyValueMap         UpdateMode = "key-value map"
	NameApartFromLimits UpdateMode = "name apart from limits"
)

// Entity is one kind of object with its calls and fields.
type Entity struct {
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
	// Parent is the collection that a sub-collection belongs to.
	Parent   string   `json:"parent"`
	Sections []string `json:"sections"`
	// Endpoints are all calls of the entity, in the catalogue's order.
	Endpoints []*Endpoint `json:"-"`
	// Create, Read, List, Update and Delete are the call that stands for its
	// kind; nil when there's none. Others of the kind are among Endpoints.
	Create *Endpoint `json:"-"`
	Read   *Endpoint `json:"-"`
	List   *Endpoint `json:"-"`
	Update *Endpoint `json:"-"`
	Delete *Endpoint `json:"-"`
	// Asynchronous are calls whose wording speaks of work in the background.
	Asynchronous []*Endpoint `json:"-"`
	// NaturalKey are the fields or path parameters that tell objects apart.
	NaturalKey []string `json:"natural_key"`
	// NaturalKeyInferred means that the reference doesn't say so itself.
	NaturalKeyInferred bool       `json:"natural_key_inferred"`
	UpdateMode         UpdateMode `json:"update_mode"`
	// ReadFields are sorted by name, as are all fields of the catalogue.
	ReadFields   []ReadField  `json:"read_fields"`
	CreateFields []WriteField `json:"create_fields"`
	UpdateFields []WriteField `json:"update_fields"`
	// DeleteFields go into the body of a deletion that is a POST.
	DeleteFields    []string  `json:"delete_fields"`
	RefusedOnCreate []Refused `json:"refused_on_create"`
	RefusedOnUpdate []Refused `json:"refused_on_update"`
}

// ReadField is a field of the answers.
type ReadField struct {
	Name string `json:"name"`
	// Type is "string", "integer", "number", "boolean", "object", "array" or
	// "array<...>"; empty means that no sample shows a value.
	Type string `json:"type"`
	// Nullable means that a sample shows null.
	Nullable bool `json:"nullable"`
	// FilterOnly means that only the lists of filters name it.
	FilterOnly bool `json:"filter_only"`
	// OtherCallsOnly means that reads don't show it: mostly the create does.
	OtherCallsOnly bool `json:"other_calls_only"`
	// Values are the ones seen in samples; there can be more.
	Values []string `json:"values"`
	// Fields are those of an object or of an array's objects.
	Fields []ReadField `json:"fields"`
}

// WriteField is a field of a request's body. A dot leads into an object:
// "network_config.netmask".
type WriteField struct {
	Name string `json:"name"`
	// Type is as for a ReadField.
	Type string `json:"type"`
	// Requirement is "yes", "unknown" (also: in certain cases) or empty.
	Requirement string `json:"required"`
	// WriteOnly fields are secrets that no answer shows.
	WriteOnly bool `json:"write_only"`
	// Evidence is where the field is known from: "sample", "text", "sdk" (the
	// vendor's public client) or the code of an error that names it.
	Evidence []string `json:"evidence"`
	Rules    Rules    `json:"rules"`
}

// Required tells whether a create without the field is known to be refused.
func (f WriteField) Required() bool { return f.Requirement == "yes" }

// MayBeRequired tells whether it depends, or the reference doesn't settle it.
func (f WriteField) MayBeRequired() bool { return f.Requirement == "unknown" }

// Rules are limits of a field. They come from error messages, some of them of
// test set-ups with limits far below the real ones: a hint, not a proof.
type Rules struct {
	MinLength *int     `json:"min_length"`
	MaxLength *int     `json:"max_length"`
	Minimum   *float64 `json:"minimum"`
	Maximum   *float64 `json:"maximum"`
	NotNull   bool     `json:"not_null"`
	NotEmpty  bool     `json:"not_empty"`
	// Conditional fields belong to some variants of the entity only.
	Conditional bool `json:"conditional"`
	// SetOnce fields can't change after they were set.
	SetOnce              bool `json:"set_once"`
	RestrictedCharacters bool `json:"restricted_characters"`
}

// Refused is a field that an UNSUPPORTED_FIELD error names.
type Refused struct {
	Name string `json:"name"`
	// On is the title of the call that says so.
	On string `json:"on"`
	// AlsoAccepted fields are refused in certain cases only.
	AlsoAccepted bool `json:"also_accepted"`
}

// Readable finds a field of the answers; a dot leads into an object.
func (e *Entity) Readable(name string) (ReadField, bool) { return readable(e.ReadFields, name) }

func readable(fields []ReadField, name string) (ReadField, bool) {
	// Some names have a dot themselves, so the whole name goes first.
	if i, found := search(fields, name, func(f ReadField) string { return f.Name }); found {
		return fields[i], true
	}
	outer, inner, nested := strings.Cut(name, ".")
	if !nested {
		return ReadField{}, false
	}
	i, found := search(fields, outer, func(f ReadField) string { return f.Name })
	if !found {
		return ReadField{}, false
	}
	return readable(fields[i].Fields, inner)
}

// Creatable finds a field that a create takes.
func (e *Entity) Creatable(name string) (WriteField, bool) { return writable(e.CreateFields, name) }

// Updatable finds a field that an update takes.
func (e *Entity) Updatable(name string) (WriteField, bool) { return writable(e.UpdateFields, name) }

func writable(fields []WriteField, name string) (WriteField, bool) {
	i, found := search(fields, name, func(f WriteField) string { return f.Name })
	if !found {
		return WriteField{}, false
	}
	return fields[i], true
}

func search[F any](fields []F, name string, nameOf func(F) string) (int, bool) {
	return slices.BinarySearchFunc(fields, name, func(f F, name string) int { return strings.Compare(nameOf(f), name) })
}
