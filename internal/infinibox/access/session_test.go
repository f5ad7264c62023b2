package access_test

import (
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const sessionUsed = acctest.Required + `
provider "onprem" {}

ephemeral "onprem_infinibox_session" "tool" {}

resource "terraform_data" "asked" {
  provisioner "local-exec" {
    command = "test -n \"$COOKIE\" && printf '%s' \"$COOKIE\" | wc -c > length && test -n \"$ENDPOINT\""
    environment = {
      COOKIE   = ephemeral.onprem_infinibox_session.tool.cookie
      ENDPOINT = ephemeral.onprem_infinibox_session.tool.endpoint
    }
  }
}
`

// TestAccSession hands a session to a tool, ends it, and keeps nothing of it.
func TestAccSession(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	terraform := acctest.NewCLI(t, array.Environ()...)
	terraform.Write("main.tf", sessionUsed)
	terraform.Must("apply", "-auto-approve", "-no-color")
	logins := array.CountRequests(device.Match{Method: "POST", Path: "/api/rest/users/login"})
	logouts := array.CountRequests(device.Match{Method: "POST", Path: "/api/rest/users/logout"})
	if logins == 0 || logins != logouts {
		t.Errorf("%d logins, %d logouts", logins, logouts)
	}
	for _, r := range array.Requests(device.Match{Path: "/api/rest/users/log*"}) {
		if r.Status != 200 {
			t.Errorf("%s %s answered %d", r.Method, r.Path, r.Status)
		}
	}
	if length := strings.TrimSpace(terraform.Read("length")); length == "0" || length == "" {
		t.Errorf("the tool got a cookie of length %q", length)
	}
	if state := terraform.Read("terraform.tfstate"); strings.Contains(state, "JSESSIONID") {
		t.Error("the session is in the state")
	}
}

// TestAccSessionRefused says which account isn't accepted.
func TestAccSessionRefused(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	terraform := acctest.NewCLI(t, array.Environ("INFINIBOX_PASSWORD=mistaken")...)
	terraform.Write("main.tf", sessionUsed)
	output, code := terraform.Run("apply", "-auto-approve", "-no-color")
	if code == 0 || !strings.Contains(output, "Unable to log in to the InfiniBox") || !strings.Contains(output, "INFINIBOX_PASSWORD") {
		t.Errorf("exit code %d:\n%s", code, output)
	}
	if strings.Contains(output, "mistaken") {
		t.Error("the password is shown")
	}
}
