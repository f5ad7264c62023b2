package access_test

import (
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const tokenUsed = acctest.Required + `
provider "onprem" {}

ephemeral "onprem_symkloud_token" "tool" {}

resource "terraform_data" "asked" {
  provisioner "local-exec" {
    command = "printf '%s %s %s %s' \"$ENDPOINT\" \"$ACCOUNT\" \"$TOKEN\" \"$ROLE\" > token"
    environment = {
      ENDPOINT = ephemeral.onprem_symkloud_token.tool.endpoint
      ACCOUNT  = ephemeral.onprem_symkloud_token.tool.username
      TOKEN    = ephemeral.onprem_symkloud_token.tool.token
      ROLE     = ephemeral.onprem_symkloud_token.tool.role_key
    }
  }
}
`

// TestAccToken hands the provider's token to a tool, and keeps nothing of it:
// not in the state, nor in the logs.
func TestAccToken(t *testing.T) {
	t.Parallel()
	platform := acctest.NewPlatform(t)
	terraform := acctest.NewCLI(t, platform.Environ()...).Knowing("TF_LOG=TRACE", "TF_LOG_PATH=trace.log")
	terraform.Write("main.tf", tokenUsed)
	terraform.Must("apply", "-auto-approve", "-no-color")
	given := strings.Fields(terraform.Read("token"))
	if len(given) != 4 || given[0] != platform.URL() || given[1] != "admin" || len(given[2]) < 20 || given[3] != "admin" {
		t.Fatalf("the tool got %q", given)
	}
	for _, file := range []string{"terraform.tfstate", "trace.log"} {
		if strings.Contains(terraform.Read(file), given[2]) {
			t.Errorf("the token is in %s", file)
		}
	}
	if answered := ask(t, platform, given[1], given[2]); answered != 200 {
		t.Errorf("the token is refused after the run: %d", answered)
	}
}

// TestTokenIsTheProvidersOwn: opening it again, and what the provider does
// besides, takes one login.
func TestTokenIsTheProvidersOwn(t *testing.T) {
	t.Parallel()
	platform := acctest.NewPlatform(t)
	token := acctest.NewProtocol(t, platform, nil).Ephemeral("onprem_symkloud_token")
	first, diagnostics := token.Open(nil)
	second, again := token.Open(nil)
	if text := acctest.Errors(append(diagnostics, again...)); text != "" {
		t.Fatal(text)
	}
	if first["token"] != second["token"] || first["role_text"] != "Administrator" || first["username"] != "admin" {
		t.Errorf("%v, then %v", first, second)
	}
	if logins := platform.CountRequests(device.Match{Path: "/v3/Auth"}); logins != 1 {
		t.Errorf("%d logins", logins)
	}
	secret, _ := first["token"].(string)
	if closed := acctest.Errors(token.Close()); closed != "" || ask(t, platform, "admin", secret) != 200 {
		t.Errorf("closing it ended it, or failed: %s", closed)
	}
}

// TestTokenRefused says which account isn't accepted, without its password.
func TestTokenRefused(t *testing.T) {
	t.Parallel()
	platform := acctest.NewPlatform(t)
	protocol := acctest.NewProtocol(t, platform, map[string]any{"password": "mistaken"})
	opened, diagnostics := protocol.Ephemeral("onprem_symkloud_token").Open(nil)
	said := acctest.Errors(diagnostics)
	for _, text := range []string{"Unable to log in to the symkloud", "SYMKLOUD_USERNAME", "SYMKLOUD_PASSWORD", "23"} {
		if !strings.Contains(said, text) {
			t.Errorf("no %q in %s", text, said)
		}
	}
	if opened != nil || strings.Contains(said, "mistaken") {
		t.Errorf("opened %v; said %s", opened, said)
	}
}
