package entity

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// originKey is where the private state keeps when the device made the object.
// Ids begin at the same number on each device, and names can be the same, but
// no two objects with one id are made in the same millisecond.
const originKey = "made"

// origin is when an object was made; empty when the device doesn't tell.
func origin(device api.Device, object api.Object) string {
	made, ok := device.CreatedAt(object)
	if !ok {
		return ""
	}
	return made.UTC().Format(time.RFC3339Nano)
}

// recognise makes sure that an object is the one in the state, and notes what
// it is recognised by when that isn't known yet. A state that meets another
// device must not change what it finds there.
func (m *managed) recognise(ctx context.Context, in writablePrivate, model any, device api.Device, object api.Object) diag.Diagnostics {
	made, known := origin(device, object), noted(ctx, in, originKey)
	switch {
	case made == "" || made == known:
		return nil
	case known == "":
		return note(ctx, in, originKey, made)
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic(
		fmt.Sprintf("Another Object Than The State's: %s", m.label(model)),
		fmt.Sprintf("The state is about an object with this %s that was made at %s, and %s shows one that was made at %s. "+
			"It isn't touched.\n\nMost likely the provider's %s attribute (or %s_ENDPOINT) leads to another device than the one that this state is about. "+
			"If it is the right one and the object was replaced there, forget the old one with: terraform state rm, and import the new one.",
			m.keyNames(), known, device.Name(), made, m.family, strings.ToUpper(m.family)))}
}
