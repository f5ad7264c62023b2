package device

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/url"
	"strings"
	"unicode/utf8"
)

// masked stands in the request log for the value of a secret field.
const masked = "***"

// secretName tells whether a field of this name may hold a secret. It is
// meant to ask too often rather than too rarely. A role's key is none: it is
// what the role is called.
func secretName(name string) bool {
	name = strings.ReplaceAll(strings.ToLower(name), "rolekey", "")
	for _, part := range [...]string{"passw", "passphrase", "pwd", "secret", "key", "token", "credential"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

// maskBody is a body as the request log may show it. What can't be taken apart
// into fields and might hold a secret isn't shown at all.
func maskBody(contentType string, body []byte) string {
	if len(body) == 0 {
		return ""
	}
	if !utf8.Valid(body) {
		return fmt.Sprintf("[%d bytes, not text]", len(body))
	}
	media, _, err := mime.ParseMediaType(contentType)
	if err == nil && media == "application/x-www-form-urlencoded" {
		return maskForm(string(body))
	}
	if text, ok := maskJSON(body); ok {
		return text
	}
	if secretName(string(body)) {
		return fmt.Sprintf("[%d bytes that may hold a secret]", len(body))
	}
	return string(body)
}

// maskJSON masks a JSON document; false when body isn't exactly one. A
// document without secrets comes back as it was sent.
func maskJSON(body []byte) (string, bool) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var document any
	if decoder.Decode(&document) != nil {
		return "", false
	}
	if _, err := decoder.Token(); err != io.EOF {
		return "", false
	}
	// The raw text of a field given twice shows what the document doesn't.
	if !maskValue(document) && !secretName(string(body)) {
		return string(body), true
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(document); err != nil {
		return "", false
	}
	return strings.TrimSuffix(text.String(), "\n"), true
}

// maskValue masks in place and tells whether there was anything to mask. null
// stays: that a secret was taken away is no secret.
func maskValue(value any) bool {
	found := false
	switch value := value.(type) {
	case map[string]any:
		for name, field := range value {
			switch {
			case field == nil:
			case secretName(name):
				value[name] = masked
				found = true
			case maskValue(field):
				found = true
			}
		}
	case []any:
		for _, element := range value {
			found = maskValue(element) || found
		}
	}
	return found
}

// maskForm masks form fields or a query, and leaves their order and spelling.
func maskForm(text string) string {
	if !secretName(text) && !strings.Contains(text, "%") {
		return text
	}
	pairs := strings.Split(text, "&")
	for i, pair := range pairs {
		name, value, assigned := strings.Cut(pair, "=")
		plain, err := url.QueryUnescape(name)
		if err != nil || secretName(plain) {
			if assigned && value != "" {
				pairs[i] = name + "=" + masked
			}
		}
	}
	return strings.Join(pairs, "&")
}
