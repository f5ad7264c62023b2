package platform_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const userCreated = `
resource "onprem_symkloud_user" "carol" {
  name                = "carol"
  role_key            = "operator"
  password_wo         = "opensesame1"
  password_wo_version = 1
}
`

const userChanged = `
resource "onprem_symkloud_user" "carol" {
  name                = "carol"
  role_key            = "user"
  password_wo         = "opensesame2"
  password_wo_version = 2
}
`

const userReplaced = `
resource "onprem_symkloud_user" "carol" {
  name                = "dave"
  role_key            = "user"
  password_wo         = "opensesame3"
  password_wo_version = 3
}
`

// userPlain counts no changes of the password.
const userPlain = `
resource "onprem_symkloud_user" "carol" {
  name        = "carol"
  role_key    = "operator"
  password_wo = "opensesame1"
}
`

// onlyAdmin wants no account but the one that the provider logs in with.
func onlyAdmin(on *acctest.Platform) error {
	if users := on.Find("users", nil); len(users) != 1 {
		return fmt.Errorf("the platform has %v", users)
	}
	return nil
}

// TestAccUserLife is an account's life under Terraform: made, changed in all at
// once, changed and lost behind Terraform's back, replaced, deleted.
func TestAccUserLife(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	address := "onprem_symkloud_user.carol"
	user := func(name, role, password string) func(*terraformState) error {
		return func(*terraformState) error {
			return has(on, "users", map[string]any{"name": name, "roleKey": role, "password": password})
		}
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           on.Provider() + userCreated,
				ConfigPlanChecks: doing(on, address, plancheck.ResourceActionCreate),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectIdentityValueMatchesState(address, tfjsonpath.New("name")),
				},
				Check: user("carol", "operator", "opensesame1"),
			},
			{
				Config:           on.Provider() + userChanged,
				ConfigPlanChecks: doing(on, address, plancheck.ResourceActionUpdate),
				Check:            user("carol", "user", "opensesame2"),
			},
			{
				PreConfig:        func() { on.Put("users", "carol", map[string]any{"roleKey": "operator"}) },
				Config:           on.Provider() + userChanged,
				ConfigPlanChecks: doing(on, address, plancheck.ResourceActionUpdate),
				Check:            user("carol", "user", "opensesame2"),
			},
			{
				PreConfig:        func() { on.Remove("users", "carol") },
				Config:           on.Provider() + userChanged,
				ConfigPlanChecks: doing(on, address, plancheck.ResourceActionCreate),
				Check:            user("carol", "user", "opensesame2"),
			},
			{
				Config:           on.Provider() + userReplaced,
				ConfigPlanChecks: doing(on, address, plancheck.ResourceActionDestroyBeforeCreate),
				Check: func(state *terraformState) error {
					if left := on.Find("users", map[string]any{"name": "carol"}); len(left) > 0 {
						return fmt.Errorf("left: %v", left)
					}
					return user("dave", "user", "opensesame3")(state)
				},
			},
		},
		CheckDestroy: func(*terraformState) error { return onlyAdmin(on) },
	})
}

// TestAccUserImport imports an account in every form there is. Its password
// isn't known to anybody, nor what counts its changes.
func TestAccUserImport(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	address := "onprem_symkloud_user.carol"
	verified := resource.TestStep{
		ResourceName: address, ImportState: true, ImportStateId: "carol", ImportStateVerify: true,
		ImportStateVerifyIdentifierAttribute: "name", ImportStateVerifyIgnore: []string{"password_wo_version"},
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{Config: on.Provider() + userCreated},
			verified,
			{Config: on.Provider() + userPlain},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID, ImportStateId: "carol"},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
			{ResourceName: address, ImportState: true, ImportStateId: "nobody", ExpectError: regexp.MustCompile(`(?s)There is no object with name\s+"nobody"`)},
		},
	})
}

// TestAccUserGeneratedConfiguration plans nothing but the import, for the
// provider's own account too.
func TestAccUserGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	on.Put("users", "", map[string]any{"name": "carol", "roleKey": "operator", "password": "opensesame"})
	for _, name := range []string{"carol", on.Environment()["SYMKLOUD_USERNAME"]} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			generated := acctest.Generate(t, on, userResource, name)
			if generated.Changes != "1 to import, 0 to add, 0 to change, 0 to destroy" {
				t.Errorf("the generated configuration plans %s:\n%s", generated.Changes, generated.Configuration)
			}
		})
	}
}

// TestAccUserOfTheProvider can be managed, and a destroy is refused before
// anything is sent.
func TestAccUserOfTheProvider(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	own := on.Environment()["SYMKLOUD_USERNAME"]
	terraform := acctest.NewCLI(t, on.Environ()...)
	terraform.Write("main.tf", acctest.Required+fmt.Sprintf(`
provider "onprem" {}

import {
  to = onprem_symkloud_user.own
  id = %[1]q
}

resource "onprem_symkloud_user" "own" {
  name     = %[1]q
  role_key = "admin"
}
`, own))
	terraform.Must("apply", "-no-color", "-auto-approve")
	terraform.Agrees(acctest.Agree(on))
	output, code := terraform.Run("destroy", "-no-color", "-auto-approve")
	if code == 0 || !strings.Contains(output, "The Provider's Own Account") || len(on.Writes()) > 0 {
		t.Errorf("exit code %d, sent %v:\n%s", code, on.Writes(), output)
	}
}

const manyUsers = acctest.Required + `
provider "onprem" {}

variable "prefix" {}

resource "onprem_symkloud_user" "many" {
  count       = 10
  name        = "${var.prefix}${count.index}"
  role_key    = "user"
  password_wo = "opensesame"
}
`

// TestAccUsersOfTwoRuns: two runs with the same account take the login from
// each other, and both finish.
func TestAccUsersOfTwoRuns(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	first := acctest.NewCLI(t, on.Environ("TF_VAR_prefix=first")...)
	first.Write("main.tf", manyUsers)
	second := first.Elsewhere("TF_VAR_prefix=second")
	second.Write("main.tf", manyUsers)
	both := func(arguments ...string) {
		t.Helper()
		failed := make(chan string, 2)
		for _, run := range []*acctest.CLI{first, second} {
			go func() {
				output, code := run.Run(arguments...)
				if code == 0 {
					output = ""
				}
				failed <- output
			}()
		}
		for range 2 {
			if output := <-failed; output != "" {
				t.Fatal(output)
			}
		}
	}
	both("apply", "-no-color", "-auto-approve")
	if users := on.Find("users", map[string]any{"roleKey": "user"}); len(users) != 20 {
		t.Errorf("the platform has %d users: %v", len(users), users)
	}
	if logins := on.CountRequests(device.Match{Path: "/v3/Auth"}); logins < 2 {
		t.Errorf("%d logins: the runs didn't meet", logins)
	}
	both("destroy", "-no-color", "-auto-approve")
	if err := onlyAdmin(on); err != nil {
		t.Error(err)
	}
}

// TestAccUserPasswordsAreKeptNowhere: neither in the plan, nor in the state, nor
// in the log, nor in what Terraform prints.
func TestAccUserPasswordsAreKeptNowhere(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	terraform := acctest.NewCLI(t, on.Environ("TF_LOG=TRACE", "TF_LOG_PATH=trace.log", "TF_VAR_password=Qx7Vn2KdOpen", "TF_VAR_role_key=user")...)
	terraform.Write("main.tf", acctest.Required+`
provider "onprem" {}

variable "password" {
  ephemeral = true
}

variable "role_key" {}

resource "onprem_symkloud_user" "carol" {
  name                = "carol"
  role_key            = var.role_key
  password_wo         = var.password
  password_wo_version = parseint(substr(sha256(var.role_key), 0, 4), 16)
}
`)
	printed := terraform.Must("plan", "-no-color", "-out=saved")
	printed += terraform.Must("show", "-json", "saved")
	printed += terraform.Must("apply", "-no-color", "saved")
	on.Only("users", map[string]any{"name": "carol", "password": "Qx7Vn2KdOpen"})
	// Refused, so that an error speaks of the request.
	on.Break(device.Rule{Method: "POST", Path: "**/ModifyUser", Error: "49"})
	output, code := terraform.Knowing("TF_VAR_password=Qx7Vn2KdAgain", "TF_VAR_role_key=operator").Run("apply", "-no-color", "-auto-approve")
	if code == 0 || !strings.Contains(output, "Unable to") {
		t.Errorf("exit code %d:\n%s", code, output)
	}
	for name, text := range map[string]string{
		"the output": printed + output, "the state": terraform.Read("terraform.tfstate"), "the log": terraform.Read("trace.log"),
	} {
		for _, secret := range []string{"Qx7Vn2Kd", on.Environment()["SYMKLOUD_PASSWORD"]} {
			if at := strings.Index(text, secret); at >= 0 {
				t.Errorf("%s has %s: ...%q...", name, secret, text[max(0, at-100):min(len(text), at+60)])
			}
		}
	}
}
