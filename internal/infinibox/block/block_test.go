package block_test

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

type terraformState = terraform.State

// agreeing compares device, state and configuration after an apply, and that
// nothing is left to plan.
func agreeing(array *acctest.Array) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PostApplyPostRefresh: []plancheck.PlanCheck{acctest.Agree(array)}}
}

// has wants exactly one object with the given fields on the array.
func has(array *acctest.Array, collection string, fields map[string]any) error {
	if found := array.Find(collection, fields); len(found) != 1 {
		return fmt.Errorf("the array has %d %s with %v, want one; it has %v", len(found), collection, fields, array.Find(collection, nil))
	}
	return nil
}

// none wants nothing left in the collections.
func none(array *acctest.Array, collections ...string) error {
	for _, collection := range collections {
		if found := array.Find(collection, nil); len(found) > 0 {
			return fmt.Errorf("the array still has %d %s: %v", len(found), collection, found)
		}
	}
	return nil
}
