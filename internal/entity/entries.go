package entity

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	datasourceschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The attributes of entries, and the fields of the device's that they are of.
const (
	objectAttribute  = "object_id"
	entriesAttribute = "entries"
	keysAttribute    = "keys"
	keyField         = "key"
	valueField       = "value"
)

// Entries declares keys and values that people hang on the objects of a
// device, or on the device itself. A resource has some of the keys of one
// object: it sets, changes and removes those, and leaves all others alone,
// whoever they belong to.
//
// The identity is the object with the keys that the resource began with. Keys
// come and go during its life and an identity can't, so that those are not
// kept up to date; they tell the resources apart that share an object, and say
// what to take when it is imported.
type Entries struct {
	// Name is the resource's name without the provider's prefix:
	// "infinibox_object_metadata". It is the data source's too.
	Name string
	// Plural names the data source for the entries of all objects. Empty for
	// those of the device itself, which has them once.
	Plural string
	// Description says in Markdown what the entries are, for the pages.
	Description string
	// Path is where the entries of all objects are listed (GET). Below it are
	// those of one object (GET, PUT), and below these one (DELETE).
	Path string
	// Itself stands in for an object's id in the path where the entries are
	// the device's own.
	Itself string
	// Attributes are object_id, unless Itself, and entries.
	Attributes map[string]schema.Attribute
	// Figures describe what the data source for all shows of an entry.
	Figures map[string]string
	// Refusals are what to tell of the device's error codes.
	Refusals Refusals
}

// hung is the model of the entries of an object, hungHere that of the
// device's own.
type (
	hung struct {
		ObjectID types.Int64 `tfsdk:"object_id" api:"object_id,fixed"`
		Entries  types.Map   `tfsdk:"entries"   api:"key"`
	}
	hungHere struct {
		Entries types.Map `tfsdk:"entries" api:"key"`
	}
)

// entry is one of them, as a device lists it.
type entry struct {
	ID         types.Int64  `tfsdk:"id"          api:"id"`
	ObjectID   types.Int64  `tfsdk:"object_id"   api:"object_id"`
	ObjectType types.String `tfsdk:"object_type" api:"object_type"`
	Key        types.String `tfsdk:"key"         api:"key"`
	Value      types.String `tfsdk:"value"       api:"value"`
}

// Entity checks the declaration and makes its faces. An error is a mistake in
// the declaration.
func (e Entries) Entity() (Entity, error) {
	model := reflect.TypeFor[hung]()
	if e.Itself != "" {
		model = reflect.TypeFor[hungHere]()
	}
	d, err := newDeclared(e.Name, e.Description, e.Path, model, reflect.TypeFor[struct{}]())
	if err != nil {
		return nil, err
	}
	d.attributes, d.refusals, d.singleton = e.Attributes, e.Refusals, e.Itself != ""
	if err := d.bind(); err != nil {
		return nil, fmt.Errorf("%s: %w", e.Name, err)
	}
	d.key, _ = d.model.field(objectAttribute)
	made := &entries{declared: d, itself: e.Itself}
	if e.Itself != "" {
		return made, nil
	}
	all, err := Shown[entry]{
		Name: e.Name, Plural: e.Plural, Description: e.Description, Path: e.Path, OnlyMany: true, Figures: e.Figures,
	}.Entity()
	if err != nil {
		return nil, err
	}
	made.all = all
	return made, nil
}

// entries are declared ones, ready to be registered.
type entries struct {
	*declared
	itself string
	// all is what shows the entries of all objects; nil when there are none.
	all Entity
}

// Resources makes the managed resource.
func (e *entries) Resources() []func() resource.Resource {
	return []func() resource.Resource{
		func() resource.Resource { return &ownEntries{connected: connected{declared: e.declared}, of: e} },
	}
}

// DataSources makes the data source for the entries of one object, and that
// for all.
func (e *entries) DataSources() []func() datasource.DataSource {
	sources := []func() datasource.DataSource{
		func() datasource.DataSource { return &shownEntries{connected: connected{declared: e.declared}, of: e} },
	}
	if e.all != nil {
		sources = append(sources, e.all.DataSources()...)
	}
	return sources
}

// ListResources makes the list resource; what a device has once has none.
func (e *entries) ListResources() []func() list.ListResource {
	if e.itself != "" {
		return nil
	}
	return []func() list.ListResource{
		func() list.ListResource { return &listedEntries{connected: connected{declared: e.declared}, of: e} },
	}
}

// Facts tells what is declared.
func (e *entries) Facts() Facts {
	object := e.path + "/{" + objectAttribute + "}"
	if e.itself != "" {
		object = e.path + "/" + e.itself
	}
	facts := Facts{Name: e.name, Path: object, Update: TogetherInOneRequest, Refusals: e.refusals,
		Omitted: map[string]string{"(any key)": "is a key of entries"}, Calls: []Call{
			{http.MethodGet, object}, {http.MethodPut, object}, {http.MethodDelete, object + "/{" + keyField + "}"},
		}}
	for _, f := range e.model.fields {
		facts.Attributes = append(facts.Attributes, AttributeFacts{
			Name: f.name, API: f.api, Written: true, Replaces: f.fixed, Apart: !f.fixed, InPath: f.fixed})
	}
	if e.all != nil {
		of := e.all.Facts()
		facts.Calls = append(facts.Calls, of.Calls...)
		for _, shown := range of.Attributes {
			shown.Figure = true
			facts.Attributes = append(facts.Attributes, shown)
		}
	}
	return facts
}

// place is where an object's entries are, and name what the object is called
// in claims and imports.
func (e *entries) place(object types.Int64) string { return e.path + "/" + e.named(object) }

func (e *entries) named(object types.Int64) string {
	if e.itself != "" {
		return e.itself
	}
	return strconv.FormatInt(object.ValueInt64(), 10)
}

// entryPlace is where one entry is.
func (e *entries) entryPlace(object types.Int64, key string) string {
	return e.place(object) + "/" + url.PathEscape(key)
}

// claimOn is what a key of an object is known by in Claims.
func (e *entries) claimOn(object types.Int64, key string) string {
	return e.path + " " + e.named(object) + "/" + key
}

// about is a model that messages name the object by.
func (e *entries) about(object types.Int64) any {
	model := e.model.new()
	if e.itself == "" {
		e.model.set(model, e.key, object)
	}
	return model
}

// shownObject are the attributes of the data source for one object.
func (e *entries) shownObject() map[string]datasourceschema.Attribute {
	attributes := map[string]datasourceschema.Attribute{
		entriesAttribute: datasourceschema.MapAttribute{Computed: true, ElementType: types.StringType,
			MarkdownDescription: "All entries of the object, whoever set them."},
	}
	if e.itself == "" {
		attributes[objectAttribute] = datasourceschema.Int64Attribute{Required: true,
			MarkdownDescription: "The id of the object."}
	}
	return attributes
}

// mapped makes Terraform's map of entries, and plainly the reverse.
func mapped(held map[string]string) types.Map {
	values := make(map[string]attr.Value, len(held))
	for key, value := range held {
		values[key] = types.StringValue(value)
	}
	return types.MapValueMust(types.StringType, values)
}

func plainly(held types.Map) map[string]string {
	plain := make(map[string]string, len(held.Elements()))
	for key, value := range held.Elements() {
		text, _ := value.(types.String)
		plain[key] = text.ValueString()
	}
	return plain
}

// changes are what turns entries into others: what to set and what to remove.
func changes(prior, plan map[string]string) (set map[string]string, removed []string) {
	set = maps.Clone(plan)
	maps.DeleteFunc(set, func(key, value string) bool {
		was, had := prior[key]
		return had && was == value
	})
	return set, without(prior, plan)
}
