package acctest

import "fmt"

// Differences lists where the state and the device's object differ; that the
// device has no such object is one.
func (i *Instance) Differences(from Simulation) []string {
	i.t.Helper()
	on := from.simulated()
	place, ok := placeOf(i.name)
	if !ok {
		i.t.Fatalf("it isn't said where the %s holds %s", on.what, i.name)
	}
	stated, _ := i.plain(i.state).(map[string]any)
	if stated == nil {
		return []string{"the state has nothing"}
	}
	object, err := place.object(on, stated)
	if err != nil {
		return []string{err.Error()}
	}
	var differences []string
	for name, value := range stated {
		if !place.compares(name, object) {
			continue
		}
		if shown := object[place.field(name)]; !place.alike(name, value, shown) {
			differences = append(differences, fmt.Sprintf("%s: the state has %v, the %s %v", name, value, on.what, shown))
		}
	}
	return differences
}
