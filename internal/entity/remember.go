package entity

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// seenKey is where the private state keeps what the last read saw of the
// fields that the declaration remembers.
const seenKey = "seen"

// remember notes the declared fields of an object that was read.
func (m *managed) remember(ctx context.Context, in writablePrivate, object api.Object) diag.Diagnostics {
	if len(m.remembered) == 0 {
		return nil
	}
	seen := make(api.Object, len(m.remembered))
	for _, field := range m.remembered {
		seen[field] = object[field]
	}
	raw, err := json.Marshal(seen)
	if err != nil {
		return diag.Diagnostics{diag.NewErrorDiagnostic("Private State Unusable", err.Error())}
	}
	return in.SetKey(ctx, seenKey, raw)
}

// seen is what was remembered; nil when nothing was.
func (m *managed) seen(ctx context.Context, from private) api.Object {
	raw, _ := from.GetKey(ctx, seenKey)
	var seen api.Object
	if len(raw) == 0 || decodeJSON(raw, &seen) != nil {
		return nil
	}
	return seen
}
