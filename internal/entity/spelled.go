package entity

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// spelled makes numbers and truths of what a device writes as text, as the
// wanted type has them. What can't be one stays as it is, for the error that
// comes of it.
func spelled(typ tftypes.Type, shown any) any {
	switch shown := shown.(type) {
	case string:
		return spelledOut(typ, shown)
	case []any:
		var element tftypes.Type
		switch typ := typ.(type) {
		case tftypes.List:
			element = typ.ElementType
		case tftypes.Set:
			element = typ.ElementType
		default:
			return shown
		}
		read := make([]any, len(shown))
		for i, one := range shown {
			read[i] = spelled(element, one)
		}
		return read
	case map[string]any:
		read := make(map[string]any, len(shown))
		for name, one := range shown {
			switch typ := typ.(type) {
			case tftypes.Object:
				read[name] = spelled(typ.AttributeTypes[name], one)
			case tftypes.Map:
				read[name] = spelled(typ.ElementType, one)
			default:
				read[name] = one
			}
		}
		return read
	}
	return shown
}

func spelledOut(typ tftypes.Type, text string) any {
	switch {
	case typ == nil:
	case typ.Is(tftypes.Number):
		if _, err := strconv.ParseFloat(text, 64); err == nil {
			return json.Number(text)
		}
	case typ.Is(tftypes.Bool):
		switch strings.ToLower(text) {
		case "1", "yes", "true", "on":
			return true
		case "0", "no", "false", "off":
			return false
		}
	}
	return text
}

// truthWords are what a device calls true and false in what it is sent.
type truthWords struct{ yes, no string }

// wordsIn takes the tag option words=YES/NO.
func wordsIn(option string) (truthWords, error) {
	yes, no, both := strings.Cut(option, "/")
	if !both || yes == "" || no == "" {
		return truthWords{}, fmt.Errorf("words %q, which aren't two", option)
	}
	return truthWords{yes, no}, nil
}

// of is the word for a truth.
func (w truthWords) of(truth bool) string {
	if truth {
		return w.yes
	}
	return w.no
}
