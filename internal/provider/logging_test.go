package provider_test

import (
	"os"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/provider"
)

// TestLogsAreSilencedOnlyWhenNobodyReadsThem sets the process's environment,
// so it can't run beside other tests.
func TestLogsAreSilencedOnlyWhenNobodyReadsThem(t *testing.T) {
	levels := []string{"TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_PROTO", "TF_LOG_PROVIDER_ONPREM"}
	for asked, want := range map[string]string{
		"":                             "OFF",
		"TF_LOG=":                      "OFF",
		"TF_LOG=DEBUG":                 "",
		"TF_LOG_PROVIDER=TRACE":        "",
		"TF_LOG_PROVIDER_ONPREM=TRACE": "",
		"TF_LOG=json":                  "",
		"TF_LOG_PATH=terraform.log":    "OFF",
		"TF_LOG_CORE=TRACE":            "OFF",
		"TF_LOG=off":                   "OFF",
		"TF_LOG_PROVIDER=OFF":          "OFF",
	} {
		t.Run(asked, func(t *testing.T) {
			for _, entry := range os.Environ() {
				if name, _, _ := strings.Cut(entry, "="); strings.HasPrefix(name, "TF_LOG") {
					t.Setenv(name, "")
				}
			}
			for _, level := range levels {
				t.Setenv(level, "")
			}
			if name, value, ok := strings.Cut(asked, "="); ok {
				t.Setenv(name, value)
			}
			if err := provider.SilenceUnreadLogs(); err != nil {
				t.Fatal(err)
			}
			for _, level := range levels {
				if got := os.Getenv(level); got != want && !strings.HasPrefix(asked, level+"=") {
					t.Errorf("%s is %q, want %q", level, got, want)
				}
			}
		})
	}
}
