package acctest

import "fmt"

// place says where a simulated array holds what a resource manages.
type place struct {
	// collection is the array's, and key the attribute that has the id there.
	collection, key string
	// id is that of a setting, which the array has once; it has no key.
	id string
	// fields are the array's names of attributes that are called otherwise.
	fields map[string]string
}

// held are the places by resource.
var held = map[string]place{
	"onprem_infinibox_pool":            {collection: "pools", key: "id"},
	"onprem_infinibox_pool_lock":       {collection: "pools", key: "pool_id"},
	"onprem_infinibox_volume":          {collection: "volumes", key: "id"},
	"onprem_infinibox_volume_snapshot": {collection: "volumes", key: "id"},
	"onprem_infinibox_qos":             {collection: "qos", id: "state", fields: map[string]string{"enabled": "is_enabled"}},
	"onprem_infinibox_system_name":     {collection: "system", id: "name", fields: map[string]string{"name": "result"}},
}

// of is the id of the object that a state has.
func (p place) of(attributes map[string]any) string {
	if p.id != "" {
		return p.id
	}
	return fmt.Sprint(attributes[p.key])
}

// field is what the array calls an attribute.
func (p place) field(attribute string) string {
	if attribute == p.key {
		return "id"
	}
	if field, ok := p.fields[attribute]; ok {
		return field
	}
	return attribute
}

// Setting is what the array has of a setting, by the segments of its path.
func (a *Array) Setting(section, name string) map[string]any {
	a.t.Helper()
	setting, ok := a.Device().Object(section, name)
	if !ok {
		a.t.Fatalf("the array has no setting %s/%s", section, name)
	}
	return setting
}

// Set changes a setting as another administrator would.
func (a *Array) Set(section, name string, fields map[string]any) {
	a.t.Helper()
	if _, err := a.Device().Put(section, name, fields); err != nil {
		a.t.Fatalf("setting %s/%s to %v: %v", section, name, fields, err)
	}
}
