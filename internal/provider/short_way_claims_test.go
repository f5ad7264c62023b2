package provider_test

import (
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

const metadataResource = "onprem_infinibox_object_metadata"

// tagged is the configuration of a key on a pool.
func tagged(pool int64) map[string]any {
	return map[string]any{"object_id": pool, "entries": map[string]any{"team": "db"}}
}

// TestShortWayNotesWhatIsRead: what a resource has, and what hasn't changed
// since an earlier run, can't be adopted by another resource.
func TestShortWayNotesWhatIsRead(t *testing.T) {
	t.Parallel()
	for resource, configured := range map[string]func(pool int64) map[string]any{volumeResource: db01, metadataResource: tagged} {
		t.Run(resource, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			config := configured(poolOn(array, "p"))
			earlier := acctest.NewProtocol(t, array, nil).Resource(resource)
			wantSuccess(t, earlier.Apply(config))
			later := acctest.NewProtocol(t, array, map[string]any{"adopt_existing": true})
			wantSuccess(t, later.Again(earlier).Refresh())
			wantOneError(t, later.Resource(resource).Apply(config), "Another resource of this configuration has")
		})
	}
}

// TestShortWayNotesWhatIsPlanned: a key that a resource has, and goes on having
// in a later run, can't be planned by another resource.
func TestShortWayNotesWhatIsPlanned(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	metadata := acctest.NewProtocol(t, array, nil).Resource(metadataResource)
	config := tagged(poolOn(array, "p"))
	wantSuccess(t, metadata.Apply(config))
	later := acctest.NewProtocol(t, array, nil)
	again := later.Again(metadata)
	wantSuccess(t, again.Refresh())
	wantSuccess(t, again.Plan(config).Diagnostics)
	wantOneError(t, later.Resource(metadataResource).Plan(config).Diagnostics, `Key "team" Belongs To Two Resources`)
}
