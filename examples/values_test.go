package examples_test

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// stated is an output of a function's example with the value that its comment
// says it has, in JSON.
var stated = regexp.MustCompile(`(?m)^output "(\w+)" \{\n +value = .* # (.+)$`)

// TestAccFunctionsAnswerWhatTheirPagesSay compares each output with the comment
// behind it.
func TestAccFunctionsAnswerWhatTheirPagesSay(t *testing.T) {
	t.Parallel()
	each(t, "functions", func(t *testing.T, folder string) {
		example := start(t, glob(t, folder+"/function*.tf")...)
		example.terraform.Must("apply", "-no-color", "-auto-approve")
		outputs := map[string]struct {
			Value json.RawMessage `json:"value"`
		}{}
		if err := json.Unmarshal([]byte(example.terraform.Must("output", "-json")), &outputs); err != nil {
			t.Fatal(err)
		}
		said := stated.FindAllStringSubmatch(content(t, folder+"/function.tf"), -1)
		if len(said) != len(outputs) {
			t.Errorf("%d outputs and %d comments", len(outputs), len(said))
		}
		for _, output := range said {
			if value := string(outputs[output[1]].Value); value != output[2] {
				t.Errorf("%s is %s, the page says %s", output[1], value, output[2])
			}
		}
		example.unchanged()
	})
}

// TestAccEphemeralResources applies the examples of ephemeral resources, and
// wants each to be used, kept nowhere and, where the device can, ended.
func TestAccEphemeralResources(t *testing.T) {
	t.Parallel()
	examples := map[string]struct {
		file, answer, secret string
		logins, ends         func(example *applied) []device.Request
	}{
		"onprem_infinibox_session": {"system.json", "ibox01", "JSESSIONID",
			func(e *applied) []device.Request {
				return e.array.Requests(device.Match{Method: "POST", Path: "**/users/login"})
			},
			func(e *applied) []device.Request {
				return e.array.Requests(device.Match{Method: "POST", Path: "**/users/logout"})
			}},
		// The platform has no logout, and the login is the provider's own.
		"onprem_symkloud_token": {"nodes.json", `"HubNode"`, base64.StdEncoding.EncodeToString([]byte("admin:")),
			func(e *applied) []device.Request { return e.platform.Requests(device.Match{Path: "/v3/Auth"}) }, nil},
	}
	each(t, "ephemeral-resources", func(t *testing.T, folder string) {
		said, ok := examples[filepath.Base(folder)]
		if !ok {
			t.Fatalf("nothing is said about %s", folder)
		}
		example := start(t, glob(t, folder+"/ephemeral-resource*.tf")...)
		example.terraform = example.terraform.Knowing("PATH=" + pathWithCurl(t))
		example.apply()
		if answer := example.terraform.Read(said.file); !strings.Contains(answer, said.answer) {
			t.Errorf("the login got %q", answer)
		}
		if state := example.terraform.Read("terraform.tfstate"); strings.Contains(state, said.secret) {
			t.Errorf("the state has the login: %s", state)
		}
		logins := said.logins(example)
		if len(logins) == 0 || said.ends != nil && len(said.ends(example)) != len(logins) {
			t.Errorf("%d logins, and not as many logouts", len(logins))
		}
		example.unchanged()
	})
}

// pathWithCurl is PATH, with a stand-in for curl where there is none: the tests
// need Go and make, nothing else.
func pathWithCurl(t *testing.T) string {
	t.Helper()
	path := os.Getenv("PATH")
	if _, err := exec.LookPath("curl"); err == nil {
		return path
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(program, filepath.Join(dir, "curl")); err != nil {
		t.Fatal(err)
	}
	return dir + string(filepath.ListSeparator) + path
}

// TestMain runs the tests, or does what the examples want of curl when started
// under that name.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) != "curl" {
		os.Exit(m.Run())
	}
	if err := curl(os.Args[1:]); err != nil {
		os.Stderr.WriteString(err.Error() + "\n") //nolint:errcheck // nobody is left to be told
		os.Exit(1)
	}
}

// curl gets the address that comes last with the --header, into --output.
func curl(arguments []string) error {
	after := func(option string) string { return arguments[slices.Index(arguments, option)+1] }
	request, err := http.NewRequest(http.MethodGet, arguments[len(arguments)-1], http.NoBody)
	if err != nil {
		return err
	}
	name, value, _ := strings.Cut(after("--header"), ": ")
	request.Header.Set(name, value)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	return os.WriteFile(after("--output"), body, 0o600)
}
