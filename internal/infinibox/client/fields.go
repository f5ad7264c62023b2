package client

import (
	"regexp"
	"strings"
)

// The forms in which messages name a field of the request's body or query:
// after the word, or before it. Two can stand in for each other.
var namedField = regexp.MustCompile(
	`(?i)\b(?:field|parameter|attribute)(?: not found| was passed| that cannot be (?:filtered|sortable))?:? ` +
		`(?:\('([^']{1,100})'(?: or '([^']{1,100})')?\)|'([^']{1,100})')` +
		`|'([^']{1,100})' (?:field|attribute)\b`)

// aboutName is how messages speak of a bad name without naming the field
// (INVALID_CHARACTERS_IN_NAME, INVALID_NAME_LENGTH).
var aboutName = regexp.MustCompile(`^(?:Invalid characters in name '|Name must be of length between )`)

// fieldName is what a field of the API looks like; nested ones have dots.
var fieldName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.]*$`)

// fieldsIn are the fields that a message names, each once.
func fieldsIn(messages ...string) []string {
	var fields []string
	seen := make(map[string]bool)
	for _, message := range messages {
		if aboutName.MatchString(message) && !seen["name"] {
			seen["name"] = true
			fields = append(fields, "name")
		}
		for _, match := range namedField.FindAllStringSubmatch(message, -1) {
			for _, name := range match[1:] {
				// An operator or a value can stand where a field usually does.
				if !fieldName.MatchString(name) || name == strings.ToUpper(name) || seen[name] {
					continue
				}
				seen[name] = true
				fields = append(fields, name)
			}
		}
	}
	return fields
}

// namedOperator are the forms in which messages name a filter's operator
// (UNSUPPORTED_FILTER_RELATION).
var namedOperator = regexp.MustCompile(`(?i)\b(?:filtering operator|relation) '([a-z]{2,10})' is not supported`)

// operatorIn is the operator that a message names, as a query has it; empty
// when it names none.
func operatorIn(message string) string {
	match := namedOperator.FindStringSubmatch(message)
	if match == nil {
		return ""
	}
	switch operator := strings.ToLower(match[1]); operator {
	case "ne":
		return "neq"
	case "le":
		return "leq"
	case "ge":
		return "geq"
	default:
		return operator
	}
}
