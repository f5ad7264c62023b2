package infinibox

import "testing"

// Every collection of the reference can be filled.
func TestEveryCollectionCanBeGenerated(t *testing.T) {
	t.Parallel()
	generated := 0
	for name := range loadWorld().kinds {
		a := New(Options{})
		if !generates(name) {
			continue
		}
		generated++
		before := 0
		if held, ok := a.shelf(name); ok {
			before = len(held.natives())
		}
		if err := a.Generate(map[string]int{name: 3}); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		held, ok := a.shelf(name)
		if !ok || len(held.natives()) < before+3 {
			t.Errorf("%s: %d objects before, %d after", name, before, len(held.natives()))
		}
	}
	if generated < 50 {
		t.Errorf("only %d collections", generated)
	}
}

func TestGeneratedKindsAreThoseThatGenerateTakes(t *testing.T) {
	t.Parallel()
	a := New(Options{})
	for _, name := range GeneratedKinds() {
		if err := a.Generate(map[string]int{name: 0}); err != nil {
			t.Error(err)
		}
	}
	if err := a.Generate(map[string]int{"users": 1}); err == nil {
		t.Error("accounts are generated")
	}
}
