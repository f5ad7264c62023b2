package device

import (
	"io"
	"net/http"
)

// Device is one simulated device. It answers its own API as an http.Handler
// and lets the control API look at and change what it holds, behind the back
// of the device API's rules of access but never against its rules of
// consistency.
type Device interface {
	http.Handler
	// Name is the product's name in lower case: "infinibox".
	Name() string
	// Clock is the time that the device lives by; see Clock for how a device
	// follows it.
	Clock() *Clock
	// Environment is what points the provider at this device when it is
	// reached at endpoint: variable name to value.
	Environment(endpoint string) map[string]string
	// Failure is the device's answer for one of its documented error codes,
	// used by fault rules; false when the code isn't documented.
	Failure(code string) (status int, header http.Header, body []byte, ok bool)
	// Object is what the device holds under a collection and id, in full. The
	// caller may keep and change it, as with everything answered below.
	Object(collection, id string) (map[string]any, bool)
	// Objects lists a collection in full, ordered by id.
	Objects(collection string) ([]map[string]any, bool)
	// Put creates an object (id empty) or changes the given fields of one,
	// as another administrator would have, and answers the object. Numbers
	// come as json.Number from the control API, as any type from Go.
	Put(collection, id string, fields map[string]any) (map[string]any, error)
	// Remove deletes an object as another administrator would have.
	Remove(collection, id string) error
	// Export writes everything the device holds as JSON; Import replaces
	// everything with what Export wrote.
	Export(w io.Writer) error
	Import(r io.Reader) error
	// Generate adds objects by counts: {"pools": 2, "volumes": 1000}.
	Generate(counts map[string]int) error
	// Omissions lists what this simulated device doesn't do, a line each.
	Omissions() []string
}
