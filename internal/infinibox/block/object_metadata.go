package block

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// ObjectMetadata are keys and values that people hang on pools, volumes, hosts
// and so on (section "Metadata" of the reference).
var ObjectMetadata = entity.Entries{
	Name:   "infinibox_object_metadata",
	Plural: "infinibox_object_metadata_entries",
	Description: "Metadata of an object of an InfiniBox: keys and values that people and programs hang on pools, volumes, file systems, hosts, clusters, groups and vVols.\n\n" +
		"The resource has the keys of `entries` and no others: what else hangs on the object, whoever set it, is left alone and never shows as a difference. " +
		"Several resources can share an object as long as no key is in two of them. Destroying removes the resource's own keys. " +
		"Creating refuses keys that are there already, unless the provider's `adopt_existing` lets it take those of the same value.\n\n" +
		"Its identity is the object with the keys that it began with: keys that come and go later don't change it. " +
		"The import id `1001` takes all keys of an object, `1001/team,tier` those two.",
	Path: "metadata",
	Refusals: metadataRefusals(entity.Refusals{
		"METADATA_IS_NOT_SUPPORTED_FOR_ENTITY": about("object_id", "Give the id of a pool, volume, file system, host, cluster, consistency group, vVol or replication group that exists."),
	}),
	Attributes: map[string]schema.Attribute{
		"object_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the object. Another object replaces the resource: the keys are removed here and set there."},
		"entries": metadataEntries("the object"),
	},
	Figures: map[string]string{
		"id":          "The array's id of the entry.",
		"object_id":   "Id of the object that it hangs on; negative for the array itself.",
		"object_type": "What the object is, such as `pool`, `volume` or `system`. The array can't filter by it.",
		"key":         "The key.",
		"value":       "The value.",
	},
}

// metadataEntries are those of an object. The reference names no length of a
// key or value: what is too much the array says itself.
func metadataEntries(of string) schema.Attribute {
	return schema.MapAttribute{Required: true, ElementType: types.StringType,
		Validators: []validator.Map{
			mapvalidator.SizeAtLeast(1),
			mapvalidator.NoNullValues(),
			// A dot alone is no key in a path.
			mapvalidator.KeysAre(stringvalidator.LengthAtLeast(1), stringvalidator.NoneOf(".", "..")),
		},
		MarkdownDescription: "The keys with their values, at least one. A key that is taken out of the map is removed from " + of + "; keys that aren't in it are left alone."}
}

// metadataRefusals are what the array says of metadata, with an entity's own.
func metadataRefusals(own entity.Refusals) entity.Refusals {
	refusals := entity.Refusals{
		"METADATA_NOT_FOUND":            about("entries", "The key is gone. Plan again."),
		"METADATA_PER_REQUEST_EXCEEDED": about("entries", "Put some of the keys into a further resource of the same object."),
		"METADATA_PER_ENTITY_EXCEEDED":  about("entries", "Give fewer keys, or remove others that the object has."),
		"METADATA_SIZE_EXCEEDED":        about("entries", "Give shorter values."),
		"METADATA_IN_SYSTEM_EXCEEDED":   about("entries", "The metadata of all objects takes as much room as the array has for it: remove what nobody needs."),
	}
	for code, refusal := range own {
		refusals[code] = refusal
	}
	return refusals
}
