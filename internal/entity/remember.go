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
	seen, err := m.toRemember(object)
	switch {
	case err != nil:
		return diag.Diagnostics{diag.NewErrorDiagnostic("Private State Unusable", err.Error())}
	case seen == nil:
		return nil
	}
	return in.SetKey(ctx, seenKey, seen)
}

// toRemember is what is noted of an object; nil when nothing is.
func (d *declared) toRemember(object api.Object) ([]byte, error) {
	if len(d.remembered) == 0 {
		return nil, nil
	}
	seen := make(api.Object, len(d.remembered))
	for _, field := range d.remembered {
		seen[field] = object[field]
	}
	return json.Marshal(seen)
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
