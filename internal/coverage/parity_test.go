package coverage_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/coverage"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/provider"
)

// side is a device with its reference and what is declared for it: the two sides
// of every comparison.
type side struct {
	coverage.Device
	reference *catalogue.Catalogue
	facts     []entity.Facts
}

func sides(t *testing.T) []side {
	t.Helper()
	facts, err := provider.Facts()
	if err != nil {
		t.Fatal(err)
	}
	var all []side
	for _, device := range coverage.Devices() {
		reference, err := device.Reference()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, side{device, reference, device.Own(facts)})
	}
	return all
}

// TestEveryFactIsOfADevice: nothing escapes the comparison by its name.
func TestEveryFactIsOfADevice(t *testing.T) {
	t.Parallel()
	facts, err := provider.Facts()
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, side := range sides(t) {
		compared += len(side.facts)
	}
	if compared != len(facts) {
		t.Errorf("%d of %d facts are compared", compared, len(facts))
	}
}

// entityOf finds the documented entity that a declaration is about.
func entityOf(t *testing.T, reference *catalogue.Catalogue, facts entity.Facts) *catalogue.Entity {
	t.Helper()
	match, ok := reference.Match("GET", facts.Path)
	if !ok {
		t.Fatalf("GET %s isn't documented", facts.Path)
	}
	found, ok := reference.Entity(match.Endpoints[0].Entity)
	if !ok {
		t.Fatalf("GET %s belongs to no entity", facts.Path)
	}
	return found
}

// collections are the declarations with a path and documented fields; a bare
// value has none.
func declarations(t *testing.T, facts []entity.Facts) []entity.Facts {
	t.Helper()
	return slices.DeleteFunc(slices.Clone(facts), func(f entity.Facts) bool {
		return f.Path == "" || slices.ContainsFunc(f.Attributes, func(a entity.AttributeFacts) bool { return a.API == "result" })
	})
}

// TestEveryCallIsDocumented: nothing is called that the reference hasn't.
func TestEveryCallIsDocumented(t *testing.T) {
	t.Parallel()
	for _, side := range sides(t) {
		reference, facts := side.reference, side.facts
		report := coverage.Compare(reference, facts, side.Declined)
		for _, call := range report.Undocumented {
			t.Errorf("not documented: %s", call)
		}
		for _, reason := range report.Needless {
			t.Errorf("declined for nothing: %s", reason)
		}
	}
}

// TestEveryAttributeIsDocumented: each api tag is a field of the entity, and
// each attribute is the provider's own, written in place, replacing, or
// computed, as the reference has it.
func TestEveryAttributeIsDocumented(t *testing.T) {
	t.Parallel()
	for _, side := range sides(t) {
		reference, facts := side.reference, side.facts
		own := []string{"approved", "timeouts"}
		for _, declared := range declarations(t, facts) {
			documented := entityOf(t, reference, declared)
			t.Run(declared.Name, func(t *testing.T) {
				t.Parallel()
				for _, attribute := range declared.Attributes {
					if attribute.API == "" {
						if !attribute.Version && !slices.Contains(own, attribute.Name) {
							t.Errorf("%s has no api tag and isn't the provider's own", attribute.Name)
						}
						continue
					}
					if _, ok := documented.Readable(attribute.API); !ok && !attribute.Unseen && !readable(reference, declared, attribute.API) {
						t.Errorf("%s: the reference shows no field %q", attribute.Name, attribute.API)
					}
					if problem := written(documented, declared, attribute); problem != "" {
						t.Errorf("%s: %s", attribute.Name, problem)
					}
				}
			})
		}
	}
}

// readable tells whether any read of an entity shows a field: what lives in two
// collections, such as the hosts of a cluster, is described in one of them.
func readable(reference *catalogue.Catalogue, declared entity.Facts, field string) bool {
	for _, call := range declared.Calls {
		match, ok := reference.Match(call.Method, concrete(call.Path))
		if !ok || call.Method != "GET" {
			continue
		}
		if shown, ok := reference.Entity(match.Endpoints[0].Entity); ok {
			if _, ok := shown.Readable(field); ok {
				return true
			}
		}
	}
	return false
}

// concrete is a path with an id for everything that varies.
func concrete(path string) string {
	return regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(path, "1")
}

// written says what is wrong with how an attribute is written; empty when
// nothing is.
func written(documented *catalogue.Entity, declared entity.Facts, attribute entity.AttributeFacts) string {
	created := slices.ContainsFunc(documented.CreateFields, func(f catalogue.WriteField) bool { return f.Name == attribute.Sent })
	updated := slices.ContainsFunc(documented.UpdateFields, func(f catalogue.WriteField) bool { return f.Name == attribute.Changed })
	switch {
	case !attribute.Written || attribute.Apart || attribute.InPath || attribute.Sent == "id":
		return ""
	case attribute.Replaces && !created:
		return "replaces the object, but no create takes it"
	case attribute.Replaces && updated && !attribute.Names:
		return "replaces the object, but the reference changes it in place"
	case !attribute.Replaces && declared.Update == entity.Never:
		return "is written, but nothing changes it"
	case !attribute.Replaces && !updated:
		return "is changed in place, but no update takes it"
	}
	return ""
}

// TestEveryWritableFieldHasAnAttribute, or a reason.
func TestEveryWritableFieldHasAnAttribute(t *testing.T) {
	t.Parallel()
	for _, side := range sides(t) {
		reference, facts := side.reference, side.facts
		for _, declared := range declarations(t, facts) {
			if declared.Operated || declared.Looked {
				continue // it isn't made, or by operations and not by its fields
			}
			documented := entityOf(t, reference, declared)
			has := func(field string) bool {
				return slices.ContainsFunc(declared.Attributes, func(a entity.AttributeFacts) bool { return a.Sent == field && a.Written })
			}
			for _, field := range slices.Concat(documented.CreateFields, documented.UpdateFields) {
				reason, omitted := declared.Omitted[field.Name]
				switch {
				case omitted && has(field.Name):
					t.Errorf("%s: %s is omitted (%s) and has an attribute", declared.Name, field.Name, reason)
				case !omitted && !has(field.Name):
					t.Errorf("%s: %s is documented as writable and has neither attribute nor reason", declared.Name, field.Name)
				}
			}
			for field := range declared.Omitted {
				named := func(f catalogue.WriteField) bool { return f.Name == field }
				if !slices.ContainsFunc(documented.CreateFields, named) && !slices.ContainsFunc(documented.UpdateFields, named) {
					t.Errorf("%s: %s is omitted, but isn't documented as writable", declared.Name, field)
				}
			}
		}
	}
}

// TestUpdatesAreAsTheReferenceTakesThem: one field per request where it says so.
func TestUpdatesAreAsTheReferenceTakesThem(t *testing.T) {
	t.Parallel()
	for _, side := range sides(t) {
		reference, facts := side.reference, side.facts
		for _, declared := range declarations(t, facts) {
			documented := entityOf(t, reference, declared)
			if documented.UpdateMode == catalogue.OneFieldPerCall && declared.Update == entity.TogetherInOneRequest {
				t.Errorf("%s sends several fields at once, and the reference refuses that", declared.Name)
			}
		}
	}
}

// TestReadmeHasTheFigures keeps the printed coverage true.
func TestReadmeHasTheFigures(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Join(strings.Fields(string(readme)), " ")
	total := map[string]int{"InfiniBox": 440, "symkloud": 67}
	for _, side := range sides(t) {
		report, err := side.Compare(side.facts)
		if err != nil {
			t.Fatal(err)
		}
		if got := report.Figures("").Total(); got != total[side.Name] {
			t.Errorf("the reference of %s has %d operations, want %d", side.Name, got, total[side.Name])
		}
		if want := report.Line(); !strings.Contains(words, want) {
			t.Errorf("README.md lacks: %s", want)
		}
	}
}

// TestWhatIsInferredIsCountedApart, and what is declined of it too.
func TestWhatIsInferredIsCountedApart(t *testing.T) {
	t.Parallel()
	report := coverage.Report{Device: "box", Endpoints: []coverage.Endpoint{
		{Endpoint: &catalogue.Endpoint{Basis: catalogue.Documented}, Faces: []string{"box_user"}},
		{Endpoint: &catalogue.Endpoint{Basis: catalogue.Documented}},
		{Endpoint: &catalogue.Endpoint{Basis: catalogue.DocumentedReply}, Faces: []string{"box_user"}},
		{Endpoint: &catalogue.Endpoint{Basis: catalogue.Inferred}, Declined: "no"},
	}}
	const want = "box: of the 2 documented operations 1 are reached, 0 are declined with a reason, 1 are still to come; " +
		"of another 2, whose request is inferred, 1 are reached, 1 are declined with a reason, 0 are still to come."
	if got := report.Line(); got != want {
		t.Errorf("got %s", got)
	}
}

// general are the codes whose words say all there is: they name the field, or
// it is the kind of failure that tells what to do.
var general = []string{
	"APPROVAL_REQUIRED", "UNAUTHORIZED", "USER_IS_FORBIDDEN", "REMOTE_PERMISSION_REQUIRED",
	"MALFORMED_PARAMETER", "MISSING_FIELD", "UNSUPPORTED_FIELD", "WRONG_PARAMETER", "SET_MISSING_ATTRIBUTE",
	"MALFORMED_CONTENT", "MISSING_CONTENT", "NOT_SUPPORTED_MULTIPLE_UPDATE",
	// They are about fields that aren't sent.
	"REMOTE_SNAPSHOT_RETENTION_INVALID", "REMOTE_SNAPSHOT_RETENTION_LOCK_INVALID", "VERSION_MISMATCH",
	"UNSUPPORTED_REMOTE_SNAPSHOT_RETENTION", "UNSUPPORTED_REMOTE_SNAPSHOT_RETENTION_LOCK",
}

// TestEveryRefusalHasARemedy: whoever meets a documented error code is told
// what to do.
func TestEveryRefusalHasARemedy(t *testing.T) {
	t.Parallel()
	for _, side := range sides(t) {
		reference, facts := side.reference, side.facts
		for _, declared := range facts {
			for code, refusal := range declared.Refusals {
				if refusal.Remedy == "" && !refusal.Gone {
					t.Errorf("%s: %s has no remedy", declared.Name, code)
				}
				if _, ok := reference.Errors[code]; !ok {
					t.Errorf("%s: %s isn't documented", declared.Name, code)
				}
			}
			if len(declared.Refusals) == 0 {
				continue
			}
			for _, call := range declared.Calls {
				match, ok := reference.Match(call.Method, call.Path)
				if !ok || call.Method == "GET" {
					continue
				}
				for _, endpoint := range match.Endpoints {
					for _, code := range slices.Concat(endpoint.Errors, endpoint.InferredErrors) {
						if _, ok := declared.Refusals[code]; !ok && !slices.Contains(general, code) {
							t.Errorf("%s: nothing says what to do about %s of %s", declared.Name, code, endpoint)
						}
					}
				}
			}
		}
	}
}
