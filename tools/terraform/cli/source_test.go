package cli

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestTheModuleRequiresThePinnedTerraform(t *testing.T) {
	t.Parallel()
	if want := "\t" + terraformModule + " v" + Pinned + " //"; !strings.Contains(moduleFile, want) {
		t.Errorf("module/terraform.mod doesn't require %s: run go run ./tools/terraform -renew", Pinned)
	}
	if want := terraformModule + " v" + Pinned + " h1:"; !strings.Contains(sumFile, want) {
		t.Errorf("module/terraform.sum has no sum of %s: run go run ./tools/terraform -renew", Pinned)
	}
}

func TestTheModuleReplacesWhatTerraformNeverPublishes(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := pinnedSource().write(dir); err != nil {
		t.Fatal(err)
	}
	replaced := 0
	for line := range strings.Lines(moduleFile) {
		module, folder, ok := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "replace")), " => ")
		if !ok {
			continue
		}
		replaced++
		text, err := os.ReadFile(filepath.Join(dir, folder, "go.mod"))
		if err != nil {
			t.Error(err)
		} else if got := strings.TrimSpace(string(text)); got != "module "+module {
			t.Errorf("%s has %q, want module %s", folder, got, module)
		}
	}
	if want := len(absentBackends()) + 1; replaced != want {
		t.Errorf("%d modules are replaced, want %d", replaced, want)
	}
}

func TestEveryBackendIsAPackageOfItsOwn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := pinnedSource().write(dir); err != nil {
		t.Fatal(err)
	}
	for _, name := range absentBackends() {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, "absent", name, "backend.go"), nil, parser.AllErrors)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if file.Name.Name != name {
			t.Errorf("%s is package %s", name, file.Name.Name)
		}
	}
}

func TestTheDigestCoversTheWholeSource(t *testing.T) {
	t.Parallel()
	changed := []source{pinnedSource(), pinnedSource(), pinnedSource(), pinnedSource(), pinnedSource()}
	changed[1].version += "0"
	changed[2].module += "0"
	changed[3].sum += "0"
	changed[4].backend += "0"
	var digests []string
	for _, s := range changed {
		digests = append(digests, s.digest())
	}
	slices.Sort(digests)
	if distinct := len(slices.Compact(digests)); distinct != len(changed) {
		t.Errorf("%d sources have %d digests", len(changed), distinct)
	}
}
