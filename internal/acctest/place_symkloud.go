package acctest

import (
	"encoding/json"
	"fmt"
	"strings"
)

// heldBySymkloud are the places in a platform by resource. Ids are names, or the
// numbers on the way down from the platform: "{platform}/{node}/{number}".
var heldBySymkloud = map[string]place{
	"onprem_symkloud_user": {collection: "users", key: "name", fields: map[string]string{"role_key": "roleKey"}},
}

// alikeAsTexts compares with a device that writes numbers and flags as texts,
// padded ones at times: of lists each element, of objects what Terraform has.
func alikeAsTexts(ours, theirs any) bool {
	ours, theirs = decoded(ours), decoded(theirs)
	switch ours := ours.(type) {
	case nil:
		return textOf(theirs) == ""
	case []any:
		shown, ok := theirs.([]any)
		if !ok || len(shown) != len(ours) {
			return false
		}
		for i := range ours {
			if !alikeAsTexts(ours[i], shown[i]) {
				return false
			}
		}
		return true
	case map[string]any:
		shown, ok := theirs.(map[string]any)
		for name := range ours {
			ok = ok && alikeAsTexts(ours[name], shown[name])
		}
		return ok
	case bool:
		return flag(ours) == flag(theirs)
	}
	return textOf(ours) == textOf(theirs)
}

// decoded is a value as JSON has it, whatever type a Go program has for it.
func decoded(value any) any {
	text, err := json.Marshal(value)
	if err != nil {
		return value
	}
	var plain any
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	if err := decoder.Decode(&plain); err != nil {
		return value
	}
	return plain
}

func textOf(value any) string {
	if value == nil {
		return ""
	}
	return strings.TrimSpace(fmt.Sprint(value))
}

// flag is a truth by one word for it, and any other text as it is.
func flag(value any) string {
	switch text := textOf(value); text {
	case "true", "yes", "on", "1":
		return "true"
	case "false", "no", "off", "0":
		return "false"
	default:
		return text
	}
}
