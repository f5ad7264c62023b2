package entity

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// patient is a model with timeouts.
type patient struct {
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// TestTimeout is what is configured, if something can be done in it.
func TestTimeout(t *testing.T) {
	t.Parallel()
	model, err := newMapper(reflect.TypeFor[patient]())
	if err != nil {
		t.Fatal(err)
	}
	d := &declared{model: model}
	for _, c := range []struct {
		update types.String
		want   time.Duration
		wrong  string
	}{
		{types.StringNull(), waiting, ""},
		{types.StringUnknown(), waiting, ""},
		{types.StringValue("1h30m"), 90 * time.Minute, ""},
		{types.StringValue("0s"), 0, "Timeout Not Above Zero"},
		{types.StringValue("-5m"), 0, "Timeout Not Above Zero"},
		{types.StringValue("soon"), 0, "Timeout Not A Duration"},
	} {
		of := map[string]attr.Type{"create": types.StringType, "update": types.StringType}
		made := &patient{timeouts.Value{Object: types.ObjectValueMust(of, map[string]attr.Value{"create": types.StringValue("1s"), "update": c.update})}}
		limit, diags := d.timeout(Changing, made)
		if c.wrong == "" {
			if limit != c.want || diags.HasError() {
				t.Errorf("%s is %s: %v", c.update, limit, diags)
			}
			continue
		}
		if len(diags) != 1 || diags[0].Summary() != c.wrong || !strings.Contains(diags[0].Detail(), "timeouts.update is ") {
			t.Errorf("%s: said %v", c.update, diags)
		}
		_, cancel, diags := d.bounded(t.Context(), Changing, made)
		cancel()
		if !diags.HasError() {
			t.Errorf("%s: it would be begun", c.update)
		}
		if other, diags := d.timeout(Creating, made); other != time.Second || diags.HasError() {
			t.Errorf("timeouts.create is %s: %v", other, diags)
		}
	}
	if limit, diags := (&declared{model: &mapper{}}).timeout(Changing, &patient{}); limit != waiting || diags.HasError() {
		t.Errorf("without timeouts it is %s: %v", limit, diags)
	}
}
