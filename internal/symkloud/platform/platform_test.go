package platform_test

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

type terraformState = terraform.State

// doing is for a step that has one action planned for a resource, after which
// device, state and configuration agree and nothing is left to plan.
func doing(on *acctest.Platform, address string, action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{
		PreApply:             []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)},
		PostApplyPostRefresh: []plancheck.PlanCheck{acctest.Agree(on)},
	}
}

// has wants exactly one object with the given fields on the platform.
func has(on *acctest.Platform, collection string, fields map[string]any) error {
	if found := on.Find(collection, fields); len(found) != 1 {
		return fmt.Errorf("the platform has %d %s with %v, want one; it has %v", len(found), collection, fields, on.Find(collection, nil))
	}
	return nil
}
