package acctest

import (
	"encoding/json"
	"strings"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
)

func TestPlacesOnTheWayDownFromThePlatform(t *testing.T) {
	t.Parallel()
	p := NewPlatform(t)
	p.Put("payloads", "6/3/2", map[string]any{"description": "db"})
	at := place{collection: "payloads", id: "{platform}/{node}/{number}", texts: true}
	for _, c := range []struct {
		number      string
		description any
		says        string
	}{
		{"2", "db", ""},
		{"2", "web", "description: the state has web, the platform db"},
		{"9", "db", "the platform has no payloads 6/3/9"},
	} {
		attributes := map[string]any{"id": "3/" + c.number, "node": json.Number("3"), "number": json.Number(c.number), "description": c.description}
		object, err := at.object(p.Simulated, attributes)
		said := ""
		if err != nil {
			said = err.Error()
		} else {
			for _, difference := range compare(p.Simulated, &tfjson.StateResource{AttributeValues: attributes}, &tfjson.ConfigResource{}, at, object) {
				said += difference.Error()
			}
		}
		if said != c.says {
			t.Errorf("%s, %v: %q, want %q", c.number, c.description, said, c.says)
		}
	}
}

func TestTextsStandForNumbersAndFlags(t *testing.T) {
	t.Parallel()
	type written string
	for _, c := range []struct {
		ours, theirs any
		same         bool
	}{
		{json.Number("7"), "7", true},
		{json.Number("7"), 7, true},
		{json.Number("7"), "8", false},
		{true, "yes", true},
		{true, "1", true},
		{false, "0", true},
		{true, "no", false},
		{"yes", "no", false},
		{"db", "db       ", true},
		{"db", written("db"), true},
		{nil, "", true},
		{nil, "x", false},
		{[]any{json.Number("1"), "2"}, []string{"1", "2"}, true},
		{[]any{json.Number("1")}, []string{"1", "2"}, false},
		{map[string]any{"slot": json.Number("7")}, map[string]string{"slot": "7", "speed": "1"}, true},
		{map[string]any{"slot": json.Number("7")}, "7", false},
	} {
		if got := alikeAsTexts(c.ours, c.theirs); got != c.same {
			t.Errorf("%v and %v: %v", c.ours, c.theirs, got)
		}
	}
}

func TestPlacesAreOfTheirFamily(t *testing.T) {
	t.Parallel()
	for resource, at := range held {
		if !strings.HasPrefix(resource, "onprem_infinibox_") || at.texts {
			t.Errorf("%s: %+v", resource, at)
		}
	}
	for resource := range heldBySymkloud {
		if !strings.HasPrefix(resource, "onprem_symkloud_") {
			t.Error(resource)
		}
	}
}
