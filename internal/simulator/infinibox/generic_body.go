package infinibox

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// fields are what a call's body set, by field, as values of their types.
type fields map[string]value

// names are the fields in a stable order.
func (f fields) names() []string { return slices.Sorted(maps.Keys(f)) }

// creating are the fields of a create: the documented ones, and those that its
// own sample shows.
func (e *endpoint) creating(d document) (fields, error) {
	if e.documented[0].Body == "scalar" {
		return e.typedFields(d, nil)
	}
	if err := e.knows(d, e.kind.entity.CreateFields); err != nil {
		return nil, err
	}
	snapshot := isSnapshot(d) && e.kind.has("parent_id")
	for _, f := range e.kind.entity.CreateFields {
		if strings.Contains(f.Name, ".") || strings.HasPrefix(f.Name, "(") || d[f.Name] != nil {
			continue
		}
		if snapshot && f.Name != "name" {
			continue
		}
		natural := slices.Contains(e.kind.entity.NaturalKey, f.Name) && f.MayBeRequired() && !f.Rules.Conditional
		if f.Required() || natural && !e.choosesItself(f.Name) {
			return nil, fail("MISSING_FIELD", f.Name)
		}
	}
	return e.typedFields(d, e.kind.entity.CreateFields)
}

// choosesItself tells whether the array makes the key up when none is given.
func (e *endpoint) choosesItself(name string) bool {
	return name == "access_key" || name == "code"
}

// isSnapshot tells whether a body asks for a snapshot of something.
func isSnapshot(d document) bool {
	parent, ok := whole(d["parent_id"])
	return ok && parent != 0
}

func (k *recordKind) has(name string) bool { _, ok := k.at[name]; return ok }

// knows refuses fields that no documented call of the entity takes.
func (e *endpoint) knows(d document, documented []catalogue.WriteField) error {
	for _, name := range slices.Sorted(maps.Keys(d)) {
		if slices.ContainsFunc(documented, func(f catalogue.WriteField) bool { return f.Name == name }) || e.inSample(name) {
			continue
		}
		return fail("UNSUPPORTED_FIELD", name)
	}
	return nil
}

// inSample tells whether a usable sample of the call has the field.
func (e *endpoint) inSample(name string) bool {
	for _, call := range e.documented {
		var sample map[string]any
		if call.SampleDoubtful || json.Unmarshal(call.Sample, &sample) != nil {
			continue
		}
		if _, ok := sample[name]; ok {
			return true
		}
	}
	return false
}

// typedFields reads a body as the types of its fields, and checks the rules
// that the reference gives for one field alone. Null stands for not set.
func (e *endpoint) typedFields(d document, documented []catalogue.WriteField) (fields, error) {
	read := make(fields, len(d))
	for _, name := range slices.Sorted(maps.Keys(d)) {
		given := d[name]
		at := slices.IndexFunc(documented, func(f catalogue.WriteField) bool { return f.Name == name })
		described := catalogue.WriteField{Name: name}
		if at >= 0 {
			described = documented[at]
		}
		if given == nil {
			read[name] = none()
			continue
		}
		v, ok := typed(given, described.Type)
		if !ok {
			return nil, fail("MALFORMED_PARAMETER", name)
		}
		if err := e.obeys(v, described); err != nil {
			return nil, err
		}
		read[name] = e.kind.spelledAs(name, v)
	}
	return read, nil
}

// spelledAs writes an enumeration's value the way the array does.
func (k *recordKind) spelledAs(name string, v value) value {
	if v.kind != text {
		return v
	}
	seen, ok := k.entity.Readable(name)
	if !ok {
		return v
	}
	for _, known := range seen.Values {
		if strings.EqualFold(known, v.text) {
			return word(known)
		}
	}
	return v
}

// obeys checks a value against its field's rules.
func (e *endpoint) obeys(v value, f catalogue.WriteField) error {
	switch v.kind {
	case text:
		if f.Name == "name" {
			return e.checkName(v.text, f.Rules)
		}
		return checkLength(v.text, f)
	case integer, decimal:
		n := float64(v.num)
		if v.kind == decimal {
			n = v.float()
		}
		if least := f.Rules.Minimum; least != nil && n < *least {
			return fail("WRONG_PARAMETER", v.spelled(), f.Name, fmt.Sprintf("must be greater than or equal to %v", *least))
		}
		if most := f.Rules.Maximum; most != nil && n > *most {
			return fail("WRONG_PARAMETER", v.spelled(), f.Name, fmt.Sprintf("must be less than or equal to %v", *most))
		}
	}
	return nil
}

// checkName checks an object's name: with the codes for names where the call
// documents them, as any other value elsewhere.
func (e *endpoint) checkName(name string, rules catalogue.Rules) error {
	answers := func(code string) bool {
		return slices.ContainsFunc(e.documented, func(d *catalogue.Endpoint) bool { return d.Answers(code) })
	}
	longest := maxNameLength
	if rules.MaxLength != nil && *rules.MaxLength > 8 { // smaller ones are of test set-ups
		longest = *rules.MaxLength
	}
	if n := utf8.RuneCountInString(name); n < 1 || n > longest {
		if longest == maxNameLength && answers("INVALID_NAME_LENGTH") {
			return fail("INVALID_NAME_LENGTH")
		}
		return fail("WRONG_PARAMETER", name, "name", fmt.Sprintf("must be of length between 1 and %d", longest))
	}
	if strings.TrimSpace(name) != name || rules.RestrictedCharacters && !isNameText(name) {
		if answers("INVALID_CHARACTERS_IN_NAME") {
			return fail("INVALID_CHARACTERS_IN_NAME", name)
		}
		return fail("WRONG_PARAMETER", name, "name", "must include valid name characters only")
	}
	return nil
}

func checkLength(s string, f catalogue.WriteField) error {
	n := utf8.RuneCountInString(s)
	tooShort := f.Rules.MinLength != nil && n < *f.Rules.MinLength
	tooLong := f.Rules.MaxLength != nil && *f.Rules.MaxLength > 8 && n > *f.Rules.MaxLength
	if tooShort || tooLong {
		return fail("WRONG_PARAMETER", s, f.Name, "has a length out of range")
	}
	return nil
}
