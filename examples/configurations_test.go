package examples_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// TestAccConfigurations applies the examples of resources and data sources.
func TestAccConfigurations(t *testing.T) {
	t.Parallel()
	for kind, file := range map[string]string{
		"resources":    "resource*.tf",
		"data-sources": "data-source*.tf",
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			each(t, kind, func(t *testing.T, folder string) {
				example := start(t, glob(t, folder+"/"+file)...)
				example.apply()
				if kind == "resources" {
					example.destroy()
				}
				example.unchanged()
			})
		})
	}
}

// TestAccProvider applies the examples of the provider block.
func TestAccProvider(t *testing.T) {
	t.Parallel()
	examples := map[string]func(t *testing.T, file string){
		"provider/provider_aliases.tf":  appliesToTwoArrays,
		"provider/provider_symkloud.tf": logsInToAPlatform,
	}
	for _, file := range glob(t, "provider/provider_*.tf") {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			test, ok := examples[filepath.ToSlash(file)]
			if !ok {
				t.Fatal("nothing is said about it")
			}
			test(t, file)
		})
	}
}

func appliesToTwoArrays(t *testing.T, file string) {
	t.Helper()
	berlin, munich := start(t, file), start(t)
	berlin.terraform = berlin.terraform.Knowing(
		"TF_VAR_password="+berlin.array.Environment()["INFINIBOX_PASSWORD"],
		`TF_VAR_endpoints={"berlin":"`+berlin.array.URL()+`","munich":"`+munich.array.URL()+`"}`)
	berlin.terraform.Must("apply", "-no-color", "-auto-approve")
	berlin.terraform.Agrees(acctest.AgreeAliases(map[string]*acctest.Array{"berlin": berlin.array, "munich": munich.array}))
	berlin.array.Only("pools", map[string]any{"name": "web"})
	berlin.destroy()
	munich.unchanged()
}

// logsInToAPlatform that the environment says nothing of.
func logsInToAPlatform(t *testing.T, file string) {
	t.Helper()
	example := start(t, file)
	environment := example.platform.Environment()
	given := []string{"TF_VAR_endpoint=" + environment["SYMKLOUD_ENDPOINT"], "TF_VAR_rack_password=" + environment["SYMKLOUD_PASSWORD"]}
	for variable := range environment {
		given = append(given, variable+"=")
	}
	example.terraform = example.terraform.Knowing(given...)
	example.terraform.Must("apply", "-no-color", "-auto-approve")
	if logins := example.platform.Requests(device.Match{Path: "/v3/Auth"}); len(logins) == 0 || logins[0].Status != 200 {
		t.Errorf("logged in by %v", logins)
	}
	example.unchanged()
}

// TestAccImports imports the objects that the import examples name, in each of
// the forms, and wants nothing to differ.
func TestAccImports(t *testing.T) {
	t.Parallel()
	each(t, "resources", func(t *testing.T, folder string) {
		for _, file := range []string{"import-by-identity.tf", "import-by-string-id.tf"} {
			t.Run(file, func(t *testing.T) {
				t.Parallel()
				example := start(t, folder+"/"+file)
				output := example.terraform.Must("apply", "-no-color", "-auto-approve")
				if !strings.Contains(output, "Resources: 1 imported, 0 added, 0 changed, 0 destroyed") {
					t.Errorf("not an import alone:\n%s", output)
				}
				example.terraform.Agrees(acctest.Agree(example.array, example.platform))
				example.unchanged()
			})
		}
		t.Run("import.sh", func(t *testing.T) {
			t.Parallel()
			lines := commands(content(t, folder+"/import.sh"), "import")
			if len(lines) == 0 {
				t.Fatal("there is no command")
			}
			for _, arguments := range lines {
				example := start(t)
				name := strings.Split(arguments[1], ".")
				example.terraform.Write("resource.tf", "resource \""+name[0]+"\" \""+name[1]+"\" {}\n")
				example.terraform.Must(append([]string{"import", "-no-color"}, arguments[1:]...)...)
				if listed := example.terraform.Must("state", "list"); strings.TrimSpace(listed) != arguments[1] {
					t.Errorf("%v imported %q", arguments, listed)
				}
				example.unchanged()
			}
		})
	})
}
