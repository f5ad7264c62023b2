package transport

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// mask is what stands in place of a secret.
const mask = "***"

// Redactor masks secrets in text. The zero value masks nothing.
type Redactor struct {
	secrets []string
	values  *strings.Replacer
	fields  *regexp.Regexp
}

// NewRedactor masks the secrets in every form in which they travel: as they
// are, in JSON, in URLs and in base64. The names are fields whose values are
// masked by Body, known or not.
func NewRedactor(secrets, names []string) Redactor {
	r := Redactor{secrets: slices.DeleteFunc(slices.Clone(secrets), func(s string) bool { return s == "" })}
	r.values = replacer(r.secrets)
	if len(names) > 0 {
		quoted := make([]string, len(names))
		for i, name := range names {
			quoted[i] = regexp.QuoteMeta(name)
		}
		name := `(?:` + strings.Join(quoted, "|") + `)`
		// JSON members, form pairs and XML elements, in this order.
		r.fields = regexp.MustCompile(`("` + name + `"\s*:\s*)"(?:[^"\\]|\\.)*"` +
			`|(\b` + name + `=)[^&\s"<]+` +
			`|(<` + name + `>)[^<]+`)
	}
	return r
}

// With masks further secrets too.
func (r Redactor) With(secrets ...string) Redactor {
	if len(secrets) == 0 {
		return r
	}
	extended := NewRedactor(append(slices.Clone(r.secrets), secrets...), nil)
	extended.fields = r.fields
	return extended
}

// Text masks the known secrets.
func (r Redactor) Text(text string) string {
	if r.values == nil || text == "" {
		return text
	}
	return r.values.Replace(text)
}

// Body masks the known secrets and the values of the secret fields.
func (r Redactor) Body(body []byte) string {
	text := string(body)
	if r.fields != nil {
		text = r.fields.ReplaceAllStringFunc(text, r.maskField)
	}
	return r.Text(text)
}

func (r Redactor) maskField(member string) string {
	groups := r.fields.FindStringSubmatch(member)
	if groups[1] != "" {
		return groups[1] + `"` + mask + `"`
	}
	return groups[2] + groups[3] + mask
}

func replacer(secrets []string) *strings.Replacer {
	if len(secrets) == 0 {
		return nil
	}
	var forms []string
	for _, secret := range secrets {
		forms = append(forms, formsOf(secret)...)
	}
	// The longest first: a replacer prefers the earlier of two that match at
	// the same place, and a secret may begin with another one.
	slices.SortFunc(forms, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b))
	})
	var pairs []string
	for _, form := range slices.Compact(forms) {
		pairs = append(pairs, form, mask)
	}
	return strings.NewReplacer(pairs...)
}

// formsOf lists how a secret can look in a request or an answer.
func formsOf(secret string) []string {
	forms := []string{
		secret,
		url.QueryEscape(secret),
		url.PathEscape(secret),
		base64.StdEncoding.EncodeToString([]byte(secret)),
		base64.URLEncoding.EncodeToString([]byte(secret)),
	}
	if quoted, err := json.Marshal(secret); err == nil {
		forms = append(forms, string(quoted[1:len(quoted)-1]))
	}
	var plain strings.Builder
	encoder := json.NewEncoder(&plain)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(secret); err == nil {
		quoted := strings.TrimSuffix(plain.String(), "\n")
		forms = append(forms, quoted[1:len(quoted)-1])
	}
	return forms
}
