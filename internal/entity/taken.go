package entity

import (
	"context"
	"fmt"
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Taken declares an entity whose objects exist before Terraform and can't be
// created or deleted. Creating the resource takes one over: it notes what it
// found and sets what is configured. Destroying it gives the object back as it
// was found, where that is safe.
type Taken[M, F any] struct {
	// Name, Plural, Description, Path, Keys, NaturalKey, Object, Attributes,
	// Figures and Omitted are as in a Collection; so are Update, Joint, Resets,
	// Shows, ShowsFrom, Ordered, Dangers, Refusals and Check.
	Name        string
	Plural      string
	Description string
	Path        string
	Keys        []string
	NaturalKey  string
	Object      string
	Attributes  map[string]schema.Attribute
	Figures     map[string]string
	Omitted     map[string]string
	Update      Update
	Joint       [][]string
	Resets      map[string]any
	Shows       func(api.Object) api.Object
	ShowsFrom   []string
	Ordered     []Pair
	Dangers     []Danger
	Refusals    Refusals
	Check       func(Change[M]) diag.Diagnostics
	// UpdateBy, UpdateWith and Sends are as in a Collection.
	UpdateBy   string
	UpdateWith []string
	Sends      func(operation Operation, body map[string]any) any
	// Unlisted says that there is neither a data source for many nor a list
	// resource, because nothing lists the objects.
	Unlisted bool
	// Settles tells whether the device is done with what a change began, which it
	// goes on with after its answer, and what it does meanwhile; an error is its
	// word that it failed. It is asked until then, or until the resource's
	// timeouts end. May be nil.
	Settles func(ctx context.Context, device api.Device, plan M) (done bool, status string, err error)
	// Performs stands in for the requests that change an object, where what is
	// sent isn't its fields; it gets the secrets that the configuration gives by
	// attribute. It must be able to take up what was left half-done. May be nil.
	Performs func(ctx context.Context, device api.Device, change Change[M], secrets map[string]string) error
	// Switches are the attributes that operations switch on and off.
	Switches []Switch
	// Stays says why an object isn't given back as it was found. Empty when it
	// is. One with a secret isn't: what that was isn't known.
	Stays string
}

// Entity checks the declaration and makes its faces. An error is a mistake in
// the declaration.
func (t Taken[M, F]) Entity() (Entity, error) {
	d, err := newDeclared(t.Name, t.Description, t.Path, reflect.TypeFor[M](), reflect.TypeFor[F]())
	if err != nil {
		return nil, err
	}
	d.plural, d.naturalKey, d.object = t.Plural, t.NaturalKey, t.Object
	d.attributes, d.figureTexts, d.omitted = t.Attributes, t.Figures, t.Omitted
	d.update, d.ordered, d.dangers, d.refusals = t.Update, t.Ordered, t.Dangers, t.Refusals
	d.joint, d.resets, d.shows, d.showsFrom = t.Joint, t.Resets, t.Shows, t.ShowsFrom
	d.updateBy, d.updateWith, d.sends = t.UpdateBy, t.UpdateWith, t.Sends
	d.settles, d.performs = untyped(t.Settles, t.Performs)
	d.unlisted = t.Unlisted
	d.taken, d.switches, d.stays = true, t.Switches, t.Stays
	if d.plural == "" {
		d.plural = t.Name + "s"
	}
	if t.Check != nil {
		d.check = func(change change) diag.Diagnostics { return t.Check(typed[M](change)) }
	}
	if err := d.bind(); err != nil {
		return nil, fmt.Errorf("%s: %w", t.Name, err)
	}
	if err := d.locate(t.Keys); err != nil {
		return nil, fmt.Errorf("%s: %w", t.Name, err)
	}
	return d, nil
}
