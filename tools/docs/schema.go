package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/tools/terraform/cli"
)

// kind is a kind of face: the folder of its pages, below docs/, and of its
// examples, below examples/.
type kind string

// kinds are the kinds by their names in Terraform's schema.
var kinds = map[string]kind{
	"resource_schemas":           "resources",
	"data_source_schemas":        "data-sources",
	"ephemeral_resource_schemas": "ephemeral-resources",
	"list_resource_schemas":      "list-resources",
	"action_schemas":             "actions",
	"functions":                  "functions",
}

// page is the file of a face's page, below docs/.
func (k kind) page(face string) string {
	return string(k) + "/" + strings.TrimPrefix(face, "onprem_") + ".md"
}

// examples are the files that the page of a face shows, below examples/.
func (k kind) examples(face string) []string {
	extension := ".tf"
	if k == "list-resources" {
		extension = ".tfquery.hcl"
	}
	names := []string{strings.TrimSuffix(string(k), "s") + extension}
	if k == "resources" {
		names = append(names, "import-by-identity.tf", "import-by-string-id.tf", "import.sh")
	}
	for i, name := range names {
		names[i] = string(k) + "/" + face + "/" + name
	}
	return names
}

// required has Terraform load the provider and nothing else.
const required = `terraform {
  required_providers {
    onprem = { source = "` + cli.ProviderSource + `" }
  }
}
`

// readSchema asks Terraform for the schema of the provider in bin. It returns
// a file in dir with the schema as tfplugindocs wants it, and the faces in it.
func readSchema(ctx context.Context, terraform, dir, bin string) (file string, faces map[kind][]string, err error) {
	config, err := cli.Config(dir, bin)
	if err != nil {
		return "", nil, err
	}
	work := filepath.Join(dir, "schema")
	if err := os.Mkdir(work, 0o750); err != nil {
		return "", nil, err
	}
	if err := os.WriteFile(filepath.Join(work, "main.tf"), []byte(required), 0o600); err != nil {
		return "", nil, err
	}
	printed, err := output(ctx, work, cli.Environment(os.Environ(), config), terraform, "providers", "schema", "-json")
	if err != nil {
		return "", nil, err
	}
	schemas := struct {
		Version   string                                `json:"format_version"`
		Providers map[string]map[string]json.RawMessage `json:"provider_schemas"`
	}{}
	if err := json.Unmarshal(printed, &schemas); err != nil {
		return "", nil, err
	}
	provider, ok := schemas.Providers["registry.terraform.io/"+cli.ProviderSource]
	if !ok {
		return "", nil, fmt.Errorf("there is none of %s among %q", cli.ProviderSource, slices.Collect(maps.Keys(schemas.Providers)))
	}
	if faces, err = facesOf(provider); err != nil {
		return "", nil, err
	}
	// tfplugindocs looks for a provider of HashiCorp's or for the short name.
	schemas.Providers = map[string]map[string]json.RawMessage{"onprem": provider}
	text, err := json.Marshal(schemas)
	if err != nil {
		return "", nil, err
	}
	file = filepath.Join(dir, "schema.json")
	return file, faces, os.WriteFile(file, text, 0o600)
}

// facesOf lists the names in a provider's schema by kind. A kind that nobody
// has thought of is an error, because it would go without pages.
func facesOf(provider map[string]json.RawMessage) (map[kind][]string, error) {
	faces := map[kind][]string{}
	for name, schemas := range provider {
		if name == "provider" || name == "resource_identity_schemas" {
			continue
		}
		of, ok := kinds[name]
		if !ok {
			return nil, fmt.Errorf("nothing is known about documenting %q", name)
		}
		named := map[string]json.RawMessage{}
		if err := json.Unmarshal(schemas, &named); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		faces[of] = slices.Sorted(maps.Keys(named))
	}
	return faces, nil
}
