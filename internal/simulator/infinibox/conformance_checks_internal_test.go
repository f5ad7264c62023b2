package infinibox

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// check is one rule of the reference that an endpoint is tried for.
type check struct {
	name string
	// applies tells whether the rule is for this endpoint.
	applies func(*inspected) bool
	// try answers what's wrong, empty for nothing.
	try func(*inspected) string
	// changes marks a check that needs an array of its own.
	changes bool
}

// checks are what every endpoint is tried for.
func checks() []check {
	always := func(*inspected) bool { return true }
	isObject := func(i *inspected) bool { return i.documented[0].Body == "object" }
	lists := func(i *inspected) bool { return i.lists() }
	named := func(i *inspected) bool { return len(i.documented[0].PathParameters) > 0 }
	return []check{
		{name: "no credentials", applies: always, try: func(i *inspected) string {
			return i.sendAs("", "", i.method, i.approvedPath(), i.body).expect(401, "AUTHENTICATION_REQUIRED")
		}},
		{name: "wrong credentials", applies: always, try: func(i *inspected) string {
			return i.sendAs("admin", "wrong", i.method, i.approvedPath(), i.body).expect(401, "AUTHENTICATION_REQUIRED")
		}},
		{name: "other role", applies: func(i *inspected) bool { return i.otherRole() != nil }, try: func(i *inspected) string {
			u := i.otherRole()
			return i.sendAs(u.Name, u.Password, i.method, i.approvedPath(), i.body).expect(403, "UNAUTHORIZED", "ACTION_NOT_ALLOWED_FOR_ROLE")
		}},
		{name: "unknown parameter", applies: always, try: func(i *inspected) string {
			got := i.send(i.method, i.path+"?no_such_parameter=1", i.body)
			if i.lists() && (got.status == 404 || i.documented[0].FilterStated) {
				return got.expect(404, "ATTRIBUTE_NOT_FOUND")
			}
			return got.expect(400, "UNKNOWN_PARAMETER")
		}},
		{name: "approval that is neither yes nor no", applies: func(i *inspected) bool { return i.method != http.MethodGet }, try: func(i *inspected) string {
			return i.send(i.method, i.path+"?approved=perhaps", i.body).expect(400, "MALFORMED_PARAMETER")
		}},
		{name: "page too large", applies: lists, try: func(i *inspected) string {
			return i.send(i.method, i.path+"?page_size=1001", nil).expect(400, "MAX_PAGE_SIZE_VIOLATION")
		}},
		{name: "page of no size", applies: lists, try: func(i *inspected) string {
			return i.send(i.method, i.path+"?page_size=0", nil).expect(400, "WRONG_PARAMETER")
		}},
		{name: "page that is no number", applies: lists, try: func(i *inspected) string {
			return i.send(i.method, i.path+"?page=x", nil).expect(400, "MALFORMED_PARAMETER")
		}},
		{name: "unknown sort", applies: func(i *inspected) bool { return i.lists() && len(i.documented[0].Sortable) > 0 }, try: func(i *inspected) string {
			return i.send(i.method, i.path+"?sort=no_such_field", nil).expect(404, "ATTRIBUTE_NOT_FOUND")
		}},
		{name: "paging", applies: lists, try: tryPaging},
		{name: "filters", applies: func(i *inspected) bool { return i.lists() && len(i.documented[0].Filterable) > 0 }, try: tryFilters},
		{name: "sorting", applies: func(i *inspected) bool { return i.lists() && len(i.documented[0].Sortable) > 0 }, try: trySorting},
		{name: "broken JSON", applies: func(i *inspected) bool { return i.documented[0].Body != "" && i.documented[0].Body != "multipart" }, try: func(i *inspected) string {
			return i.call(rawBody("{")).expect(400, "MALFORMED_CONTENT")
		}},
		{name: "body of another kind", applies: isObject, try: func(i *inspected) string {
			return i.call(rawBody("[1]")).expect(400, "MALFORMED_CONTENT")
		}},
		{name: "no body", applies: func(i *inspected) bool { return isObject(i) && !i.documented[0].SampleDoubtful }, try: func(i *inspected) string {
			return i.send(i.method, i.approvedPath(), nil).expect(400, "MISSING_CONTENT")
		}},
		{name: "unknown field", applies: isObject, try: func(i *inspected) string {
			fields := map[string]any{"no_such_field": 1}
			if i.kind.entity.UpdateMode != catalogue.OneFieldPerCall || i.method != http.MethodPut {
				maps.Copy(fields, i.fieldsOf())
			}
			return i.call(fields).expect(400, "UNSUPPORTED_FIELD")
		}},
		{name: "missing field", changes: true, applies: func(i *inspected) bool { return len(i.required()) > 0 }, try: func(i *inspected) string {
			for _, name := range i.required() {
				fields := maps.Clone(i.fieldsOf())
				delete(fields, name)
				if wrong := i.call(fields).expect(400, "MISSING_FIELD"); wrong != "" {
					return name + ": " + wrong
				}
			}
			return ""
		}},
		{name: "field of another type", applies: func(i *inspected) bool { return len(i.mistyped()) > 0 }, try: func(i *inspected) string {
			for name, wrongly := range i.mistyped() {
				fields := maps.Clone(i.fieldsOf())
				fields[name] = wrongly
				if wrong := i.call(fields).expect(400, "MALFORMED_PARAMETER"); wrong != "" {
					return name + ": " + wrong
				}
			}
			return ""
		}},
		{name: "nothing there", applies: named, try: func(i *inspected) string {
			at, _, _ := strings.Cut(i.endpoint.path, "{")
			rest := strings.TrimPrefix(i.path, at)
			_, after, more := strings.Cut(rest, "/")
			path := at + "987654321"
			if more {
				path += "/" + after
			}
			got := i.send(i.method, path+strings.TrimPrefix(i.approvedPath(), i.path), i.body)
			for _, kind := range []*recordKind{i.kind, i.owner} {
				if kind != nil && got.code == kind.notFound && got.status == i.array.world.Errors[got.code] {
					return ""
				}
			}
			if got.status == 404 && got.code != "" && got.code != "UNKNOWN_PATH" {
				return ""
			}
			return "want a documented 404, got " + got.String()
		}},
		{name: "without approval", applies: func(i *inspected) bool { return i.dangerous() }, try: func(i *inspected) string {
			if endanger, conditional := dangers()[i.method+" "+i.endpoint.path]; conditional {
				endanger(i)
			}
			got := i.send(i.method, i.path, i.body)
			if wrong := got.expect(403, "APPROVAL_REQUIRED"); wrong != "" {
				return wrong
			}
			if len(got.reasons) == 0 {
				return "no reason is given"
			}
			return ""
		}, changes: true},
		{name: "documented request", applies: always, try: tryDocumented, changes: true},
		{name: "answer shows what was sent", changes: true, applies: func(i *inspected) bool {
			op := i.documented[0].Operation
			return (op == catalogue.Create || op == catalogue.Update) && i.fieldsOf() != nil && i.level() != missing && !i.kind.answersOwner
		}, try: trySent},
		{name: "deleted object is gone", changes: true, applies: func(i *inspected) bool {
			return i.method == http.MethodDelete && i.documented[0].Operation == catalogue.Delete && named(i) && i.level() != missing
		}, try: func(i *inspected) string {
			if got := i.call(nil); got.status != 200 {
				return "the deletion is refused: " + got.String()
			}
			got := i.call(nil)
			if got.status == 404 || got.code == i.kind.notFound || strings.HasPrefix(i.endpoint.path, "metadata/") && got.status == 200 {
				return ""
			}
			return "deleting again answers " + got.String()
		}},
		{name: "trailing slash", changes: true, applies: func(i *inspected) bool { return i.method == http.MethodGet }, try: func(i *inspected) string {
			i.array.clock.Freeze()
			with, without := i.send(i.method, i.path+"/", nil), i.send(i.method, i.path, nil)
			if with.body != without.body {
				return fmt.Sprintf("%s with a slash, %s without", with, without)
			}
			return ""
		}},
	}
}

// otherRole is an account that may not call the endpoint, nil when all may.
func (i *inspected) otherRole() *User {
	for _, u := range i.array.Users() {
		if !slices.ContainsFunc(i.documented, func(d *catalogue.Endpoint) bool { return d.AllowedFor(string(u.Role)) }) {
			return &u
		}
	}
	return nil
}

// required are the fields without which the reference refuses the body.
func (i *inspected) required() []string {
	if i.documented[0].Operation != catalogue.Create || i.fieldsOf() == nil {
		return nil
	}
	var names []string
	for _, f := range i.kind.entity.CreateFields {
		if f.Required() && !strings.Contains(f.Name, ".") {
			names = append(names, f.Name)
		}
	}
	return names
}

// mistyped are fields of the body with a value of another type.
func (i *inspected) mistyped() map[string]any {
	wrong := make(map[string]any)
	documented := i.kind.entity.CreateFields
	if i.documented[0].Operation == catalogue.Update {
		documented = i.kind.entity.UpdateFields
	} else if i.documented[0].Operation != catalogue.Create {
		return nil
	}
	for _, f := range documented {
		if _, sent := i.fieldsOf()[f.Name]; !sent {
			continue
		}
		switch {
		case f.Type == "integer", f.Type == "number", f.Type == "boolean", f.Type == "object", strings.HasPrefix(f.Type, "array"):
			wrong[f.Name] = "text"
		}
	}
	return wrong
}

// tryDocumented does the prepared request and looks for the documented fields.
func tryDocumented(i *inspected) string {
	got := i.call(i.body)
	if got.status >= 300 || got.code != "" {
		return "the documented request is refused: " + got.String()
	}
	if got.body == `"OK"` {
		return ""
	}
	if got.result == nil {
		return "the result is null: " + got.String()
	}
	if got.metadata["ready"] != true {
		return "metadata isn't ready: " + got.String()
	}
	want := i.documented[0].Result
	if strings.HasSuffix(i.endpoint.path, "/{attribute}") && got.result != nil {
		return "" // of whatever type the attribute has
	}
	if items, isList := got.result.([]any); isList && want == "array" {
		if len(items) == 0 {
			return ""
		}
		got.result = items[0]
	} else if want != "" && want != kindOfJSON(got.result) {
		return fmt.Sprintf("the result is a %s, not %s", kindOfJSON(got.result), want)
	}
	object, isObject := got.result.(map[string]any)
	if !isObject || i.array.world.samples.Answers[i.method+" "+i.endpoint.path] != nil {
		return ""
	}
	for _, f := range i.shownFields() {
		if _, ok := object[f]; !ok {
			return fmt.Sprintf("the answer lacks %s: %s", f, got)
		}
	}
	return ""
}

// shownFields are the documented fields of what the endpoint answers.
func (i *inspected) shownFields() []string {
	entity := i.kind.entity
	if op := i.documented[0].Operation; op == catalogue.Query || op == catalogue.Act {
		return nil
	}
	if i.kind.answersOwner && i.owner != nil && i.method != http.MethodGet {
		entity = i.owner.entity
	}
	var names []string
	for _, f := range entity.ReadFields {
		if !f.FilterOnly && !f.OtherCallsOnly && !strings.HasPrefix(f.Name, "(") {
			names = append(names, f.Name)
		}
	}
	return names
}

func kindOfJSON(v any) string {
	switch v := v.(type) {
	case map[string]any:
		return "object"
	case []any:
		return "array"
	case string:
		return "string"
	case bool:
		return "boolean"
	case float64:
		if v == float64(int64(v)) {
			return "integer"
		}
	}
	return "number"
}

// tryPaging looks at the metadata of a list.
func tryPaging(i *inspected) string {
	got := i.send(i.method, i.path+"?page_size=1&page=1", nil)
	items, ok := got.result.([]any)
	if got.status != 200 || !ok || len(items) > 1 {
		return "a page of one is " + got.String()
	}
	for _, name := range []string{"page", "page_size", "pages_total", "number_of_objects", "ready"} {
		if _, there := got.metadata[name]; !there {
			return "metadata lacks " + name + ": " + got.String()
		}
	}
	return ""
}

// tryFilters filters by every documented field, with every operator in both
// spellings.
func tryFilters(i *inspected) string {
	for _, name := range i.documented[0].Filterable {
		if got := i.send(i.method, i.path+"?"+name+"=is:null", nil); got.status != 200 {
			return name + "=is:null: " + got.String()
		}
		if got := i.send(i.method, i.path+"?"+name+"=allof:1", nil).expect(400, "UNSUPPORTED_FILTER_RELATION"); got != "" {
			return got
		}
	}
	if !slices.Contains(i.documented[0].Filterable, "id") {
		return ""
	}
	for _, query := range []string{
		"1", "eq:1", "neq:1", "ne:1", "is:null", "isnot:null", "lt:1", "leq:1", "le:1", "gt:1", "geq:1", "ge:1",
		"in:1,2", "in:(1,2)", "in:[1,2]", "notin:1,2", "between:[1,2]",
	} {
		if got := i.send(i.method, i.path+"?id="+query, nil); got.status != 200 {
			return "id=" + query + ": " + got.String()
		}
	}
	return i.send(i.method, i.path+"?id=eq:text", nil).expect(400, "MALFORMED_PARAMETER")
}

// trySorting sorts by every documented field, both ways.
func trySorting(i *inspected) string {
	for _, name := range i.documented[0].Sortable {
		for _, sign := range []string{"", "-"} {
			if got := i.send(i.method, i.path+"?sort="+sign+name, nil); got.status != 200 {
				return "sort=" + sign + name + ": " + got.String()
			}
		}
	}
	return ""
}

// trySent looks for the values of the body in the answer.
func trySent(i *inspected) string {
	got := i.call(i.body)
	object, isObject := got.result.(map[string]any)
	if got.status >= 300 || !isObject {
		return "" // the documented request has a check of its own
	}
	for name, sent := range i.fieldsOf() {
		shown, there := object[name]
		if !there || sent == nil {
			continue
		}
		switch sent.(type) {
		case map[string]any, []any:
			continue // objects have fields of the array's own beside those sent
		}
		if !strings.EqualFold(ofJSONText(shown), ofJSONText(sent)) {
			return fmt.Sprintf("%s was sent as %v and is shown as %v", name, sent, shown)
		}
	}
	return ""
}

// ofJSONText is a plain value as text, whatever type of number it has.
func ofJSONText(v any) string {
	if f, ok := v.(float64); ok {
		return fmt.Sprintf("%.6f", f)
	}
	if n, ok := v.(int64); ok {
		return fmt.Sprintf("%.6f", float64(n))
	}
	if n, ok := v.(int); ok {
		return fmt.Sprintf("%.6f", float64(n))
	}
	return fmt.Sprint(v)
}
