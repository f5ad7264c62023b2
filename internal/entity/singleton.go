package entity

import (
	"context"
	"fmt"
	"reflect"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Singleton declares a setting that a device has once and that can't be
// created or deleted. Creating the resource takes the setting over: it notes
// what it found and sets what is configured. Destroying it gives the setting
// back as it was found, where that is safe.
type Singleton[M, F any] struct {
	// Name is the resource's name without the provider's prefix:
	// "infinibox_system_name". It is the data source's too.
	Name string
	// Description says in Markdown what the setting is, for its page.
	Description string
	// Path is where the setting is read and, unless Switches say otherwise,
	// changed (PUT).
	Path string
	// Attributes are the resource's. The data source shows the same ones.
	Attributes map[string]schema.Attribute
	// Figures describe F's attributes.
	Figures map[string]string
	// Update says how many fields the device takes in one request.
	Update Update
	// Switches are the attributes that operations switch on and off.
	Switches []Switch
	// Joint, Resets, Shows and ShowsFrom are as in a Collection.
	Joint     [][]string
	Resets    map[string]any
	Shows     func(api.Object) api.Object
	ShowsFrom []string
	// Ordered, Dangers and Check are as in a Collection.
	Ordered []Pair
	Dangers []Danger
	Check   func(Change[M]) diag.Diagnostics
	// UpdateBy and Sends are as in a Collection.
	UpdateBy string
	Sends    func(operation Operation, body map[string]any) any
	// Blind says that the device never shows the setting: it has no data source
	// and can't be imported. What it is told is all that is known of it, and Stays
	// says why it isn't given back.
	Blind bool
	// Settles and Performs are as in a Taken.
	Settles  func(ctx context.Context, device api.Device, plan M) (done bool, status string, err error)
	Performs func(ctx context.Context, device api.Device, change Change[M], secrets map[string]string) error
	// Refusals are what to tell of the device's error codes.
	Refusals Refusals
	// Stays says why the setting isn't given back as it was found. Empty when
	// it is. A setting with a secret isn't: what that was isn't known.
	Stays string
}

// Switch is an attribute that is switched by operations (POST without a body).
type Switch struct {
	// Attribute is true or false.
	Attribute string
	// On and Off are the operations' paths. {name} is the attribute of that
	// name. What has no Off can't be switched off again.
	On, Off string
}

// Entity checks the declaration and makes its faces: the managed resource and
// the data source. An error is a mistake in the declaration.
func (s Singleton[M, F]) Entity() (Entity, error) {
	d, err := newDeclared(s.Name, s.Description, s.Path, reflect.TypeFor[M](), reflect.TypeFor[F]())
	if err != nil {
		return nil, err
	}
	d.attributes, d.figureTexts = s.Attributes, s.Figures
	d.update, d.switches, d.ordered, d.dangers = s.Update, s.Switches, s.Ordered, s.Dangers
	d.joint, d.resets, d.shows, d.showsFrom = s.Joint, s.Resets, s.Shows, s.ShowsFrom
	d.updateBy, d.sends, d.refusals = s.UpdateBy, s.Sends, s.Refusals
	d.settles, d.performs = untyped(s.Settles, s.Performs)
	d.blind = s.Blind
	d.taken, d.singleton, d.stays = true, true, s.Stays
	if s.Check != nil {
		d.check = func(change change) diag.Diagnostics { return s.Check(typed[M](change)) }
	}
	if err := d.bind(); err != nil {
		return nil, fmt.Errorf("%s: %w", s.Name, err)
	}
	return d, nil
}

// change is Change without the model's type.
type change struct {
	prior, plan, config any
	seen                api.Object
	now                 time.Time
	account             string
}

// untyped are functions of a declaration for any model.
func untyped[M any](
	settles func(context.Context, api.Device, M) (bool, string, error),
	performs func(context.Context, api.Device, Change[M], map[string]string) error,
) (
	func(context.Context, api.Device, any) (bool, string, error),
	func(context.Context, api.Device, change, map[string]string) error,
) {
	var settled func(context.Context, api.Device, any) (bool, string, error)
	if settles != nil {
		settled = func(ctx context.Context, device api.Device, plan any) (bool, string, error) {
			model, _ := plan.(*M)
			return settles(ctx, device, *model)
		}
	}
	if performs == nil {
		return settled, nil
	}
	return settled, func(ctx context.Context, device api.Device, change change, secrets map[string]string) error {
		return performs(ctx, device, typed[M](change), secrets)
	}
}

// typed gives a check the models with their types.
func typed[M any](untyped change) Change[M] {
	change := Change[M]{Seen: untyped.seen, Now: untyped.now, Account: untyped.account}
	change.Prior, _ = untyped.prior.(*M)
	change.Plan, _ = untyped.plan.(*M)
	change.Config, _ = untyped.config.(*M)
	return change
}
