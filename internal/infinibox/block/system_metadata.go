package block

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// SystemMetadata are keys and values that hang on the array itself ("Add
// Metadata to the System" and the others of the system in the section
// "Metadata" of the reference).
var SystemMetadata = entity.Entries{
	Name: "infinibox_system_metadata",
	Description: "Metadata of an InfiniBox itself: keys and values that people and programs hang on it.\n\n" +
		"The resource has the keys of `entries` and no others: what else hangs on the array is left alone and never shows as a difference. " +
		"There can be several resources as long as no key is in two of them. Destroying removes the resource's own keys. " +
		"Creating refuses keys that are there already, unless the provider's `adopt_existing` lets it take those of the same value.\n\n" +
		"The import id `system_metadata` takes all keys, `system_metadata/site,rack` those two.",
	Path:     "metadata",
	Itself:   "system",
	Refusals: metadataRefusals(nil),
	Attributes: map[string]schema.Attribute{
		"entries": metadataEntries("the array"),
	},
}
