package symkloud

import (
	"fmt"
	"maps"
	"slices"
)

// shelves are the collections by their plain names.
func (s *Stack) shelves() map[string]func() shelf {
	return map[string]func() shelf{
		"settings": s.settingShelf, "users": s.userShelf, "platforms": s.platformShelf,
		"nodes": s.nodeShelf, "payloads": s.payloadShelf, "nics": s.nicShelf, "sensors": s.sensorShelf,
		"psus": s.psuShelf, "fans": s.fanShelf, "leds": s.ledShelf,
		"switch_speeds": s.speedShelf, "fabric_port_modes": s.modeShelf,
		"events": s.eventShelf, "bundles": s.bundleShelf, "upgrades": s.upgradeShelf,
	}
}

// Collections are the names of everything that Objects lists, sorted.
func Collections() []string {
	return slices.Sorted(maps.Keys((&Stack{}).shelves()))
}

// shelf finds a collection by its plain name.
func (s *Stack) shelf(name string) (shelf, bool) {
	found, ok := s.shelves()[name]
	if !ok {
		return nil, false
	}
	return found(), true
}

// Object is what the stack holds under a collection and id. The ids are names,
// or the numbers on the way down from the platform:
//
//	settings           "stack": https, elsewhere (which management server is active), tokenLifetime, readyAt
//	users              "admin"
//	platforms          "6": shared address, password, OID, snmp, log settings, upgradeFailsAt (a node)
//	nodes              "6/1", with everything on it; alarm is a level beside that of the sensors
//	payloads, nics     "6/1/2" and "6/1/2/1"
//	sensors            "6/1/27"
//	psus, fans         "6/1"; fault is their alarm
//	leds               "6", "6/node/1", "6/psu/1", "6/fan/1"
//	switch_speeds      "6/1" to "6/9", by slot, and fabric_port_modes
//	events             "6/116"
//	bundles, upgrades  "6"
//
// Fields are called as the API calls them, numbers that it has as text are text.
func (s *Stack) Object(collection, id string) (map[string]any, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle(s.clock.Now())
	held, ok := s.shelf(collection)
	if !ok {
		return nil, false
	}
	object, err := held.object(id)
	return object, err == nil
}

// Objects lists a collection in full, ordered by id.
func (s *Stack) Objects(collection string) ([]map[string]any, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle(s.clock.Now())
	held, ok := s.shelf(collection)
	if !ok {
		return nil, false
	}
	all, err := held.objects()
	return all, err == nil
}

// Put creates an object or changes fields of one, as another administrator
// would, or as somebody at the chassis: a node with its platform, number and
// model is pushed into its slot, a sensor's value or the fault of a power supply
// raises its alarm.
func (s *Stack) Put(collection, id string, fields map[string]any) (map[string]any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle(s.clock.Now())
	held, ok := s.shelf(collection)
	if !ok {
		return nil, fmt.Errorf("%s: %w", collection, errNotFound)
	}
	var err error
	if id == "" {
		id, err = held.add(fields)
	} else {
		err = held.change(id, fields)
	}
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", collection, id, err)
	}
	return held.object(id)
}

// Remove takes an object away: an account, a sensor, a node or power supply that
// is pulled out.
func (s *Stack) Remove(collection, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle(s.clock.Now())
	held, ok := s.shelf(collection)
	if !ok {
		return fmt.Errorf("%s: %w", collection, errNotFound)
	}
	if err := held.remove(id); err != nil {
		return fmt.Errorf("%s %s: %w", collection, id, err)
	}
	return nil
}
