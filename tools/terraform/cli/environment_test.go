package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestConfigOverridesTheProviderAndInstallsNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path, err := Config(dir, filepath.Join(dir, "bin"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"terraform-onprem/onprem" = ` + quoted(filepath.Join(dir, "bin")),
		`exclude = ["*/*/*"]`,
		"disable_checkpoint = true",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%s lacks %s", text, want)
		}
	}
}

func TestConfigMakesTheFolderAbsolute(t *testing.T) {
	t.Parallel()
	path, err := Config(t.TempDir(), "bin")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want, err := filepath.Abs("bin")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), quoted(want)) {
		t.Errorf("%s doesn't name %s", text, want)
	}
}

func TestConfigNeedsItsFolder(t *testing.T) {
	t.Parallel()
	if path, err := Config(filepath.Join(t.TempDir(), "absent"), "."); err == nil {
		t.Errorf("wrote %s", path)
	}
}

func TestQuotedEscapes(t *testing.T) {
	t.Parallel()
	if got, want := quoted(`C:\a "b" ${c} %{d}`), `"C:\\a \"b\" $${c} %%{d}"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestEnvironmentLeavesNothingOfTheUsers(t *testing.T) {
	t.Parallel()
	base := []string{
		"PATH=/bin", "INFINIBOX_ENDPOINT=http://127.0.0.1:1", "TFENV=kept",
		"TF_CLI_CONFIG_FILE=/home/me/.terraformrc", "TF_LOG=TRACE", "TF_VAR_name=db01", "TF_DATA_DIR=/tmp",
		"TF_CLI_ARGS_plan=-lock=false", "TF_WORKSPACE=production", "TF_REATTACH_PROVIDERS={}", "CHECKPOINT_DISABLE=",
	}
	want := []string{
		"PATH=/bin", "INFINIBOX_ENDPOINT=http://127.0.0.1:1", "TFENV=kept",
		"TF_CLI_CONFIG_FILE=/ours", "TF_IN_AUTOMATION=1", "TF_INPUT=0", "CHECKPOINT_DISABLE=1",
	}
	if got := Environment(base, "/ours"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
