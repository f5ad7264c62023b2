package symkloud

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// number is a whole number that the API writes as text: "24". It's read from
// text and from a number.
type number int

// MarshalJSON implements json.Marshaler.
func (n number) MarshalJSON() ([]byte, error) {
	return strconv.AppendQuote(nil, strconv.Itoa(int(n))), nil
}

// UnmarshalJSON implements json.Unmarshaler.
func (n *number) UnmarshalJSON(text []byte) error {
	plain := strings.Trim(string(text), `"`)
	value, err := strconv.Atoi(plain)
	if err != nil {
		return fmt.Errorf("%s is no whole number", text)
	}
	*n = number(value)
	return nil
}

// digits reads a number that isn't negative and is spelled the one way: "24",
// not "024" or "+24".
func digits(text string) (int, bool) {
	value, err := strconv.Atoi(text)
	if err != nil || value < 0 || strconv.Itoa(value) != text {
		return 0, false
	}
	return value, true
}

// affirmed is a flag the way sensors say it.
func affirmed(flag bool) string {
	if flag {
		return "yes"
	}
	return "no"
}

// lit is a flag the way LEDs say it.
func lit(flag bool) string {
	if flag {
		return "on"
	}
	return "off"
}

// one is a flag the way nodes say it.
func one(flag bool) string {
	if flag {
		return "1"
	}
	return "0"
}

// truth reads a flag that is spelled as given for yes and no.
func truth(text, yes, no string) (flag, ok bool) {
	return text == yes, text == yes || text == no
}

// worded is a flag the way security settings say it.
func worded(flag bool) string { return strconv.FormatBool(flag) }

// padded is a text filled up to the width that descriptions have when read.
func padded(text string) string { return fmt.Sprintf("%-*s", descriptionWidth, text) }

// descriptionWidth is the most characters that a payload's description has.
const descriptionWidth = 15

// copied is a value's JSON as a map, with numbers as json.Number.
func copied(v any) (map[string]any, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("copying %T: %w", v, err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var fields map[string]any
	if err := decoder.Decode(&fields); err != nil {
		return nil, fmt.Errorf("copying %T: %w", v, err)
	}
	return fields, nil
}

// span is a duration that is text in JSON: "30m0s".
type span time.Duration

// MarshalText implements encoding.TextMarshaler.
func (s span) MarshalText() ([]byte, error) { return []byte(time.Duration(s).String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *span) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("%q is no duration such as \"30m0s\"", text)
	}
	*s = span(d)
	return nil
}
