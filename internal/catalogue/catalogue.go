// Package catalogue has the API references of the devices as data, those of the
// InfiniBox, release 8.4.6, and of the symkloud, version 3: which endpoints,
// entities, fields and error codes are documented.
//
// It holds facts and no behaviour. Tests ask it whether what the provider
// declares is documented, and what of the documentation isn't reached yet.
// Nothing here is needed to talk to a device.
//
// What a catalogue returns is shared by everyone who asks: read it, don't
// change it.
package catalogue

import (
	_ "embed"
	"sync"
)

//go:embed infinibox.json
var infiniBoxReference []byte

var infiniBox = sync.OnceValues(func() (*Catalogue, error) { return parse(infiniBoxReference) })

// InfiniBox is the catalogue of the InfiniBox. It's read at the first call
// and the same one ever after; the error says what in the data contradicts
// itself.
func InfiniBox() (*Catalogue, error) { return infiniBox() }

//go:embed symkloud.json
var symkloudReference []byte

var symkloud = sync.OnceValues(func() (*Catalogue, error) { return parse(symkloudReference) })

// Symkloud is the catalogue of the symkloud, as InfiniBox is of that. Its paths
// are relative to the platform, unless they begin with "v3/", its codes are
// numbers, and each of its endpoints says how well its request is known.
func Symkloud() (*Catalogue, error) { return symkloud() }

// Catalogue is one release of a device's API reference.
type Catalogue struct {
	// Version is the release that the reference describes.
	Version string `json:"version"`
	// BasePath stands before every path of the catalogue, without slashes at its ends.
	BasePath string `json:"base_path"`
	// PageSize is how many objects a list answers at once.
	PageSize PageSize `json:"page_size"`
	// FilterOperators are the operators of "field=operator:value".
	FilterOperators []string `json:"filter_operators"`
	// Sections are the headings of the reference in its order.
	Sections []string `json:"sections"`
	// GeneralErrors are the codes that any endpoint may answer, sorted.
	GeneralErrors []string `json:"general_errors"`
	// Errors has the HTTP status of every documented error code.
	Errors map[string]int `json:"errors"`
	// Endpoints are sorted by path, method and title.
	Endpoints []*Endpoint `json:"endpoints"`
	// Entities are sorted by name.
	Entities []*Entity `json:"-"`

	addresses map[address][]*Endpoint
	entities  map[string]*Entity
	templates map[string]*segment
}

// PageSize is how many objects a list answers at once.
type PageSize struct {
	// Default counts when a request names no size.
	Default int `json:"default"`
	// Maximum is the largest size a request may ask for.
	Maximum int `json:"maximum"`
}

type address struct{ method, path string }

// EndpointsAt are the endpoints with this method and path, the path written as
// in the reference ("volumes/{id}"). A method and path can stand there more
// than once, with other bodies: POST volumes makes a volume and a snapshot.
// None means that it isn't documented.
func (c *Catalogue) EndpointsAt(method, path string) []*Endpoint {
	return c.addresses[address{method, path}]
}

// Entity is the entity with this name ("volumes"), which is mostly the name of
// its collection.
func (c *Catalogue) Entity(name string) (*Entity, bool) {
	entity, ok := c.entities[name]
	return entity, ok
}
