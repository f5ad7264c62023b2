package acctest

import (
	"fmt"
	"slices"
)

// Differences lists where the state and the array's object differ; that the
// array has no such object is one.
func (i *Instance) Differences(array *Array) []string {
	i.t.Helper()
	place, ok := held[i.name]
	if !ok {
		i.t.Fatalf("it isn't said where an array holds %s", i.name)
	}
	stated, _ := i.plain(i.state).(map[string]any)
	if stated == nil {
		return []string{"the state has nothing"}
	}
	object, err := place.object(array, stated)
	if err != nil {
		return []string{err.Error()}
	}
	var differences []string
	for name, value := range stated {
		if own(name) || slices.Contains(place.unread, name) {
			continue
		}
		if shown := object[place.field(name)]; !alike(name, value, shown) {
			differences = append(differences, fmt.Sprintf("%s: the state has %v, the array %v", name, value, shown))
		}
	}
	return differences
}
