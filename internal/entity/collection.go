// Package entity turns the declaration of an entity into everything that
// Terraform knows of it: the managed resource, the data sources for one and
// for many, its identity and its imports. The declaration says what an entity
// is; how any resource is created, read, changed, approved and deleted stands
// here, once.
//
// What an entity file states:
//
//	collection.go   an entity whose objects live in a collection
//	singleton.go    a setting that a device has once
//	taken.go        objects that exist before Terraform and after it
//	entries.go      keys and values that hang on an object
//	shown.go        a collection that can only be looked at
//	question.go     something that a device is asked
//	action.go       something that a device is told to do
//	facts.go        what was stated, to compare it with the API's reference
//
// What is made of it:
//
//	faces.go        which faces each kind of declaration has
//	declared.go     the declaration, checked and ready for use
//	mapper.go       a model's values to and from the device's fields
//	values.go       a model from and to Terraform's own values
//	tag.go          what its tags say
//	combinations.go what can't be stated together
//	wire.go         one value to and from what a device writes
//	spelled.go      numbers and truths that a device writes as text
//	places.go       where on the device the objects are
//	shows.go        the device's form to the model's
//	schema.go       the schemas of the faces
//	connections.go  the devices that the provider block configures
//	family.go       what they are called
//
// The managed resource:
//
//	resource.go     what all its operations share
//	plan.go         what a plan changes, and what is refused there
//	needs.go        values that need a feature of the device
//	create.go       a new object
//	existing.go     one that is there already, found or adopted
//	aftermath.go    one that may be there: the outcome isn't clear
//	read.go         the object as it is
//	origin.go       whether it is the one in the state
//	update.go       changes in place
//	order.go        the order in which their requests go out
//	joint.go        what shares one of them
//	settles.go      what the device goes on with after its answer
//	carried.go      what happens to it by another's change
//	secret.go       write-only values
//	unread.go       what the device never shows
//	half.go         what becomes of them when one fails
//	delete.go       the end of an object
//	claims.go       which resource has it by now
//	importing.go    by id, identity or natural key
//	setting.go      the resource of a setting
//	taking_over.go  its creation
//	giving_back.go  what it was, for its end
//	blind.go        a setting that the device never shows
//	approval.go     what the device deems dangerous
//	waiting.go      timeouts, and operations that finish later
//	unfinished.go   what is told of one that failed or wasn't waited for
//	patience.go     how long is looked into one whose outcome isn't known
//	remember.go     what the last read saw beside the attributes
//	short.go        what hasn't changed, past the framework
//	short_valid.go  what a configuration has nothing wrong in
//	short_new.go    the plan of what is new, past the framework
//	short_made.go   and its creation
//
// The resource of entries, some of the keys of one object:
//
//	entries_resource.go  what all its operations share, and its plan
//	entries_device.go    the requests, and keys that are there already
//	entries_create.go    new ones
//	entries_update.go    changes and the end
//	entries_read.go      as they are, and imports
//	entries_shown.go     the data source
//	entries_list.go      the list resource
//	entries_short.go     what hasn't changed, past the framework
//	planned.go           which resource plans to have what
//
// The other faces:
//
//	datasource.go      one object
//	shown_setting.go   one setting
//	datasources.go     many objects
//	arguments.go       those that arguments say, and paths with arguments
//	asking.go          the answer to a question
//	list.go            the list resource
//	filters.go         what to look for, for the last two
//	action_failure.go  an action that isn't done
//
// Every error's way to the person who must act on it is diagnostics.go.
package entity

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Collection declares an entity whose objects live in a collection of a
// device's API. M is its model: a struct in which each field has the name of
// its attribute (tfsdk) and, unless it is the provider's own, that of the
// device's field (api). F has the live figures that only data sources show.
//
// The api tag takes options after the name:
//
//	fixed      can't change in place: another value replaces the object
//	zero       no value on the device is 0 in Terraform ("0 is none")
//	bare       the field's value is the whole body and the whole result
//	sent=NAME  requests call the field so; it is shown under its own name
//	changed=NAME
//	           changes in place call the field so
//	words=Y/N  requests call true and false so
//	secret     write-only, see Secret and SecretVersion
//	unread     sent when the object is made and never shown; includes fixed
//	demanded   for the last two: a new object needs it, though an import can't
//	           give it, so that the schema has it optional
type Collection[M, F any] struct {
	// Name is the resource's name without the provider's prefix:
	// "infinibox_volume". Its first word is the device.
	Name string
	// Plural names the data source for many and its result; Name with an s
	// unless given, the result without the device.
	Plural string
	// Description says in Markdown what the entity is, for its page.
	Description string
	// Path is the collection's, relative to the API root. {name} is the
	// attribute of that name, where a collection belongs to another object.
	Path string
	// Keys are the attributes that identify the object together, those of what
	// it belongs to first: its identity and, joined by slashes, its id for
	// import. "id" unless given.
	Keys []string
	// Object is where one object is read and changed; Path with the last key
	// unless given.
	Object string
	// Inside is set where the device shows the objects inside others: Object is
	// where such a one is read, and Inside its field that lists them.
	Inside string
	// Listed is where all objects are listed; Path unless given. A Path with
	// attributes lists those of one parent.
	Listed string
	// Unfiltered says that the device neither filters nor sorts what it lists:
	// all of it is read to find one by its natural key.
	Unfiltered bool
	// Deleted is where an object is deleted (DELETE), with the query that says
	// how, if any; Object unless given.
	Deleted string
	// NaturalKey is the device's field by which people know the object; empty
	// when there is none. It need not be an attribute.
	NaturalKey string
	// Only restricts the collection to the objects of this entity.
	Only Only
	// Owners are the device's fields that are set on objects which something
	// else on the device made and will remove. The list resource leaves them
	// out unless asked.
	Owners []string
	// Attributes are the resource's. The data sources show the same ones.
	Attributes map[string]schema.Attribute
	// Figures describe F's attributes. Lists among them are of texts.
	Figures map[string]string
	// Omitted are the device's writable fields that have no attribute, with
	// the reason.
	Omitted map[string]string

	// CreateBy and DeleteBy are operations (POST) that stand in for creation
	// and deletion. {name} is the attribute of that name. A creation's body is
	// what its path doesn't say, a deletion's are the attributes DeleteWith.
	CreateBy, DeleteBy string
	DeleteWith         []string
	// UpdateBy is an operation (POST) that stands in for changes in place; its
	// body has the attributes UpdateWith beside what changes.
	UpdateBy   string
	UpdateWith []string
	// Sends puts the body of a creation, change or deletion into the form that
	// the device takes. It may change the body. May be nil.
	Sends func(operation Operation, body map[string]any) any
	// Update says how many fields the device takes in one request.
	Update Update
	// Joint are attributes that the device takes in one request only: whichever
	// of them changes, all that are set go out, and with them the secrets among
	// them that the configuration gives.
	Joint [][]string
	// Resets are what is sent when an attribute is removed from the
	// configuration, for those that aren't computed; null unless given.
	Resets map[string]any
	// Shows puts an object as the device shows it into the form that the model
	// has; nil where it has that. The object is a copy that may be changed and
	// returned, but for lists and objects within it. It can have some of the
	// fields only: those of the model, and those in ShowsFrom. May be nil.
	Shows func(api.Object) api.Object
	// ShowsFrom are the device's fields without an attribute that Shows needs.
	ShowsFrom []string
	// Ordered lists pairs of attributes of which the first must never be
	// below the second, not even between two requests.
	Ordered []Pair
	// Sequences say which of two changes goes out first, where the device
	// takes them in one order only.
	Sequences []Sequence
	// Moves are the attributes that change through an operation of their own,
	// which gets them as its body.
	Moves map[string]string
	// Carried are those of Moves that happen to an object by the move of what
	// it belongs to, with the device's field that says what that is: while it
	// is set, the object doesn't move alone. The move of the other is waited
	// for, as far as the same run may see to it, until Patience ends.
	Carried map[string]string
	// Switches are the attributes that operations switch on and off.
	Switches []Switch
	// Grows are the attributes that can become larger but never smaller.
	Grows []string

	// Needs are the values that need a feature of the device.
	Needs []Need
	// Dangers are what the device refuses without approval and can be known
	// at plan time. The rest it refuses itself.
	Dangers []Danger
	// HoldsData makes a replacement need approval on the resource itself.
	HoldsData bool
	// Follows is what becomes, in a change in place, of an attribute that the
	// configuration leaves out: a value that is sent with the rest, unknown
	// when the device changes it by itself, nil when it stays as it is. May be
	// nil.
	Follows func(change Change[M], attribute string) attr.Value
	// Replaces tells whether a change of an attribute that isn't fixed makes a
	// new object all the same, where the device takes some changes in place
	// and others not. Both values are known. May be nil.
	Replaces func(change Change[M], attribute string) bool
	// Remember are the device's fields without an attribute that Check needs
	// at plan time: what the last read saw of them is kept in the private
	// state.
	Remember []string
	// Refusals are what to tell of the device's error codes.
	Refusals Refusals
	// Awaits tells what has to go before an object can be deleted, as far as
	// the same run may see to it: the deletion waits until that is nothing or
	// until Patience ends, and then goes out all the same. May be nil.
	Awaits func(ctx context.Context, device api.Device, object M) (what string, err error)
	// Check finds at plan time what the device would refuse; Prior is nil
	// for a create and Plan for a delete. May be nil.
	Check func(Change[M]) diag.Diagnostics
}

// Only restricts a collection to the objects whose Field has Value.
type Only struct {
	// Field and Value are the device's; without Value any but 0 will do.
	Field, Value string
	// Unfiltered says that the device can't filter by Field.
	Unfiltered bool
	// Otherwise is what to tell of an object in the state that no longer
	// belongs here: it stays in the state and is never replaced or deleted.
	// Empty means that such an object is gone.
	Otherwise string
	// Elsewhere is what to tell who imports or reads an object of another
	// entity.
	Elsewhere string
}

// Update is how a device takes changes.
type Update int

const (
	// Never: nothing can be changed in place.
	Never Update = iota
	// OneFieldPerRequest: each changed field in a request of its own.
	OneFieldPerRequest
	// TogetherInOneRequest: all changed fields at once.
	TogetherInOneRequest
)

// Danger is something that the device refuses without approval.
type Danger struct {
	// On is what is dangerous.
	On Operation
	// Attribute and Becomes say which change is dangerous, for Changing and
	// Creating; without Attribute any is.
	Attribute string
	Becomes   bool
	// Reason says why, as part of a sentence: "without the pool nobody can
	// create volumes".
	Reason string
}

// Operation is one of a resource's.
type Operation int

// The operations that can be dangerous.
const (
	Creating Operation = iota
	Changing
	Deleting
	Invoking
	Asking
)

// String is the operation as the summaries of messages have it.
func (o Operation) String() string {
	return [...]string{"Create", "Change", "Delete", "Invoke", "Ask For"}[o]
}

// Change is what Terraform is about to do to an object.
type Change[M any] struct {
	// Prior and Plan are the object before and after; Plan can hold unknown
	// values.
	Prior, Plan *M
	// Config is the configuration, the only one to have secrets: what a check
	// says must not repeat them. It is nil for a delete, and for an entity whose
	// attributes the device shows all it can be.
	Config *M
	// Seen are the fields to remember as the last read saw them; nil before
	// any read.
	Seen api.Object
	// Now is the device's clock.
	Now time.Time
	// Account is the one that the provider logs in with.
	Account string
}
