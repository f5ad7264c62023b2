package entity

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	datasourceschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// The attributes that are the provider's own: no device knows them.
const (
	approvedAttribute = "approved"
	timeoutsAttribute = "timeouts"
)

// declared is a declaration that was checked and made ready: the same for
// every model, so that the faces are written and compiled once.
type declared struct {
	// name is the declared one, family its first word, plural the data source
	// for many and noun the entity in messages: "volume snapshot".
	name, family, plural, noun string
	description                string
	// path is the collection's; object, deleted, listed and inside are where
	// its objects are found, by the same holes.
	path, object, deleted, listed, inside string
	naturalKey                            string
	// parents are the keys of what an object belongs to, key its own.
	parents              []field
	key                  field
	only                 Only
	owners               []string
	attributes           map[string]schema.Attribute
	figureTexts, omitted map[string]string
	createBy, deleteBy   string
	updateBy             string
	updateWith           []string
	deleteWith           []string
	sends                func(operation Operation, body map[string]any) any
	settles              func(ctx context.Context, device api.Device, plan any) (done bool, status string, err error)
	performs             func(ctx context.Context, device api.Device, change change, secrets map[string]string) error
	awaits               func(ctx context.Context, device api.Device, object any) (string, error)
	update               Update
	ordered              []Pair
	sequences            []Sequence
	joint                [][]string
	resets               map[string]any
	shows                func(api.Object) api.Object
	showsFrom            []string
	moves, carried       map[string]string
	grows                []string
	needs                []Need
	dangers              []Danger
	holdsData            bool
	follows              func(change change, attribute string) attr.Value
	replaces             func(change change, attribute string) bool
	check                func(change change) diag.Diagnostics
	remembered           []string
	refusals             Refusals
	model, figures       *mapper
	approvable           bool
	switches             []Switch
	// looked is set for what can only be looked at, onlyMany for what is only
	// listed. Their attributes are shownAs, and paths with arguments is where
	// they are; argument is the one that was given.
	looked, onlyMany bool
	shownAs          map[string]datasourceschema.Attribute
	arguments        map[string]datasourceschema.Attribute
	paths            paths
	argument         string
	documented       string
	// filtered are the arguments with which the device filters and sorts;
	// unfiltered is set where it doesn't.
	filtered   []string
	unfiltered bool
	// taken is set for what Terraform neither makes nor deletes; singleton
	// when it has no key, because a device has it once; stays says why it isn't
	// given back.
	taken, singleton bool
	// blind is set for what the device never shows, unlisted for what isn't
	// listed.
	blind, unlisted bool
	// needed are the device's fields that a refresh looks at: the same for each of
	// thousands of objects.
	needed func() []string
	// schema is the resource's, and state the state's type.
	schema schema.Schema
	state  tftypes.Object
	stays  string
}

// newDeclared begins with what every kind of declaration has: a name, whose
// first word is the device, and models with their tags.
func newDeclared(name, description, path string, model, figures reflect.Type) (*declared, error) {
	family, words, _ := strings.Cut(name, "_")
	d := &declared{name: name, family: family, noun: strings.ReplaceAll(words, "_", " "), description: description, path: path}
	var err error
	if d.model, err = newMapper(model); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if d.figures, err = newMapper(figures); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if familyNamed(family).texts {
		d.model.readTexts()
		d.figures.readTexts()
	}
	return d, nil
}

// Entity checks the declaration and makes its faces. An error is a mistake in
// the declaration.
func (c Collection[M, F]) Entity() (Entity, error) {
	d, err := newDeclared(c.Name, c.Description, c.Path, reflect.TypeFor[M](), reflect.TypeFor[F]())
	if err != nil {
		return nil, err
	}
	d.plural, d.naturalKey, d.only, d.owners = c.Plural, c.NaturalKey, c.Only, c.Owners
	d.attributes, d.figureTexts, d.omitted = c.Attributes, c.Figures, c.Omitted
	d.createBy, d.deleteBy, d.deleteWith = c.CreateBy, c.DeleteBy, c.DeleteWith
	d.updateBy, d.updateWith, d.sends = c.UpdateBy, c.UpdateWith, c.Sends
	d.object, d.deleted, d.listed, d.inside = c.Object, c.Deleted, c.Listed, c.Inside
	d.update, d.ordered, d.sequences, d.moves, d.grows, d.switches = c.Update, c.Ordered, c.Sequences, c.Moves, c.Grows, c.Switches
	d.needs, d.dangers, d.holdsData, d.remembered, d.refusals = c.Needs, c.Dangers, c.HoldsData, c.Remember, c.Refusals
	d.carried, d.unfiltered = c.Carried, c.Unfiltered
	d.joint, d.resets, d.shows, d.showsFrom = c.Joint, c.Resets, c.Shows, c.ShowsFrom
	if d.plural == "" {
		d.plural = c.Name + "s"
	}
	if c.Follows != nil {
		d.follows = func(change change, attribute string) attr.Value { return c.Follows(typed[M](change), attribute) }
	}
	if c.Replaces != nil {
		d.replaces = func(change change, attribute string) bool { return c.Replaces(typed[M](change), attribute) }
	}
	if c.Check != nil {
		d.check = func(change change) diag.Diagnostics { return c.Check(typed[M](change)) }
	}
	if c.Awaits != nil {
		d.awaits = func(ctx context.Context, device api.Device, object any) (string, error) {
			model, _ := object.(*M)
			return c.Awaits(ctx, device, *model)
		}
	}
	if err := d.bind(); err != nil {
		return nil, fmt.Errorf("%s: %w", c.Name, err)
	}
	if err := d.locate(c.Keys); err != nil {
		return nil, fmt.Errorf("%s: %w", c.Name, err)
	}
	return d, nil
}

// locate settles by which keys and where objects are found.
func (d *declared) locate(names []string) error {
	if len(names) == 0 {
		names = []string{"id"}
	}
	for i, name := range names {
		f, ok := d.model.field(name)
		switch {
		case !ok:
			return fmt.Errorf("key %q isn't in the model", name)
		case f.written && !f.fixed:
			return fmt.Errorf("key %q can change in place", name)
		case !f.shown():
			return fmt.Errorf("key %q isn't shown by the device", name)
		case i < len(names)-1:
			d.parents = append(d.parents, f)
		default:
			d.key = f
		}
	}
	if d.object == "" {
		d.object = d.path + "/{" + d.key.name + "}"
	}
	if d.deleted == "" {
		d.deleted = d.object
	}
	if d.listed == "" {
		d.listed = d.path
	}
	for _, path := range []string{d.path, d.object, d.deleted, d.createBy, d.updateBy, d.deleteBy} {
		for hole := range strings.SplitSeq(path, "{") {
			name, _, found := strings.Cut(hole, "}")
			if _, ok := d.model.field(name); found && !ok {
				return fmt.Errorf("attribute %q of path %q isn't in the model", name, path)
			}
		}
	}
	if strings.Contains(d.listed, "{") {
		return fmt.Errorf("path %q can't be listed without saying of what: Listed has to say where", d.listed)
	}
	return nil
}

// bind joins the model's fields with the declared attributes and checks that
// every fact of the declaration names one of them.
func (d *declared) bind() error {
	for i := range d.model.fields {
		f := &d.model.fields[i]
		declared, ok := d.attributes[f.name]
		if !ok {
			return fmt.Errorf("attribute %q isn't declared", f.name)
		}
		if sets(declared, "Default") || sets(declared, "PlanModifiers") {
			return fmt.Errorf("attribute %q has a default or a plan modifier: the plan is settled for all attributes in one place", f.name)
		}
		f.typ = declared.GetType()
		f.written = !declared.IsComputed() || declared.IsOptional()
		f.computed = declared.IsComputed()
	}
	names := slices.Concat(d.grows, d.updateWith, d.deleteWith, slices.Concat(d.joint...), slices.Collect(maps.Keys(d.resets)), slices.Collect(maps.Keys(d.moves)), slices.Collect(maps.Keys(d.attributes)))
	for _, pair := range d.ordered {
		names = append(names, pair.Greater, pair.Lesser)
	}
	for _, s := range d.sequences {
		names = append(names, stepOf(s.First).attribute, stepOf(s.Then).attribute)
	}
	for _, s := range d.switches {
		names = append(names, s.Attribute)
	}
	for _, need := range d.needs {
		names = append(names, need.Attribute)
	}
	for name := range d.carried {
		if _, moves := d.moves[name]; !moves {
			return fmt.Errorf("attribute %q is carried, and doesn't move", name)
		}
	}
	for _, danger := range d.dangers {
		if danger.Attribute != "" {
			names = append(names, danger.Attribute)
		}
	}
	for _, name := range names {
		if _, ok := d.model.field(name); !ok {
			return fmt.Errorf("attribute %q isn't in the model", name)
		}
	}
	if err := d.combined(); err != nil {
		return err
	}
	for i := range d.figures.fields {
		f := &d.figures.fields[i]
		if d.figureTexts[f.name] == "" {
			return fmt.Errorf("figure %q has no description", f.name)
		}
		// A figure is declared by its model alone, which doesn't say of what.
		if _, isList := f.typ.(basetypes.ListType); isList {
			f.typ = basetypes.ListType{ElemType: basetypes.StringType{}}
		}
	}
	d.schema, d.state = d.resourceSchema(), d.stateType()
	d.needed = sync.OnceValue(d.fieldsToRead)
	_, d.approvable = d.model.field(approvedAttribute)
	if (len(d.dangers) > 0 || d.holdsData) && !d.approvable {
		return fmt.Errorf("dangerous operations need the attribute %q", approvedAttribute)
	}
	return nil
}

// Name is the declared name: "infinibox_volume".
func (d *declared) Name() string { return d.name }

// result is the plural without the device: "volumes".
func (d *declared) result() string {
	_, words, _ := strings.Cut(d.plural, "_")
	return words
}

// settingName is what a singleton is called: "system_name".
func (d *declared) settingName() string { return strings.ReplaceAll(d.noun, " ", "_") }
