package provider_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

const withSecrets = `
variable "password" {
  ephemeral = true
  sensitive = true
}

variable "peer" {
  ephemeral = true
  sensitive = true
}

variable "size" {
  default = 2000000000
}

provider "onprem" {
  infinibox = {
    endpoint = %[1]q
    username = "terraform"
    password = var.password
    remote   = { ibox02 = { username = "peer", password = var.peer } }
  }
}

provider "onprem" {
  alias = "environment"
}

import {
  to = onprem_infinibox_volume.imported
  id = "name=db03"
}

resource "onprem_infinibox_volume" "imported" {
  name    = "db03"
  pool_id = %[2]d
  size    = 2000000000
}

resource "onprem_infinibox_volume" "db" {
  name    = "db01"
  pool_id = %[2]d
  size    = var.size
}

resource "onprem_infinibox_volume" "other" {
  provider = onprem.environment
  name     = "db02"
  pool_id  = %[2]d
  size     = 2000000000
}
`

// secret is a password with characters that look different in JSON, in an
// address and in HCL; core is the part that looks the same everywhere.
type secret struct{ user, core, password string }

func newSecret(user, core string) secret {
	return secret{user: user, core: core, password: `p"<` + core + `>&\/+ %é`}
}

// forms are all the ways in which a secret could be written.
func (s secret) forms() map[string]string {
	escaped, err := json.Marshal(s.password)
	if err != nil {
		return nil
	}
	forms := map[string]string{
		"plain":             s.password,
		"core":              s.core,
		"JSON":              strings.Trim(string(escaped), `"`),
		"Go":                strings.Trim(fmt.Sprintf("%q", s.password), `"`),
		"query":             url.QueryEscape(s.password),
		"path":              url.PathEscape(s.password),
		"base64":            base64.StdEncoding.EncodeToString([]byte(s.password)),
		"base64 in a URL":   base64.URLEncoding.EncodeToString([]byte(s.password)),
		"Basic credentials": base64.StdEncoding.EncodeToString([]byte(s.user + ":" + s.password)),
	}
	// Whatever stands before and after the core, its base64 has one of three
	// forms, less the digits that its neighbours take part in.
	for shift := range 3 {
		encoded := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("x", shift) + s.core))
		forms[fmt.Sprintf("base64 at %d", shift)] = encoded[(shift*8+5)/6 : (shift+len(s.core))*8/6]
	}
	return forms
}

// leaks lists where a text holds a secret in whatever form.
func leaks(name string, text []byte, secrets []secret) []string {
	var found []string
	for _, s := range secrets {
		for form, written := range s.forms() {
			if at := bytes.Index(text, []byte(written)); at >= 0 {
				found = append(found, fmt.Sprintf("%s has the %s form of %s: ...%q...", name, form, s.core, text[max(0, at-80):min(len(text), at+40)]))
			}
		}
	}
	return found
}

// TestLeaksAreFound: a search that finds nothing has to be able to.
func TestLeaksAreFound(t *testing.T) {
	t.Parallel()
	s := newSecret("terraform", "Zq7CoreOfASecret")
	for form, written := range s.forms() {
		t.Run(form, func(t *testing.T) {
			t.Parallel()
			if len(leaks("text", []byte("before "+written+" after"), []secret{s})) == 0 {
				t.Error("not found")
			}
		})
	}
	for _, neighbours := range []string{"", "a", "ab", "abc", `{"password":"`} {
		encoded := base64.StdEncoding.EncodeToString([]byte(neighbours + s.core + neighbours))
		if len(leaks("text", []byte(encoded), []secret{s})) == 0 {
			t.Errorf("not found in base64 after %q", neighbours)
		}
	}
	if found := leaks("text", []byte("nothing to see"), []secret{s}); len(found) > 0 {
		t.Errorf("found %v", found)
	}
}

// TestAccNoSecretAnywhere runs everything that can go right and wrong with
// Terraform's log at its most talkative, and looks for every secret in all that
// is left behind: state, private state, plan, log and output.
func TestAccNoSecretAnywhere(t *testing.T) {
	t.Parallel()
	secrets := []secret{
		newSecret("terraform", "Zq7PasswordInTheBlock"), newSecret("environment", "Yw3PasswordOutside"),
		newSecret("peer", "Xv9PasswordOfThePeer"), newSecret("terraform", "Wu5PasswordThatIsWrong"),
	}
	block, outside, peer, wrong := secrets[0], secrets[1], secrets[2], secrets[3]
	array := acctest.StartArray(t, infinibox.Options{Users: []infinibox.User{
		{ID: -2, Name: "terraform", Password: block.password, Role: infinibox.RoleAdmin},
		{ID: -3, Name: "environment", Password: outside.password, Role: infinibox.RoleAdmin},
	}}, device.Options{})
	pool := poolOn(array, "p")
	array.Put("volumes", 0, with(db01(pool), map[string]any{"name": "db03"}))

	terraform := acctest.NewCLI(t, "TF_LOG=TRACE", "INFINIBOX_ENDPOINT="+array.URL(), "INFINIBOX_USERNAME=environment",
		"INFINIBOX_PASSWORD="+outside.password, "TF_VAR_peer="+peer.password)
	log := filepath.Join(terraform.Dir, "terraform.log")
	terraform = terraform.Knowing("TF_LOG_PATH=" + log)
	right := terraform.Knowing("TF_VAR_password=" + block.password)
	terraform.Write("main.tf", acctest.Required+fmt.Sprintf(withSecrets, array.URL(), pool))
	var output strings.Builder
	run := func(cli *acctest.CLI, want int, arguments ...string) {
		t.Helper()
		said, code := cli.Run(arguments...)
		output.WriteString(said)
		if code != want {
			t.Fatalf("%v: exit code %d\n%s", arguments, code, said)
		}
	}

	run(right, 0, "plan", "-no-color", "-out=saved")
	run(right, 0, "show", "-no-color", "-json", "saved")
	// The peer's password goes out as well.
	asked := array.Break(device.Rule{Method: "POST", Body: "db01", Error: "REMOTE_PERMISSION_REQUIRED", Times: 1})
	run(right, 0, "apply", "-no-color", "saved")
	array.Only("volumes", map[string]any{"name": "db01"})
	array.Only("volumes", map[string]any{"name": "db02"})
	run(terraform.Knowing("TF_VAR_password="+wrong.password), 1, "plan", "-no-color")
	// What answers repeats what it was sent, as a careless proxy would.
	id := acctest.ID(array.Only("volumes", map[string]any{"name": "db01"}))
	for _, echoed := range []secret{block, peer} {
		basic := base64.StdEncoding.EncodeToString([]byte(echoed.user + ":" + echoed.password))
		message, err := json.Marshal("refused " + echoed.password + " of Basic " + basic)
		if err != nil {
			t.Fatal(err)
		}
		refusing := array.Break(device.Rule{Method: "PUT", Status: 400, Answer: fmt.Sprintf(`{"metadata":{"ready":true},"result":null,"error":{"code":"MALFORMED_CONTENT","message":%s}}`, message)})
		run(right, 1, "apply", "-no-color", "-auto-approve", "-var=size=3000000000")
		refusing.Remove()
	}
	page := array.Break(device.Rule{Method: "GET", Path: fmt.Sprintf("/api/rest/volumes/%d", id), Status: 404,
		Answer: "<html><title>" + url.QueryEscape(block.password) + "</title></html>"})
	run(right, 1, "plan", "-no-color")
	page.Remove()
	run(right, 0, "destroy", "-no-color", "-auto-approve")

	if asked.Struck() != 1 {
		t.Error("the peer's password wasn't asked for")
	}
	if text := terraform.Read("terraform.log"); !strings.Contains(text, "device request bodies") || !strings.Contains(text, "[TRACE]") {
		t.Errorf("the log of %d bytes doesn't show what the provider does", len(text))
	}
	if !strings.Contains(output.String(), "AUTHENTICATION_REQUIRED") || !strings.Contains(output.String(), "refused ***") {
		t.Errorf("the runs didn't fail as they should: %s", output.String())
	}
	texts := remains(t, terraform.Dir)
	texts["output"] = []byte(output.String())
	for _, needed := range []string{"terraform.log", "terraform.tfstate.backup", "saved/tfplan", "private state"} {
		if len(texts[needed]) == 0 {
			t.Errorf("there is no %s to look at", needed)
		}
	}
	for name, text := range texts {
		for _, leak := range leaks(name, text, secrets) {
			t.Error(leak)
		}
	}
}

// remains are all files of a folder by name, saved plans unpacked, and the
// private state out of the state files.
func remains(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	texts := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		texts[name] = text
		if strings.Contains(name, "tfstate") {
			var state stateFile
			if err := json.Unmarshal(text, &state); err != nil {
				return err
			}
			for _, resource := range state.Resources {
				for _, instance := range resource.Instances {
					texts["private state"] = append(texts["private state"], instance.Private...)
				}
			}
		}
		if !bytes.HasPrefix(text, []byte("PK")) {
			return nil
		}
		archive, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
		if err != nil {
			return err
		}
		return unpack(texts, name, archive)
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// unpack adds the members of a saved plan.
func unpack(texts map[string][]byte, name string, archive *zip.Reader) error {
	for _, member := range archive.File {
		content, err := member.Open()
		if err != nil {
			return err
		}
		if texts[name+"/"+member.Name], err = io.ReadAll(content); err != nil {
			return err
		}
	}
	return nil
}
