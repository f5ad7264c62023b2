package function

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/address"
)

// initiator is what an initiator's address says.
type initiator struct {
	Type    string `tfsdk:"type"`
	Address string `tfsdk:"address"`
}

func newNormalizeWWN() function.Function {
	return conversion[string, string]{
		name: "normalize_wwn",
		definition: function.Definition{
			Summary: "Canonical form of a world-wide name",
			MarkdownDescription: "Turns a Fibre Channel world-wide name into the form in which the InfiniBox shows it: 16 lower-case hexadecimal digits.\n\n" +
				"It takes upper case, groups of two or four digits between colons, dashes or dots, and a leading `0x` or `naa.`: " +
				"`\"57:42:B0:F0:00:00:13:00\"` becomes `\"5742b0f000001300\"`.",
			Parameters: []function.Parameter{function.StringParameter{
				Name:                "wwn",
				MarkdownDescription: "A world-wide name of 16 hexadecimal digits.",
			}},
			Return: function.StringReturn{},
		},
		convert: address.WWN,
	}
}

func newParseInitiator() function.Function {
	return conversion[string, initiator]{
		name: "parse_initiator",
		definition: function.Definition{
			Summary: "Port type and canonical address of an initiator",
			MarkdownDescription: "Tells from an initiator's address which kind of port it belongs to, and gives its canonical form. The result is an object:\n\n" +
				"- `type` is the InfiniBox's port type: `\"FC\"` for a world-wide name, `\"ISCSI\"` for a name that starts with `iqn.` or `eui.`, `\"NVME\"` for one that starts with `nqn.`.\n" +
				"- `address` is a world-wide name as 16 lower-case hexadecimal digits, an iSCSI name in lower case, an NVMe name as it is, because case counts there.\n\n" +
				"`naa.` and 16 digits is taken as a world-wide name, `naa.` and 32 digits as an iSCSI name.",
			Parameters: []function.Parameter{function.StringParameter{
				Name:                "address",
				MarkdownDescription: "The initiator's address, as the host or its adapter shows it.",
			}},
			Return: function.ObjectReturn{AttributeTypes: map[string]attr.Type{
				"type":    types.StringType,
				"address": types.StringType,
			}},
		},
		convert: parseInitiator,
	}
}

func parseInitiator(text string) (initiator, error) {
	kind, canonical, err := address.Initiator(text)
	return initiator{Type: string(kind), Address: canonical}, err
}
