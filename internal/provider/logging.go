package provider

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// silenced are the levels that the plugin libraries consult. Each has to be
// named: they look cheap only at the level of the very subsystem.
var silenced = [...]string{"TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_PROTO", "TF_LOG_PROVIDER_ONPREM"}

// elsewhere are the variables that say where logs go, or how much Terraform
// itself logs.
var elsewhere = [...]string{"TF_LOG_PATH", "TF_LOG_CORE", "TF_LOG_CLOUD", "TF_LOG_STACKS"}

// SilenceUnreadLogs switches the plugin libraries' logging off when no TF_LOG
// variable asks for a level of it: Terraform throws a provider's log output
// away then, yet every record would be made, which costs more than all other
// work.
func SilenceUnreadLogs() error {
	for _, entry := range os.Environ() {
		name, value, _ := strings.Cut(entry, "=")
		if asksForLogs(name, value) {
			return nil
		}
	}
	for _, name := range silenced {
		if err := os.Setenv(name, "OFF"); err != nil {
			return fmt.Errorf("switching logs off: %w", err)
		}
	}
	return nil
}

// asksForLogs tells whether a variable sets a level at which a provider logs.
func asksForLogs(name, value string) bool {
	if !strings.HasPrefix(name, "TF_LOG") || value == "" || strings.EqualFold(value, "off") {
		return false
	}
	return !slices.ContainsFunc(elsewhere[:], func(other string) bool { return strings.HasPrefix(name, other) })
}
