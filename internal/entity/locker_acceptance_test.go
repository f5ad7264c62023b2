package entity_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// TestAccSecretsAndWhatIsNeverShown under a real Terraform: a secret that only
// the apply knows, the version, and an import.
func TestAccSecretsAndWhatIsNeverShown(t *testing.T) {
	t.Parallel()
	c := newCellar()
	made, err := lockers().Entity()
	if err != nil {
		t.Fatal(err)
	}
	serve := func() (tfprotov6.ProviderServer, error) {
		return providerserver.NewProtocol6WithError(faces{library{made, c, &entity.Claims{}}})()
	}
	config := func(version int, pin, lines string) string {
		return fmt.Sprintf(`
			resource "terraform_data" "pin" { input = %q }
			resource "onprem_shelf_locker" "mine" {
				name           = "mine"
				mode           = "locked"
				user           = "u"
				key_wo         = %q
				key_wo_version = 1
				pin_wo         = terraform_data.pin.output
				pin_wo_version = %d
				owner          = 5
				%s
			}`, pin, aKey, version, lines)
	}
	sent := func(want string) resource.TestCheckFunc {
		return func(*terraform.State) error {
			if got := c.sent(); got != want {
				return fmt.Errorf("sent %s, want %s", got, want)
			}
			return nil
		}
	}
	keptNowhere := func(state *terraform.State) error {
		for _, module := range state.Modules {
			if written := fmt.Sprint(module.Resources["onprem_shelf_locker.mine"]); strings.Contains(written, aKey) || strings.Contains(written, aPin) {
				return errors.New("a secret is in the state")
			}
		}
		return nil
	}
	action := func(want plancheck.ResourceActionType) resource.ConfigPlanChecks {
		return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction("onprem_shelf_locker.mine", want)}}
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: map[string]func() (tfprotov6.ProviderServer, error){"onprem": serve},
		Steps: []resource.TestStep{
			{
				Config: config(1, aPin, `slots = 3`),
				Check: resource.ComposeTestCheckFunc(keptNowhere, sent(`POST {"key":"`+aKey+`","mode":"locked","name":"mine","owner_id":5,"pin":"`+aPin+
					`","slots":3,"user":"u"}`)),
			},
			{Config: config(1, "unannounced", `slots = 3`), Check: sent("")},
			{Config: config(2, "announced", `slots = 3`), Check: sent(`PUT {"pin":"announced"}`), ConfigPlanChecks: action(plancheck.ResourceActionUpdate)},
			{Config: config(2, "announced", ``), Check: sent(`PUT {"slots":-1}`), ConfigPlanChecks: action(plancheck.ResourceActionUpdate)},
			{
				Config:           config(2, "announced", `prefix = "p"`),
				ConfigPlanChecks: action(plancheck.ResourceActionReplace),
				Check:            sent(`DELETE null; POST {"key":"` + aKey + `","mode":"locked","name":"mine","owner_id":5,"pin":"announced","prefix":"p","user":"u"}`),
			},
			{
				ResourceName: "onprem_shelf_locker.mine", ImportState: true, ImportStateVerify: true,
				ImportStateVerifyIgnore: []string{"key_wo_version", "pin_wo_version", "prefix"},
			},
			{
				Config: `removed {
					from = onprem_shelf_locker.mine
					lifecycle { destroy = false }
				}`,
			},
			{
				Config: config(1, aPin, `prefix = "p"`) + `
					import {
						to = onprem_shelf_locker.mine
						id = "7"
					}`,
				ConfigPlanChecks: action(plancheck.ResourceActionUpdate),
				Check: resource.ComposeTestCheckFunc(keptNowhere, sent(`PUT {"key":"`+aKey+`","mode":"locked","user":"u"}; PUT {"pin":"`+aPin+`"}`),
					resource.TestCheckResourceAttr("onprem_shelf_locker.mine", "prefix", "p")),
			},
			{Config: config(1, aPin, `prefix = "p"`), Check: sent(""), ConfigPlanChecks: action(plancheck.ResourceActionNoop)},
		},
	})
}
