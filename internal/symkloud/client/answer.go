package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"strings"
)

// refusal is an answer that the platform didn't do what was asked.
type refusal struct {
	// code is the platform's, 0 without one.
	code int
	// words are the platform's, possibly none.
	words string
}

// answer is what a body says.
type answer struct {
	// value is the JSON, with padding taken away; the numbers in it are as they
	// were written.
	value any
	// done tells whether it says itself that the call succeeded.
	done bool
	// refused is set when it says that the call failed.
	refused *refusal
}

// errNoJSON: the body isn't in the form of the API.
var errNoJSON = errors.New("the answer isn't in the symkloud API's form")

// decode reads a body.
func decode(body []byte) (answer, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	err := decoder.Decode(&value)
	if err == nil {
		if _, err = decoder.Token(); errors.Is(err, io.EOF) {
			err = nil
		} else {
			err = errNoJSON
		}
	}
	if err != nil {
		if refused := brokenRefusal(body); refused != nil {
			return answer{refused: refused}, nil
		}
		return answer{}, errNoJSON
	}
	given := answer{value: tidy(value)}
	object, ok := given.value.(map[string]any)
	if !ok {
		return given, nil
	}
	switch {
	case says(object, "Failure"):
		given.refused = &refusal{code: codeOf(object["code"])}
		given.refused.words, _ = object["message"].(string)
	case says(object, "Success"):
		given.done = true
	}
	return given, nil
}

// says tells whether an answer has this verdict: a login calls it "result",
// everything else "status", which some readings have as a field of their own.
func says(object map[string]any, verdict string) bool {
	for _, name := range []string{"status", "result"} {
		if text, ok := object[name].(string); ok && strings.EqualFold(text, verdict) {
			return true
		}
	}
	return false
}

// codeOf reads a code, which may be a text as other numbers are; 0 when it is
// neither.
func codeOf(value any) int {
	var text string
	switch value := value.(type) {
	case json.Number:
		text = value.String()
	case string:
		text = value
	}
	return number(text)
}

// number reads a code of at most four digits; 0 when it is none.
func number(text string) int {
	if text == "" || len(text) > 4 || strings.Trim(text, "0123456789") != "" {
		return 0
	}
	code := 0
	for _, digit := range text {
		code = code*10 + int(digit-'0')
	}
	return code
}

// broken finds status and code in a refusal that isn't JSON as a whole: one
// published message has quotation marks that aren't escaped.
var broken = regexp.MustCompile(`^\s*\{\s*"status"\s*:\s*"Failure"\s*,\s*"code"\s*:\s*"?(\d{1,4})"?\s*,\s*"message"\s*:\s*([^{}]*?)[\s"]*\}?\s*$`)

// brokenRefusal is the refusal in such a body; nil when there is none.
func brokenRefusal(body []byte) *refusal {
	const longest = 4 << 10
	if len(body) > longest {
		return nil
	}
	found := broken.FindSubmatch(body)
	if found == nil {
		return nil
	}
	words := strings.Trim(strings.ToValidUTF8(string(found[2]), ""), "\" \t\r\n")
	return &refusal{code: number(string(found[1])), words: words}
}

// tidy takes the blanks away that texts and names of fields are padded with.
// Where two names differ by blanks alone, the one without them counts.
func tidy(value any) any {
	switch value := value.(type) {
	case string:
		return strings.TrimSpace(value)
	case []any:
		for i, element := range value {
			value[i] = tidy(element)
		}
	case map[string]any:
		var padded []string
		for name, member := range value {
			value[name] = tidy(member)
			if strings.TrimSpace(name) != name {
				padded = append(padded, name)
			}
		}
		for _, name := range padded {
			plain := strings.TrimSpace(name)
			if _, taken := value[plain]; !taken {
				value[plain] = value[name]
			}
			delete(value, name)
		}
	}
	return value
}
