package entity_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/action/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// stamped is a book that gets a stamp.
type stamped struct {
	ID       types.Int64    `tfsdk:"id"`
	Text     types.String   `tfsdk:"text" api:"text"`
	Approved types.Bool     `tfsdk:"approved"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

func stamp() entity.Action[stamped] {
	return entity.Action[stamped]{
		Name: "shelf_book_stamp", Description: "Stamps a book.", Path: "books/{id}/stamp",
		Attributes: map[string]schema.Attribute{
			"id":   schema.Int64Attribute{Required: true},
			"text": schema.StringAttribute{Required: true},
		},
	}
}

// TestMistakesInActions come to light when the provider starts.
func TestMistakesInActions(t *testing.T) {
	t.Parallel()
	if _, err := stamp().Action(); err != nil {
		t.Fatalf("the sound one: %v", err)
	}
	for name, c := range map[string]struct {
		mistake func(*entity.Action[stamped])
		text    string
	}{
		"attribute missing":          {func(a *entity.Action[stamped]) { delete(a.Attributes, "text") }, `attribute "text" isn't declared`},
		"attribute not in the model": {func(a *entity.Action[stamped]) { a.Attributes["ink"] = schema.StringAttribute{Optional: true} }, `attribute "ink" isn't in the model`},
		"danger without a reason":    {func(a *entity.Action[stamped]) { a.DangerousIf = func(stamped) bool { return true } }, "no Danger to tell"},
	} {
		declared := stamp()
		c.mistake(&declared)
		if _, err := declared.Action(); err == nil || !strings.Contains(err.Error(), c.text) || !strings.Contains(err.Error(), "shelf_book_stamp") {
			t.Errorf("%s: said %v, want shelf_book_stamp and %s", name, err, c.text)
		}
	}
}

// TestMethodOfAnAction is POST unless it is said.
func TestMethodOfAnAction(t *testing.T) {
	t.Parallel()
	for method, want := range map[string]string{"": "POST", "PUT": "PUT"} {
		declared := stamp()
		declared.Method = method
		made, err := declared.Action()
		if err != nil {
			t.Fatal(err)
		}
		if calls := made.Facts().Calls; len(calls) != 1 || calls[0] != (entity.Call{Method: want, Path: "books/{id}/stamp"}) {
			t.Errorf("%q calls %v", method, calls)
		}
	}
}

// TestFacesOfAnUnknownDevice: while the provider's configuration isn't known,
// a plan goes on, and what has to ask the device says what is missing.
func TestFacesOfAnUnknownDevice(t *testing.T) {
	t.Parallel()
	protocol, diagnostics := acctest.Configure(t, nil, map[string]any{"infinibox": map[string]any{
		"endpoint": acctest.Unknown, "username": "u", "password": "p",
	}})
	wantSuccess(t, diagnostics)
	restore := protocol.Action("onprem_infinibox_volume_restore")
	config := map[string]any{"id": 1, "source_id": 2}
	wantSuccess(t, restore.Plan(config))
	wantOneError(t, restore.Invoke(config).Diagnostics, "Device Not Known Yet", "infinibox.endpoint")
	wantSuccess(t, protocol.Resource("onprem_infinibox_system_name").Plan(map[string]any{"name": "ibox01"}).Diagnostics)
	_, listed := protocol.ListResource(volumeResource).Ask(acctest.Query{})
	wantOneError(t, listed, "Device Not Known Yet", "infinibox.endpoint")
	_, read := protocol.DataSource("onprem_infinibox_qos").Read(map[string]any{})
	wantOneError(t, read, "Device Not Known Yet", "infinibox.endpoint")
}
