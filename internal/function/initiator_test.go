package function_test

import (
	"maps"
	"strings"
	"testing"
)

func TestNormalizeWWN(t *testing.T) {
	t.Parallel()
	check(t, "normalize_wwn", []called{
		{argument: "57:42:B0:F0:00:00:13:00", want: "5742b0f000001300"},
		{argument: "0x5742b0f000001300", want: "5742b0f000001300"},
		{argument: "5742b0f0", says: "it has 8 hexadecimal digits and must have 16"},
		{argument: "iqn.2011-08.com.example:storage", says: "is not a WWN"},
	})
}

func TestParseInitiator(t *testing.T) {
	t.Parallel()
	terraform := server()
	for text, want := range map[string]map[string]string{
		"57:42:B0:F0:00:00:13:00":         {"type": "FC", "address": "5742b0f000001300"},
		"IQN.2011-08.com.example:Storage": {"type": "ISCSI", "address": "iqn.2011-08.com.example:storage"},
		"eui.0123456789ABCDEF":            {"type": "ISCSI", "address": "eui.0123456789abcdef"},
		"nqn.2014-08.com.example:Host1":   {"type": "NVME", "address": "nqn.2014-08.com.example:Host1"},
	} {
		got, failure := call(t, terraform, "parse_initiator", text)
		if fields, ok := got.(map[string]string); !ok || !maps.Equal(fields, want) {
			t.Errorf("%s: %v %s, want %v", text, got, failure, want)
		}
	}
	if got, failure := call(t, terraform, "parse_initiator", "esx01"); !strings.Contains(failure, "neither starts with") {
		t.Errorf("esx01: %v %s", got, failure)
	}
}
