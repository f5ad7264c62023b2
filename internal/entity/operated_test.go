package entity_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// clerk is known by a name. The device shows clerks in one list alone, answers
// no change with the object, and takes each by an operation of its own.
type clerk struct {
	Name     types.String `tfsdk:"name"        api:"name,fixed"`
	Role     types.String `tfsdk:"role"        api:"role"`
	Secret   types.String `tfsdk:"key_wo"      api:"key,secret"`
	Version  types.Int64  `tfsdk:"key_wo_version"`
	Counters types.Int64  `tfsdk:"counters"    api:"counters"`
}

func clerks() entity.Collection[clerk, struct{}] {
	return entity.Collection[clerk, struct{}]{
		Name: "shelf_clerk", Description: "A clerk.", Path: "clerks", Keys: []string{"name"}, Object: "clerks", Inside: "result",
		CreateBy: "hire", UpdateBy: "instruct", UpdateWith: []string{"name"}, DeleteBy: "dismiss", DeleteWith: []string{"name"},
		Update: entity.TogetherInOneRequest,
		Sends: func(operation entity.Operation, body map[string]any) any {
			if role, ok := body["role"]; ok && operation == entity.Changing {
				delete(body, "role")
				body["newRole"] = role
			}
			return map[string]any{"form": body}
		},
		Attributes: map[string]schema.Attribute{
			"name":           schema.StringAttribute{Required: true},
			"role":           schema.StringAttribute{Required: true},
			"key_wo":         entity.Secret("The key."),
			"key_wo_version": entity.SecretVersion(),
			"counters":       schema.Int64Attribute{Optional: true, Computed: true},
		},
	}
}

// staff is a device with clerks that keeps what it is sent.
func staff(sent *[]string) *fakeDevice {
	held := map[string]map[string]any{"ann": {"name": "ann", "role": "lead", "counters": json.Number("1")}}
	return &fakeDevice{
		get: func(path string) (api.Object, error) {
			list := []any{}
			for _, one := range held {
				list = append(list, one)
			}
			return api.Object{"result": list}, nil
		},
		do: func(change api.Change) (api.Answer, error) {
			text, err := json.Marshal(change.Body)
			if err != nil {
				return api.Answer{}, err
			}
			*sent = append(*sent, change.Method+" "+change.Path+" "+string(text))
			wrapped, _ := change.Body.(map[string]any)
			form, _ := wrapped["form"].(map[string]any)
			name, _ := form["name"].(string)
			switch change.Path {
			case "hire":
				held[name] = map[string]any{"name": name, "role": form["role"], "counters": json.Number("0")}
			case "instruct":
				if role, ok := form["newRole"]; ok {
					held[name]["role"] = role
				}
				if counters, ok := form["counters"]; ok {
					held[name]["counters"] = counters
				}
			case "dismiss":
				delete(held, name)
			}
			return api.Answer{}, nil
		},
	}
}

// TestOperationsStandInForEverything: creation, change and deletion, each with
// the object's name in its body and in the form that the device takes.
func TestOperationsStandInForEverything(t *testing.T) {
	t.Parallel()
	var sent []string
	bob := instance(t, clerks(), staff(&sent))
	config := map[string]any{"name": "bob", "role": "temp", "key_wo": "opensesame"}
	wantSuccess(t, bob.Apply(config))
	if bob.Text("role") != "temp" || bob.Int("counters") != 0 || !bob.Exists() {
		t.Errorf("the state has %s", bob.Everything())
	}
	wantSuccess(t, bob.Apply(with(config, "role", "lead")))
	wantSuccess(t, bob.Apply(with(with(config, "role", "lead"), "counters", 3)))
	wantSuccess(t, bob.Refresh())
	if bob.Text("role") != "lead" || bob.Int("counters") != 3 {
		t.Errorf("the state has %s", bob.Everything())
	}
	wantSuccess(t, bob.Apply(with(with(with(config, "role", "temp"), "counters", 3), "key_wo_version", 2)))
	wantSuccess(t, bob.Destroy())
	want := []string{
		`POST hire {"form":{"key":"opensesame","name":"bob","role":"temp"}}`,
		`POST instruct {"form":{"name":"bob","newRole":"lead"}}`,
		`POST instruct {"form":{"counters":3,"name":"bob"}}`,
		`POST instruct {"form":{"key":"opensesame","name":"bob","newRole":"temp"}}`,
		`POST dismiss {"form":{"name":"bob"}}`,
	}
	if !slices.Equal(sent, want) {
		t.Errorf("sent\n%q, want\n%q", sent, want)
	}
}

// TestInAListAlone: what shows in one list is read there with others, listed
// there, imported by its name, and gone when it isn't there any more.
func TestInAListAlone(t *testing.T) {
	t.Parallel()
	var sent []string
	device := staff(&sent)
	protocol := served(t, clerks(), device)
	ann := protocol.Resource("onprem_shelf_clerk")
	wantSuccess(t, ann.Import("ann"))
	if ann.Text("role") != "lead" {
		t.Errorf("the state has %s", ann.Everything())
	}
	device.refresh = func(collection, id string, _ []string) (api.Object, error) {
		if collection != "" || id != "clerks" {
			t.Errorf("read %q %q", collection, id)
		}
		return device.get("clerks")
	}
	wantSuccess(t, ann.Refresh())
	device.get = func(string) (api.Object, error) { return api.Object{"result": []any{}}, nil }
	wantSuccess(t, ann.Refresh())
	if ann.Exists() {
		t.Error("it is still in the state")
	}
}
