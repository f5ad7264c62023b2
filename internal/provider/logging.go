package provider

import (
	"fmt"
	"os"
	"strings"
)

// silenced are the levels that the plugin libraries consult. Each has to be
// named: they look cheap only at the level of the very subsystem.
var silenced = [...]string{"TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_PROTO", "TF_LOG_PROVIDER_ONPREM"}

// SilenceUnreadLogs switches the plugin libraries' logging off when no TF_LOG
// variable asks for any: Terraform throws a provider's log output away then,
// yet every record would be made, which costs more than all other work.
func SilenceUnreadLogs() error {
	for _, entry := range os.Environ() {
		name, value, _ := strings.Cut(entry, "=")
		if strings.HasPrefix(name, "TF_LOG") && value != "" {
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
