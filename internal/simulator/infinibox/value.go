package infinibox

import (
	"encoding/json"
	"math"
	"strconv"
)

// kind is the type of a field's values.
type kind uint8

const (
	absent kind = iota // null
	boolean
	integer
	decimal
	text
	list
	nested // a JSON object, kept as it's written
)

// value is what one field of one object holds. It is small and plain, so that
// listings are rendered and filtered without building maps.
type value struct {
	kind kind
	// num is a whole number, a boolean as 0 or 1, or the bits of a fraction.
	num   int64
	text  string
	items *[]value
}

func none() value          { return value{} }
func number(n int64) value { return value{kind: integer, num: n} }
func fraction(f float64) value {
	return value{kind: decimal, num: int64(math.Float64bits(f))} //nolint:gosec // the bits are kept, not the number
}
func word(s string) value      { return value{kind: text, text: s} }
func several(v ...value) value { return value{kind: list, items: &v} }
func numbers(ns []int64) value {
	items := make([]value, len(ns))
	for i, n := range ns {
		items[i] = number(n)
	}
	return several(items...)
}

// structure is a JSON object as a value.
func structure(encoded []byte) value { return value{kind: nested, text: string(encoded)} }

func flag(b bool) value {
	if b {
		return value{kind: boolean, num: 1}
	}
	return value{kind: boolean}
}

// float is the number of a fraction.
func (v value) float() float64 {
	return math.Float64frombits(uint64(v.num)) //nolint:gosec // the bits were kept, not the number
}

// optional is null for zero: the value of fields that are mostly unset.
func optional(n int64) value {
	if n == 0 {
		return none()
	}
	return number(n)
}

// appendJSON writes the value as JSON.
func (v value) appendJSON(buf []byte) []byte {
	switch v.kind {
	case boolean:
		return strconv.AppendBool(buf, v.num != 0)
	case integer:
		return strconv.AppendInt(buf, v.num, 10)
	case decimal:
		return appendReal(buf, v.float())
	case text:
		return appendText(buf, v.text)
	case nested:
		return append(buf, v.text...)
	case list:
		buf = append(buf, '[')
		for i, item := range *v.items {
			if i > 0 {
				buf = append(buf, ',')
			}
			buf = item.appendJSON(buf)
		}
		return append(buf, ']')
	default:
		return append(buf, "null"...)
	}
}

// appendReal keeps a decimal point in whole numbers, as the array does.
func appendReal(buf []byte, f float64) []byte {
	start := len(buf)
	buf = strconv.AppendFloat(buf, f, 'f', -1, 64)
	for _, c := range buf[start:] {
		if c == '.' {
			return buf
		}
	}
	return append(buf, ".0"...)
}

// appendText writes a JSON string; plain ASCII, nearly every name, needs no
// encoder.
func appendText(buf []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c > 0x7e || c == '"' || c == '\\' {
			encoded, err := json.Marshal(s)
			if err != nil {
				return append(buf, `""`...)
			}
			return append(buf, encoded...)
		}
	}
	buf = append(buf, '"')
	buf = append(buf, s...)
	return append(buf, '"')
}

// native is the value as encoding/json would take it, whole numbers as int64.
func (v value) native() any {
	switch v.kind {
	case boolean:
		return v.num != 0
	case integer:
		return v.num
	case decimal:
		return v.float()
	case text:
		return v.text
	case nested:
		return decodeNested(v.text)
	case list:
		items := make([]any, len(*v.items))
		for i, item := range *v.items {
			items[i] = item.native()
		}
		return items
	default:
		return nil
	}
}
