package infinibox

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// ofJSON is a decoded JSON value, its numbers being json.Number.
func ofJSON(given any) value {
	switch v := given.(type) {
	case bool:
		return flag(v)
	case string:
		return word(v)
	case json.Number:
		if n, ok := whole(v); ok {
			return number(n)
		}
		if f, err := v.Float64(); err == nil {
			return fraction(f)
		}
	case []any:
		items := make([]value, len(v))
		for i := range v {
			items[i] = ofJSON(v[i])
		}
		return several(items...)
	case map[string]any:
		if encoded, err := json.Marshal(v); err == nil {
			return structure(encoded)
		}
	}
	return none()
}

// typed reads a decoded JSON value as what the reference calls its type; an
// empty type takes anything. Null is no value of any type.
func typed(given any, as string) (value, bool) {
	if as == "" {
		return ofJSON(given), given != nil
	}
	element, isList := strings.CutPrefix(as, "array")
	if isList {
		items, ok := given.([]any)
		if !ok {
			return none(), false
		}
		element = strings.Trim(element, "<>")
		values := make([]value, len(items))
		for i, item := range items {
			if values[i], ok = typed(item, element); !ok {
				return none(), false
			}
		}
		return several(values...), true
	}
	read := ofJSON(given)
	switch as {
	case "integer":
		return read, read.kind == integer
	case "number":
		if read.kind == integer {
			read = fraction(float64(read.num))
		}
		return read, read.kind == decimal
	case "boolean":
		return read, read.kind == boolean
	case "string":
		return read, read.kind == text
	case "object":
		return read, read.kind == nested
	default:
		return none(), false
	}
}

// kindNamed is the kind of values that the reference calls a type.
func kindNamed(as string) kind {
	switch {
	case as == "integer":
		return integer
	case as == "number":
		return decimal
	case as == "boolean":
		return boolean
	case as == "object":
		return nested
	case strings.HasPrefix(as, "array"):
		return list
	default:
		return text
	}
}

// zero is a kind's value when nothing was set.
func (k kind) zero() value {
	switch k {
	case list:
		return several()
	case nested:
		return structure([]byte("{}"))
	default:
		return value{kind: k}
	}
}

// decodeNested is an object as encoding/json would take it, whole numbers as
// int64.
func decodeNested(encoded string) any {
	decoder := json.NewDecoder(bytes.NewReader([]byte(encoded)))
	decoder.UseNumber()
	var decoded any
	if err := decoder.Decode(&decoded); err != nil {
		return nil
	}
	return plainNumbers(decoded)
}

func plainNumbers(v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, ok := whole(v); ok {
			return n
		}
		f, err := v.Float64()
		if err != nil {
			return nil
		}
		return f
	case []any:
		for i := range v {
			v[i] = plainNumbers(v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = plainNumbers(v[name])
		}
	}
	return v
}

// spelled is the value as it stands in a path or a message.
func (v value) spelled() string {
	switch v.kind {
	case text:
		return v.text
	case integer:
		return strconv.FormatInt(v.num, 10)
	default:
		return string(v.appendJSON(nil))
	}
}

// ofNative is a map of plain values as a nested value.
func ofNative(fields map[string]any) value {
	encoded, err := json.Marshal(fields)
	if err != nil {
		return structure([]byte("{}"))
	}
	return structure(encoded)
}
