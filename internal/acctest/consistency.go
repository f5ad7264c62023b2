package acctest

import (
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// inconsistencies are where Terraform would refuse what an apply gave: a value
// that the plan knew comes back as another one, or one isn't known.
func inconsistencies(planned, applied tftypes.Value) []string {
	found := contradictions("", planned, applied)
	if !applied.IsFullyKnown() {
		found = append(found, fmt.Sprintf("not all is known after the apply: %s", applied))
	}
	return found
}

// contradictions compares as far as the plan knows.
func contradictions(at string, planned, applied tftypes.Value) []string {
	if !planned.IsKnown() || !applied.IsKnown() || planned.Equal(applied) {
		return nil
	}
	changed := []string{fmt.Sprintf("%s was planned as %s and is %s", at, planned, applied)}
	if planned.IsNull() || applied.IsNull() {
		return changed
	}
	var before, after map[string]tftypes.Value
	if planned.As(&before) == nil && applied.As(&after) == nil {
		return contradictionsOf(at, before, after)
	}
	var first, then []tftypes.Value
	if planned.As(&first) != nil || applied.As(&then) != nil || len(first) != len(then) {
		return changed
	}
	if planned.Type().Is(tftypes.Set{}) {
		// Which element became which isn't known where one was unknown.
		if planned.IsFullyKnown() {
			return changed
		}
		return nil
	}
	var found []string
	for i := range first {
		found = append(found, contradictions(fmt.Sprintf("%s[%d]", at, i), first[i], then[i])...)
	}
	return found
}

// contradictionsOf compares the attributes of an object or a map.
func contradictionsOf(at string, before, after map[string]tftypes.Value) []string {
	var found []string
	for name, value := range before {
		now, there := after[name]
		if !there {
			found = append(found, fmt.Sprintf("%s.%s was planned as %s and is gone", at, name, value))
			continue
		}
		found = append(found, contradictions(at+"."+name, value, now)...)
	}
	for name := range after {
		if _, there := before[name]; !there {
			found = append(found, fmt.Sprintf("%s.%s wasn't planned", at, name))
		}
	}
	slices.Sort(found)
	return found
}
