package entity_test

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// fakeDevice answers as a test tells it: for what no simulated device does.
// What isn't set answers that nothing is there.
type fakeDevice struct {
	settings api.Settings
	get      func(path string) (api.Object, error)
	list     func(query api.Query) ([]api.Object, error)
	listAt   func(path string, query api.Query) ([]api.Object, error)
	do       func(change api.Change) (api.Answer, error)
	// refresh is what the device shows of objects that are read together; nil
	// for a device that reads them one by one.
	refresh func(collection, id string, fields []string) (api.Object, error)
	// refreshOf is the same of all objects of an owner.
	refreshOf func(collection, owner string) ([]api.Object, error)
	ask       func(question api.Question) (api.Answer, error)
	features  map[string]bool
	deaf      error

	mu   sync.Mutex
	sent []string
}

func (d *fakeDevice) note(method, path string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.sent = append(d.sent, method+" "+path)
	return len(d.sent)
}

func (d *fakeDevice) requests() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return strings.Join(d.sent, ", ")
}

func (d *fakeDevice) Name() string           { return "Shelf" }
func (d *fakeDevice) Settings() api.Settings { return d.settings }
func (d *fakeDevice) Now() time.Time         { return time.Now() }

func (d *fakeDevice) Features(context.Context) (map[string]bool, error) {
	d.note("FEATURES", "")
	return d.features, d.deaf
}

func (d *fakeDevice) Get(_ context.Context, path string) (api.Object, error) {
	d.note("GET", path)
	if d.get == nil {
		return nil, failed(api.ErrNotFound, "GET", path)
	}
	return d.get(path)
}

func (d *fakeDevice) Refresh(ctx context.Context, collection, id string, fields []string) (api.Object, error) {
	if d.refresh == nil {
		return d.Get(ctx, strings.Trim(collection+"/"+id, "/"))
	}
	d.note("REFRESH", collection+" "+id)
	return d.refresh(collection, id, fields)
}

func (d *fakeDevice) RefreshOf(ctx context.Context, collection, owner string) ([]api.Object, error) {
	if d.refreshOf == nil {
		return api.Whole(d.List(ctx, collection+"/"+owner, api.Query{}))
	}
	d.note("REFRESH OF", collection+" "+owner)
	return d.refreshOf(collection, owner)
}

func (d *fakeDevice) List(_ context.Context, path string, query api.Query) iter.Seq2[api.Object, error] {
	d.note("LIST", path)
	return func(yield func(api.Object, error) bool) {
		var objects []api.Object
		var err error
		switch {
		case d.listAt != nil:
			objects, err = d.listAt(path, query)
		case d.list != nil:
			objects, err = d.list(query)
		}
		for _, object := range objects {
			if !yield(object, nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// Do, as any client, sends nothing that a person has interrupted.
func (d *fakeDevice) Do(ctx context.Context, change api.Change) (api.Answer, error) {
	if ctx.Err() != nil {
		return api.Answer{}, ctx.Err()
	}
	d.note(change.Method, change.Path)
	return d.do(change)
}

func (d *fakeDevice) Ask(_ context.Context, question api.Question) (api.Answer, error) {
	d.note("ASK", question.Path)
	return d.ask(question)
}

func (d *fakeDevice) CreatedAt(object api.Object) (time.Time, bool) {
	created, ok := object["created"].(time.Time)
	return created, ok
}

// failed is an error as a client makes it.
func failed(kind error, method, path string) error {
	return &api.Error{Kind: kind, Device: "Shelf", Method: method, Path: path, Message: kind.Error()}
}

// book is an object of the fake device.
type book struct {
	ID       types.Int64  `tfsdk:"id"       api:"id"`
	Name     types.String `tfsdk:"name"     api:"name"`
	Pages    types.Int64  `tfsdk:"pages"    api:"pages"`
	Shelf    types.String `tfsdk:"shelf"    api:"shelf"`
	Approved types.Bool   `tfsdk:"approved"`
}

func books() entity.Collection[book, struct{}] {
	return entity.Collection[book, struct{}]{
		Name: "shelf_book", Description: "A book.", Path: "books", NaturalKey: "name", Update: entity.OneFieldPerRequest,
		Attributes: map[string]schema.Attribute{
			"id":       schema.Int64Attribute{Computed: true},
			"name":     schema.StringAttribute{Required: true},
			"pages":    schema.Int64Attribute{Optional: true, Computed: true},
			"shelf":    schema.StringAttribute{Computed: true},
			"approved": entity.Approved(),
		},
	}
}

// shown is a book as the device shows it.
func shown(id int, name string, pages int) api.Object {
	return api.Object{"id": json.Number(fmt.Sprint(id)), "name": name, "pages": json.Number(fmt.Sprint(pages)), "shelf": "top", "created": time.Now()}
}

// library is a provider of one entity for one device.
type library struct {
	entity entity.Entity
	device api.Device
	claims *entity.Claims
}

// served has all faces of an entity of the fake device.
func served[M, F any](t testing.TB, declared entity.Collection[M, F], device api.Device) *acctest.Protocol {
	t.Helper()
	made, err := declared.Entity()
	if err != nil {
		t.Fatal(err)
	}
	return acctest.Serve(t, library{made, device, &entity.Claims{}})
}

// instance is an empty resource of an entity of the fake device.
func instance[M, F any](t testing.TB, declared entity.Collection[M, F], device api.Device) *acctest.Instance {
	t.Helper()
	return served(t, declared, device).Resource("onprem_" + declared.Name)
}

func (l library) Device(string) (api.Device, diag.Diagnostics) { return l.device, nil }
func (l library) Known(string) bool                            { return true }
func (l library) Claims() *entity.Claims                       { return l.claims }
func (l library) Patience() entity.Patience                    { return acctest.Hasty() }

func (l library) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "onprem"
}

func (l library) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}

func (l library) Configure(_ context.Context, _ provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	resp.ResourceData, resp.DataSourceData, resp.ListResourceData = l, l, l
}

func (l library) Resources(context.Context) []func() resource.Resource {
	return l.entity.Resources()
}

func (l library) DataSources(context.Context) []func() datasource.DataSource {
	return l.entity.DataSources()
}

func (l library) ListResources(context.Context) []func() list.ListResource {
	return l.entity.ListResources()
}
