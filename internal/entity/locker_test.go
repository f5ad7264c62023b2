package entity_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// locker is an object of the fake device with what it takes and doesn't show.
type locker struct {
	ID         types.Int64  `tfsdk:"id"             api:"id"`
	Name       types.String `tfsdk:"name"           api:"name"`
	Color      types.String `tfsdk:"color"          api:"color"`
	Mode       types.String `tfsdk:"mode"           api:"mode"`
	User       types.String `tfsdk:"user"           api:"user"`
	KeyWO      types.String `tfsdk:"key_wo"         api:"key,secret"`
	KeyVersion types.Int64  `tfsdk:"key_wo_version"`
	PinWO      types.String `tfsdk:"pin_wo"         api:"pin,secret,demanded"`
	PinVersion types.Int64  `tfsdk:"pin_wo_version"`
	Slots      types.Int64  `tfsdk:"slots"          api:"slots"`
	Prefix     types.String `tfsdk:"prefix"         api:"prefix,unread"`
	Owner      types.Int64  `tfsdk:"owner"          api:"owner,fixed,sent=owner_id"`
}

type lockerFigures struct {
	Open types.Bool `tfsdk:"open" api:"open"`
}

type lockerCollection = entity.Collection[locker, lockerFigures]

func lockers() lockerCollection {
	return lockerCollection{
		Name: "shelf_locker", Description: "A locker.", Path: "lockers", NaturalKey: "name", Update: entity.OneFieldPerRequest,
		Joint:  [][]string{{"mode", "user", "key_wo"}},
		Resets: map[string]any{"slots": -1},
		Shows: func(object api.Object) api.Object {
			if object["slots_chosen"] != true {
				object["slots"] = nil
			}
			return object
		},
		ShowsFrom: []string{"slots_chosen"},
		Figures:   map[string]string{"open": "Whether it is open."},
		Attributes: map[string]schema.Attribute{
			"id":             schema.Int64Attribute{Computed: true},
			"name":           schema.StringAttribute{Required: true},
			"color":          schema.StringAttribute{Optional: true},
			"mode":           schema.StringAttribute{Optional: true, Computed: true},
			"user":           schema.StringAttribute{Optional: true},
			"key_wo":         entity.Secret("Its key."),
			"key_wo_version": entity.SecretVersion(),
			"pin_wo":         entity.Secret("Its number."),
			"pin_wo_version": entity.SecretVersion(),
			"slots":          schema.Int64Attribute{Optional: true},
			"prefix":         schema.StringAttribute{Optional: true},
			"owner":          schema.Int64Attribute{Optional: true},
		},
	}
}

// cellar is a fake device with one locker, number 7, that can be made and
// changed.
type cellar struct {
	*fakeDevice
	mu     sync.Mutex
	locker api.Object
	hidden map[string]any
	// bodies are what was sent, and secrets what was to be masked of the last.
	bodies  []string
	secrets []string
	// refuse is asked about each change first.
	refuse func(change api.Change) (api.Answer, error)
	// asked are the fields of the last listing.
	asked []string
}

func newCellar() *cellar {
	c := &cellar{hidden: map[string]any{}}
	c.fakeDevice = &fakeDevice{get: c.read, refresh: c.part, list: c.all, do: c.change}
	return c
}

func (c *cellar) read(path string) (api.Object, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.locker == nil || path != "lockers/7" {
		return nil, failed(api.ErrNotFound, "GET", path)
	}
	return c.locker, nil
}

// part reads only the fields that are asked for.
func (c *cellar) part(collection, id string, fields []string) (api.Object, error) {
	object, err := c.read(collection + "/" + id)
	part := maps.Clone(object)
	maps.DeleteFunc(part, func(name string, _ any) bool { return !slices.Contains(fields, name) })
	return part, err
}

func (c *cellar) all(query api.Query) ([]api.Object, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = query.Fields
	if c.locker == nil {
		return nil, nil
	}
	return []api.Object{c.locker}, nil
}

func (c *cellar) change(change api.Change) (api.Answer, error) {
	if c.refuse != nil {
		if answer, err := c.refuse(change); err != nil {
			return answer, err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	body, err := json.Marshal(change.Body)
	if err != nil {
		return api.Answer{}, err
	}
	c.bodies, c.secrets = append(c.bodies, change.Method+" "+string(body)), change.Secrets
	switch change.Method {
	case "DELETE":
		c.locker = nil
		return api.Answer{}, nil
	case "POST":
		c.locker = api.Object{"id": json.Number("7"), "name": nil, "color": nil, "mode": "open", "user": nil, "slots": json.Number("12"),
			"slots_chosen": false, "owner": nil, "open": true}
	default:
		c.locker = maps.Clone(c.locker)
	}
	fields, ok := change.Body.(map[string]any)
	if !ok {
		return api.Answer{}, fmt.Errorf("%T is no body", change.Body)
	}
	for name, value := range fields {
		c.put(name, value)
	}
	return api.Answer{Object: c.locker}, nil
}

func (c *cellar) put(name string, value any) {
	switch name {
	case "key", "pin", "prefix":
		c.hidden[name] = value
	case "owner_id":
		c.locker["owner"] = value
	case "slots":
		c.locker["slots"], c.locker["slots_chosen"] = value, true
		if value == -1 {
			c.locker["slots"], c.locker["slots_chosen"] = json.Number("12"), false
		}
	default:
		c.locker[name] = value
	}
}

// sent are the bodies since the last call, in one line each.
func (c *cellar) sent() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	sent := strings.Join(c.bodies, "; ")
	c.bodies = nil
	return sent
}

// faces is a library that has all faces of its entity.
type faces struct{ library }

func (f faces) Configure(_ context.Context, _ provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	resp.ResourceData, resp.DataSourceData, resp.ListResourceData = f.library, f.library, f.library
}

func (f faces) DataSources(context.Context) []func() datasource.DataSource {
	return f.entity.DataSources()
}

func (f faces) ListResources(context.Context) []func() list.ListResource {
	return f.entity.ListResources()
}

// lockerFaces are all faces of lockers.
func lockerFaces(t testing.TB, device api.Device) *acctest.Protocol {
	t.Helper()
	made, err := lockers().Entity()
	if err != nil {
		t.Fatal(err)
	}
	return acctest.Serve(t, faces{library{made, device, &entity.Claims{}}})
}

const (
	aKey = "openSesame17"
	aPin = "pin-4711"
)

// mine is the configuration of a locker with all that it can have.
func mine() map[string]any {
	return map[string]any{"name": "mine", "mode": "locked", "user": "u", "key_wo": aKey, "key_wo_version": 1,
		"pin_wo": aPin, "pin_wo_version": 1, "slots": 3, "prefix": "p", "owner": 5}
}

// managedLocker is one that Terraform made, with nothing sent since.
func managedLocker(t *testing.T, config map[string]any) (*cellar, *acctest.Instance) {
	t.Helper()
	c := newCellar()
	made := instance(t, lockers(), c)
	wantSuccess(t, made.Apply(config))
	c.sent()
	return c, made
}

// wantSent fails unless exactly that was sent since the last time.
func wantSent(t *testing.T, c *cellar, want string) {
	t.Helper()
	if sent := c.sent(); sent != want {
		t.Errorf("sent %s\nwant %s", sent, want)
	}
}

// wantNoSecret fails if a secret is in what Terraform keeps or was told.
func wantNoSecret(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		for _, secret := range []string{aKey, aPin} {
			if strings.Contains(text, secret) {
				t.Errorf("%q is in %s", secret, text)
			}
		}
	}
}
