package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// ProviderSource is the source address under which configurations require the
// provider.
const ProviderSource = "terraform-onprem/onprem"

// Config writes a Terraform CLI configuration into dir and returns its path.
// With it Terraform takes the provider from providerBinaryDir, where the binary
// is called terraform-provider-onprem, and installs no other provider from
// anywhere: terraform_data is built in, and whatever else a configuration asks
// for is an error instead of a download. `terraform init` is needed only for
// backends and modules.
func Config(dir, providerBinaryDir string) (string, error) {
	binaries, err := filepath.Abs(providerBinaryDir)
	if err != nil {
		return "", fmt.Errorf("writing a Terraform CLI configuration: %w", err)
	}
	text := fmt.Sprintf(`disable_checkpoint = true

provider_installation {
  dev_overrides {
    %s = %s
  }
  direct {
    exclude = ["*/*/*"]
  }
}
`, quoted(ProviderSource), quoted(binaries))
	path := filepath.Join(dir, "terraform.tfrc")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return "", fmt.Errorf("writing a Terraform CLI configuration: %w", err)
	}
	return path, nil
}

// quoted is a string literal of Terraform's configuration language.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "${", "$${", "%{", "%%{").Replace(text) + `"`
}

// Environment is base without anything that steers Terraform, and with what
// makes a run depend on nothing but its directory and the CLI configuration
// at config: no variables, flags, logs, data directory or plugin cache of the
// person who runs it, no question asked, no call home.
func Environment(base []string, config string) []string {
	environment := make([]string, 0, len(base)+4)
	for _, variable := range base {
		if !strings.HasPrefix(variable, "TF_") && !strings.HasPrefix(variable, "CHECKPOINT_DISABLE=") {
			environment = append(environment, variable)
		}
	}
	return append(environment,
		"TF_CLI_CONFIG_FILE="+config,
		"TF_IN_AUTOMATION=1",
		"TF_INPUT=0",
		"CHECKPOINT_DISABLE=1",
	)
}
