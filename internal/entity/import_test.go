package entity_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// dune is a device that has one book, number 7.
func dune() *fakeDevice {
	return &fakeDevice{
		get: func(path string) (api.Object, error) {
			if path == "books/7" {
				return shown(7, "dune", 600), nil
			}
			return nil, failed(api.ErrNotFound, "GET", path)
		},
		list: func(query api.Query) ([]api.Object, error) {
			if name := query.Filters[0]; name.Field == "name" && strings.EqualFold(name.Values[0], "dune") {
				return []api.Object{shown(7, "dune", 600)}, nil
			}
			return nil, nil
		},
	}
}

// TestImportForms are the key and the natural key, spelt exactly.
func TestImportForms(t *testing.T) {
	t.Parallel()
	const malformed, missing = "is no import id of this resource. Give its id, such as 1001, or its name, such as name=db01.", "There is no object with id"
	for _, c := range []struct{ id, refusal, requests string }{
		{"7", "", "GET books/7"},
		{"007", "", "GET books/7"},
		{"+7", "", "GET books/7"},
		{"name=dune", "", "LIST books, GET books/7"},
		{"8", missing, "GET books/8"},
		{"9223372036854775807", missing, "GET books/9223372036854775807"},
		{"name=Dune", "upper and lower case included", "LIST books"},
		{"name=emma", "shows no such object", "LIST books"},
		{"name=a=b", "shows no such object", "LIST books"},
		{"name=", malformed, ""},
		{"dune", malformed, ""},
		{"title=dune", malformed, ""},
		{"0", malformed, ""},
		{"-7", malformed, ""},
		{"7.0", malformed, ""},
		{" 7", malformed, ""},
		{"7/8", malformed, ""},
		{"9223372036854775808", malformed, ""},
	} {
		t.Run(c.id, func(t *testing.T) {
			t.Parallel()
			device := dune()
			imported := instance(t, books(), device)
			diagnostics := imported.Import(c.id)
			if c.refusal != "" {
				wantOneError(t, diagnostics, c.refusal)
			} else {
				wantSuccess(t, diagnostics)
				if imported.Int("id") != 7 || imported.Text("name") != "dune" || imported.Identity()["id"] == "" {
					t.Errorf("imported id %d, name %q, identity %v", imported.Int("id"), imported.Text("name"), imported.Identity())
				}
			}
			if device.requests() != c.requests {
				t.Errorf("sent %q, want %q", device.requests(), c.requests)
			}
		})
	}
}

// TestImportOfAnAmbiguousName asks for the key.
func TestImportOfAnAmbiguousName(t *testing.T) {
	t.Parallel()
	device := &fakeDevice{list: func(api.Query) ([]api.Object, error) {
		return []api.Object{shown(7, "dune", 600), shown(8, "dune", 500)}, nil
	}}
	wantOneError(t, instance(t, books(), device).Import("name=dune"), "2 objects of that name", "Give the id instead")
}

// TestImportWhileTheDeviceIsDown isn't taken for a missing object.
func TestImportWhileTheDeviceIsDown(t *testing.T) {
	t.Parallel()
	device := &fakeDevice{
		get:  func(path string) (api.Object, error) { return nil, failed(api.ErrUnreachable, "GET", path) },
		list: func(api.Query) ([]api.Object, error) { return nil, failed(api.ErrUnreachable, "GET", "books") },
	}
	wantOneError(t, instance(t, books(), device).Import("7"), `Unable to read shelf book 7`, "unreachable", "shelf.endpoint")
	wantOneError(t, instance(t, books(), device).Import("name=dune"), `Unable to find shelf book "dune"`, "unreachable", "shelf.endpoint")
}

// TestImportOfSomethingElse: the key leads to an object of another entity.
func TestImportOfSomethingElse(t *testing.T) {
	t.Parallel()
	declared := books()
	declared.Only = entity.Only{Field: "shelf", Value: "bottom", Elsewhere: "Use the other one."}
	wantOneError(t, instance(t, declared, dune()).Import("7"), "Cannot Import", "id 7 isn't one", "Use the other one.")
}

// label is an object whose key is text.
type label struct {
	Code  types.String `tfsdk:"code"  api:"code,fixed"`
	Color types.String `tfsdk:"color" api:"color"`
}

func labels() entity.Collection[label, struct{}] {
	return entity.Collection[label, struct{}]{
		Name: "shelf_label", Description: "A label.", Path: "labels", Keys: []string{"code"}, Update: entity.TogetherInOneRequest,
		Attributes: map[string]schema.Attribute{
			"code":  schema.StringAttribute{Required: true},
			"color": schema.StringAttribute{Optional: true, Computed: true},
		},
	}
}

// TestImportByATextKey takes any text as it is.
func TestImportByATextKey(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"a", "007", "name=x", "0"} {
		device := &fakeDevice{get: func(path string) (api.Object, error) {
			return api.Object{"code": strings.TrimPrefix(path, "labels/"), "color": "red"}, nil
		}}
		imported := instance(t, labels(), device)
		wantSuccess(t, imported.Import(code))
		if imported.Text("code") != code || imported.Text("color") != "red" {
			t.Errorf("%q: imported %q", code, imported.Text("code"))
		}
	}
}

// FuzzImportID: whatever a person types is either an id that the device is
// asked for, or refused without asking.
func FuzzImportID(f *testing.F) {
	for _, id := range []string{"7", "name=dune", "name=", "=", "", "-1", "0x7", "1e3", "\x00", "name=\xff", "9223372036854775808", "7 "} {
		f.Add(id)
	}
	number := regexp.MustCompile(`^[+]?[0-9]+$`)
	f.Fuzz(func(t *testing.T, id string) {
		device := dune()
		imported := instance(t, books(), device)
		refused := acctest.Errors(imported.Import(id))
		value, err := strconv.ParseInt(id, 10, 64)
		name, byName := strings.CutPrefix(id, "name=")
		switch requests := device.requests(); {
		case number.MatchString(id) && err == nil && value > 0:
			if requests != fmt.Sprintf("GET books/%d", value) || (refused == "") != (value == 7) {
				t.Errorf("%q: sent %q: %s", id, requests, refused)
			}
		case byName && name != "":
			if !strings.HasPrefix(requests, "LIST books") || (refused == "") != (name == "dune") {
				t.Errorf("%q: sent %q: %s", id, requests, refused)
			}
		case requests != "" || !strings.Contains(refused, "no import id"):
			t.Errorf("%q: sent %q: %s", id, requests, refused)
		}
	})
}
