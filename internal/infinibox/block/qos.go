package block

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// qos is whether performance limits are enforced ("Get QoS Status" and "Enable
// QoS" in the reference).
type qos struct {
	Enabled types.Bool `tfsdk:"enabled" api:"is_enabled"`
}

// QoS can be switched on, and never off again.
var QoS = entity.Singleton[qos, struct{}]{
	Name: "infinibox_qos",
	Description: "Whether an InfiniBox enforces the limits of its quality of service policies.\n\n" +
		"It can be switched on and never off again, so that destroying the resource leaves it as it is, with a warning.",
	Path:     "qos/state",
	Switches: []entity.Switch{{Attribute: "enabled", On: "qos/enable"}},
	Stays:    "Quality of service can't be switched off again.",
	Attributes: map[string]schema.Attribute{
		"enabled": schema.BoolAttribute{Required: true,
			MarkdownDescription: "Whether the limits are enforced. Once `true`, it stays so."},
	},
}
