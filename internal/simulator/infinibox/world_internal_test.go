package infinibox

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryVariableOfAPathNamesAField(t *testing.T) {
	t.Parallel()
	a := New(Options{})
	for _, e := range a.world.addresses {
		if a.router.at(e.method, e.path).own || a.router.at(e.method, e.path).level == missing {
			continue // its own code reads the path
		}
		for _, key := range e.keys {
			if key != "id" && !e.kind.has(key) {
				t.Errorf("%s %s: %s has no field %s", e.method, e.path, e.kind.name(), key)
			}
		}
	}
}

func TestEveryDocumentedCodeCanBeAFault(t *testing.T) {
	t.Parallel()
	a := New(Options{})
	for code, want := range a.world.Errors {
		status, _, body, ok := a.Failure(code)
		if !ok || status != want {
			t.Errorf("%s: %d %t, want %d", code, status, ok, want)
		}
		if strings.Contains(string(body), "%!") || strings.Contains(string(body), "{name}") {
			t.Errorf("%s: %s", code, body)
		}
	}
}

func TestRulesAndExceptionsAreOfTheReference(t *testing.T) {
	t.Parallel()
	w := loadWorld()
	a := New(Options{})
	for name := range a.domains {
		if w.kinds[name] == nil {
			t.Errorf("there are rules for %s, which isn't an entity", name)
		}
	}
	var addresses []string
	for _, e := range w.addresses {
		addresses = append(addresses, e.method+" "+e.path)
	}
	for call := range a.specials() {
		if !slices.Contains(addresses, call) {
			t.Errorf("%s isn't documented", call)
		}
	}
	for call := range dangerousIf() {
		if !slices.Contains(addresses, call) {
			t.Errorf("%s isn't documented", call)
		}
	}
	for call := range unanswerable() {
		if !slices.Contains(addresses, call) {
			t.Errorf("%s isn't documented", call)
		}
	}
	for exception, reason := range exceptions() {
		_, call, _ := strings.Cut(exception, ": ")
		if !slices.Contains(addresses, call) || reason == "" {
			t.Errorf("the exception %q is of no call, or has no reason", exception)
		}
	}
}

func TestCodesOfHandWrittenTablesHaveTheDocumentedStatus(t *testing.T) {
	t.Parallel()
	w := loadWorld()
	for code, want := range w.Errors {
		if known, ok := lookUpCode(code); !ok || known.status != want {
			t.Errorf("%s has the status %d, the reference says %d", code, known.status, want)
		}
	}
}
