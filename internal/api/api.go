// Package api is the vocabulary in which the entity engine and the device
// clients talk: objects, queries, changes and the errors that come back. It
// knows neither Terraform nor any device, so that one engine serves every
// device and no client depends on Terraform.
package api

import (
	"context"
	"iter"
	"time"
)

// Object is one entity as a device shows it: the field names of the device's
// API reference with string, bool, json.Number, []any, map[string]any or nil.
type Object map[string]any

// Filter restricts a listing on the device's side.
type Filter struct {
	// Field is a field name of the device's API reference.
	Field string
	// Operator is one of eq, neq, is, isnot, lt, leq, gt, geq, in, notin,
	// between and like.
	Operator string
	// Values are compared as the device compares; only in, notin and between
	// take more than one.
	Values []string
}

// Query says which objects of a collection are wanted and in which order.
type Query struct {
	// Filters are combined with AND.
	Filters []Filter
	// Sort lists field names, most significant first; a leading minus sorts
	// descending.
	Sort []string
	// Fields are the only fields wanted; empty means all.
	Fields []string
	// Page is how many objects a request had best bring, where fewer are
	// wanted than there may be; 0 leaves that to the client.
	Page int
}

// Change is a request that alters the device.
type Change struct {
	// Method is POST, PUT or DELETE; GET where the device has commands of that
	// method.
	Method string
	// Path is relative to the device's API root, without a leading slash.
	Path string
	// Body is encoded in the device's own format; nil sends none, an Upload
	// sends files.
	Body any
	// Approved permits repeating the request with approval when the device
	// answers that it is dangerous. It never goes out approved at first.
	Approved bool
	// Secrets are values within Body that must not turn up in logs or errors.
	Secrets []string
	// Progress hears what the device says while it is waited for; may be nil.
	Progress func(status string)
}

// Question is a request that changes nothing although it needs a body (POST).
type Question struct {
	// Path is relative to the device's API root, without a leading slash.
	Path string
	// Body is encoded in the device's own format; nil sends none.
	Body any
	// Approved permits repeating the question with approval when the device
	// demands it before it answers.
	Approved bool
}

// Answer is what a device answered to a Change or a Question.
type Answer struct {
	// Object is the changed object; nil when the device answered something
	// else than an object. A question's bare value becomes an object with the
	// one field "result".
	Object Object
	// Approved lists the device's reasons for demanding the approval that was
	// then given; empty when the change wasn't dangerous.
	Approved []string
	// Pending is a path that Get waits at for the outcome. It is set only
	// beside an error, when the waiting ended before the device had finished.
	Pending string
}

// Settings are what a person chose for one device in the provider block.
type Settings struct {
	// Username is the account that the client logs in with. Whoever takes it
	// away, or gives it another role or password, locks the provider out.
	Username string
	// Approved is the default for entities that don't say it themselves.
	Approved bool
	// AdoptExisting lets a create take over an object with the same natural
	// key whose configured attributes match.
	AdoptExisting bool
}

// Device is one configured device, as its client package implements it. Every
// error it returns is an *Error or wraps the context's.
type Device interface {
	// Name is the product's name, for messages: "InfiniBox".
	Name() string
	// Settings are the provider block's.
	Settings() Settings
	// Get reads the object at path. A missing one is ErrNotFound. A bare value
	// becomes an object with the one field "result".
	Get(ctx context.Context, path string) (Object, error)
	// Refresh reads what Get reads at the collection's path with the id, as far
	// as these fields; none means all. It may be read together with what others
	// ask for, and may have been read for them some time ago, but never before
	// the last change through this device ended. Whatever that doesn't show is
	// read as Get reads it, so that errors are the same. A device that can't
	// read several objects at once does what Get does.
	//
	// Callers may share the object: nobody may modify it.
	Refresh(ctx context.Context, collection, id string, fields []string) (Object, error)
	// RefreshOf reads what List reads at the collection's path with the id of an
	// owner: those of the collection's objects that belong to it. It is to List
	// what Refresh is to Get. None is an answer that a read of their own gave.
	// What others change meanwhile can move an object past a page that is read:
	// that one is gone is so only if List shows it too.
	//
	// Callers may share the objects and the slice: nobody may modify them.
	RefreshOf(ctx context.Context, collection, owner string) ([]Object, error)
	// List reads all pages of the collection at path, each when the consumer
	// gets there. It stops after the first error. Bare values in place of
	// objects become objects with the one field "result".
	List(ctx context.Context, path string, query Query) iter.Seq2[Object, error]
	// Ask sends a question. It changes nothing, so that it goes out to a
	// device that mustn't be written to, and is repeated as any read is.
	Ask(ctx context.Context, question Question) (Answer, error)
	// Do sends a change and waits until the device has carried it out.
	Do(ctx context.Context, change Change) (Answer, error)
	// Now is the device's own clock as its last answer showed it, good to a
	// second; the local clock before any answer.
	Now() time.Time
	// CreatedAt is when the device made an object; false when the object
	// doesn't say.
	CreatedAt(object Object) (time.Time, bool)
	// Features tell by the device's own names which of its features are
	// enabled. They are read once, at first use. What it has no switch for
	// isn't among them.
	Features(ctx context.Context) (map[string]bool, error)
}
