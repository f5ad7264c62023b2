package symkloud

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// readPairs reads a JSON array of objects with exactly two fields, both text,
// as forms have it: [{"slot": "7", "speed": "1"}]. It can't be empty, and no two
// may have the same first field.
func readPairs(text, first, second string) ([][2]string, bool) {
	var objects []map[string]json.RawMessage
	if !readWhole(text, &objects) || len(objects) == 0 {
		return nil, false
	}
	pairs := make([][2]string, len(objects))
	seen := map[string]bool{}
	for i, object := range objects {
		for at, name := range [2]string{first, second} {
			raw := object[name]
			if len(raw) == 0 || raw[0] != '"' || json.Unmarshal(raw, &pairs[i][at]) != nil {
				return nil, false
			}
		}
		if len(object) != len(pairs[i]) || seen[pairs[i][0]] {
			return nil, false
		}
		seen[pairs[i][0]] = true
	}
	return pairs, true
}

// readNumbers reads a JSON array of whole numbers: [1, 23, 35]. It can't be empty.
func readNumbers(text string) ([]int, bool) {
	var elements []json.RawMessage
	if !readWhole(text, &elements) || len(elements) == 0 {
		return nil, false
	}
	numbers := make([]int, len(elements))
	for i, raw := range elements {
		value, ok := digits(string(raw))
		if !ok {
			return nil, false
		}
		numbers[i] = value
	}
	return numbers, true
}

// readWhole decodes text that is one JSON document.
func readWhole(text string, to any) bool {
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	if decoder.Decode(to) != nil {
		return false
	}
	_, err := decoder.Token()
	return errors.Is(err, io.EOF)
}
