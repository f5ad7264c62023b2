package entity

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
)

// disks is the managed resource of disks, as far as requests and plans need it.
func disks(t *testing.T, update Update, moves map[string]string) *managed {
	t.Helper()
	model := diskMapper(t)
	key, _ := model.field("id")
	return &managed{connected{declared: &declared{path: "disks", object: "disks/{id}", model: model, key: key, update: update, moves: moves}}}
}

// TestRequests send what changed, the way the device takes it.
func TestRequests(t *testing.T) {
	t.Parallel()
	prior := disk{ID: types.Int64Value(7), Label: types.StringValue("a"), Policy: types.Int64Value(3), Locked: types.BoolValue(true), Owners: owners(1)}
	plan := prior
	plan.Label, plan.Policy, plan.Owners = types.StringValue("b"), types.Int64Value(0), owners(1, 2)
	moves := map[string]string{"policy": "disks/{id}/follow"}
	follow := `POST disks/7/follow {"policy":0}`
	for _, c := range []struct {
		name   string
		update Update
		moves  map[string]string
		want   []string
	}{
		{"one field each", OneFieldPerRequest, nil, []string{`PUT disks/7 {"name":"b"}`, `PUT disks/7 {"policy":0}`, `PUT disks/7 {"owners":[1,2]}`}},
		{"together", TogetherInOneRequest, nil, []string{`PUT disks/7 {"name":"b","owners":[1,2],"policy":0}`}},
		{"one field each and a move", OneFieldPerRequest, moves, []string{`PUT disks/7 {"name":"b"}`, follow, `PUT disks/7 {"owners":[1,2]}`}},
		{"together and a move", TogetherInOneRequest, moves, []string{follow, `PUT disks/7 {"name":"b","owners":[1,2]}`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			requests, err := disks(t, c.update, c.moves).requests(t.Context(), &prior, &plan, secrets{})
			if err != nil {
				t.Fatal(err)
			}
			var sent []string
			for _, request := range requests {
				body, err := json.Marshal(request.change.Body)
				if err != nil {
					t.Fatal(err)
				}
				sent = append(sent, fmt.Sprintf("%s %s %s", request.change.Method, request.change.Path, body))
			}
			slices.Sort(sent)
			want := slices.Sorted(slices.Values(c.want))
			if !slices.Equal(sent, want) {
				t.Errorf("sends %q, want %q", sent, want)
			}
		})
	}
}

// TestNoRequestWithoutAChange, the provider's own settings included.
func TestNoRequestWithoutAChange(t *testing.T) {
	t.Parallel()
	prior := disk{ID: types.Int64Value(7), Label: types.StringValue("a"), Owners: owners(1)}
	plan := prior
	plan.Approved, plan.Ratio = types.BoolValue(true), types.Float64Unknown()
	requests, err := disks(t, OneFieldPerRequest, nil).requests(t.Context(), &prior, &plan, secrets{})
	if err != nil || len(requests) > 0 {
		t.Errorf("sends %v (%v)", requests, err)
	}
}

// TestRequestsAddressThePriorObject: a changed name is no address yet.
func TestRequestsAddressThePriorObject(t *testing.T) {
	t.Parallel()
	m := disks(t, OneFieldPerRequest, nil)
	m.object = "disks/{label}"
	prior := disk{Label: types.StringValue("a"), Owners: owners()}
	plan := disk{Label: types.StringValue("b"), Owners: owners()}
	requests, err := m.requests(t.Context(), &prior, &plan, secrets{})
	if err != nil || len(requests) != 1 || requests[0].change.Path != "disks/a" || requests[0].change.Method != http.MethodPut {
		t.Errorf("sends %v (%v)", requests, err)
	}
}

// TestText is what paths and messages show of a value.
func TestText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		value attr.Value
		want  string
	}{
		{types.StringValue("db01"), "db01"},
		{types.StringValue(`a "quoted" name`), `a "quoted" name`},
		{types.StringValue(`"`), `"`},
		{types.StringValue(""), ""},
		{types.StringNull(), ""},
		{types.Int64Value(9007199254740993), "9007199254740993"},
		{types.BoolValue(true), "true"},
		{types.Float64Value(1.5), "1.500000"},
	} {
		if got := text(c.value); got != c.want {
			t.Errorf("%s is shown as %q, want %q", c.value, got, c.want)
		}
	}
}

// sized is a model with a value that the device rounds.
type sized struct {
	ID    types.Int64     `tfsdk:"id"    api:"id"`
	Size  attribute.Bytes `tfsdk:"size"  api:"size"`
	Color types.String    `tfsdk:"color" api:"color"`
	Kind  types.String    `tfsdk:"kind"  api:"kind,fixed"`
}

// TestSettle keeps what the configuration doesn't say or says in other words,
// and finds what replaces.
func TestSettle(t *testing.T) {
	t.Parallel()
	bytesType := attribute.BytesType{Granularity: 512}
	model, err := newMapper(reflect.TypeFor[sized]())
	if err != nil {
		t.Fatal(err)
	}
	for i := range model.fields {
		model.fields[i].written, model.fields[i].computed = i > 0, model.fields[i].name != "size"
	}
	m := &managed{connected{declared: &declared{model: model}}}
	size := func(bytes int64) attribute.Bytes {
		value, _ := bytesType.ValueFromInt64(t.Context(), types.Int64Value(bytes))
		known, ok := value.(attribute.Bytes)
		if !ok {
			t.Fatalf("a size is a %T", value)
		}
		return known
	}
	prior := sized{ID: types.Int64Value(7), Size: size(1024), Color: types.StringValue("red"), Kind: types.StringValue("thin")}
	for _, c := range []struct {
		name       string
		plan, conf sized
		want       sized
		replaces   int
	}{
		{"unknown and not configured is restored",
			sized{ID: types.Int64Unknown(), Size: size(1024), Color: types.StringUnknown(), Kind: types.StringUnknown()},
			sized{Size: size(1024)}, prior, 0},
		{"unknown and configured stays unknown",
			sized{ID: prior.ID, Size: size(1024), Color: types.StringUnknown(), Kind: prior.Kind},
			sized{Size: size(1024), Color: types.StringUnknown()},
			sized{ID: prior.ID, Size: size(1024), Color: types.StringUnknown(), Kind: prior.Kind}, 0},
		{"the same in other words is restored",
			sized{ID: prior.ID, Size: size(1000), Color: prior.Color, Kind: prior.Kind},
			sized{Size: size(1000)}, prior, 0},
		{"another size is a change",
			sized{ID: prior.ID, Size: size(1025), Color: prior.Color, Kind: prior.Kind},
			sized{Size: size(1025)}, sized{ID: prior.ID, Size: size(1025), Color: prior.Color, Kind: prior.Kind}, 0},
		{"what is fixed replaces",
			sized{ID: prior.ID, Size: size(1024), Color: prior.Color, Kind: types.StringValue("thick")},
			sized{Size: size(1024), Kind: types.StringValue("thick")},
			sized{ID: prior.ID, Size: size(1024), Color: prior.Color, Kind: types.StringValue("thick")}, 1},
		{"what is fixed and will be known later replaces",
			sized{ID: prior.ID, Size: size(1024), Color: prior.Color, Kind: types.StringUnknown()},
			sized{Size: size(1024), Kind: types.StringUnknown()},
			sized{ID: prior.ID, Size: size(1024), Color: prior.Color, Kind: types.StringUnknown()}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			plan := c.plan
			settled, replaced := m.settle(&prior, &plan, &c.conf)
			if !reflect.DeepEqual(plan, c.want) || len(replaced) != c.replaces {
				t.Errorf("settled to %v replacing %v, want %v", plan, replaced, c.want)
			}
			if settled != !reflect.DeepEqual(plan, c.plan) {
				t.Errorf("says settled: %t", settled)
			}
		})
	}
}
