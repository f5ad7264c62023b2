package acctest

import (
	"fmt"
	"slices"
	"strings"
)

// place says where a simulated device holds what a resource manages.
type place struct {
	// collection is the array's, and key the attribute that has the id there.
	collection, key string
	// id is that of a setting, which the device has once; it has no key. Or it is
	// made of the values of attributes, and of the platform's number, that stand
	// in braces: "{platform}/{node}/{number}".
	id string
	// unread are the attributes that the array takes and never shows.
	unread []string
	// fields are the array's names of attributes that are called otherwise.
	fields map[string]string
	// inside is the field of that object which lists what is managed, and by
	// the attribute by which the one is found there.
	inside, by string
	// shape turns what the array has into what its attributes are compared
	// with, where these aren't the same; may be nil.
	shape func(object map[string]any) map[string]any
	// entries says that the objects of the collection are entries of what the
	// key names, or the id, and that some of them are managed.
	entries bool
	// texts says that the device writes numbers and flags as texts.
	texts bool
}

// placeOf is where what a resource manages is held; false when nothing says it.
func placeOf(resource string) (place, bool) {
	if found, ok := held[resource]; ok {
		return found, true
	}
	found, ok := heldBySymkloud[resource]
	found.texts = ok
	return found, ok
}

// held are the places in an array by resource.
var held = map[string]place{
	"onprem_infinibox_cluster":                  {collection: "clusters", key: "id"},
	"onprem_infinibox_cluster_host":             {collection: "hosts", key: "host_id", fields: map[string]string{"cluster_id": "host_cluster_id"}},
	"onprem_infinibox_cluster_lun":              {collection: "clusters", key: "cluster_id", inside: "luns", by: "volume_id", fields: map[string]string{"cluster_id": "host_cluster_id"}},
	"onprem_infinibox_host":                     {collection: "hosts", key: "id", shape: chosenPaths},
	"onprem_infinibox_host_lun":                 {collection: "hosts", key: "host_id", inside: "luns", by: "volume_id"},
	"onprem_infinibox_host_port":                {collection: "hosts", key: "host_id", inside: "ports", by: "address"},
	"onprem_infinibox_pool":                     {collection: "pools", key: "id"},
	"onprem_infinibox_pool_lock":                {collection: "pools", key: "pool_id"},
	"onprem_infinibox_vm":                       {collection: "vms", key: "id"},
	"onprem_infinibox_volume":                   {collection: "volumes", key: "id"},
	"onprem_infinibox_volume_snapshot":          {collection: "volumes", key: "id"},
	"onprem_infinibox_object_metadata":          {collection: "metadata", key: "object_id", entries: true},
	"onprem_infinibox_system_metadata":          {collection: "metadata", id: "-4", entries: true},
	"onprem_infinibox_qos":                      {collection: "qos", id: "state", fields: map[string]string{"enabled": "is_enabled"}},
	"onprem_infinibox_qos_assignment":           {collection: "qos_assignments", key: "id"},
	"onprem_infinibox_qos_policy":               {collection: "qos_policies", key: "id"},
	"onprem_infinibox_snapshot_policy":          {collection: "snapshot_policies", key: "id"},
	"onprem_infinibox_snapshot_policy_schedule": {collection: "schedules", key: "id"},
	"onprem_infinibox_system_name":              {collection: "system", id: "name", fields: map[string]string{"name": "result"}},
	"onprem_infinibox_consistency_group":        {collection: "cgs", key: "id"},
	"onprem_infinibox_consistency_group_member": {collection: "volumes", key: "dataset_id"},
	"onprem_infinibox_snapshot_group":           {collection: "cgs", key: "id", unread: []string{"snap_prefix", "snap_suffix"}},
}

// chosenPaths leaves out a host's number of paths that the array computes.
func chosenPaths(host map[string]any) map[string]any {
	if host["is_min_expected_paths_user_set"] != true {
		host["min_expected_paths"] = nil
	}
	return host
}

// object is what a device has of what a state manages.
func (p place) object(on *Simulated, attributes map[string]any) (map[string]any, error) {
	id := p.idOf(on, attributes)
	if p.entries {
		return p.entriesOf(on, id, attributes)
	}
	object, ok := on.Device().Object(p.collection, id)
	if !ok {
		return nil, fmt.Errorf("the %s has no %s %s", on.what, p.collection, id)
	}
	if p.inside != "" {
		var err error
		if object, err = p.part(object, attributes); err != nil {
			return nil, fmt.Errorf("%s %s: %w", p.collection, id, err)
		}
	}
	if p.shape != nil {
		object = p.shape(object)
	}
	return object, nil
}

// idOf is the id of what a state manages.
func (p place) idOf(on *Simulated, attributes map[string]any) string {
	if p.id == "" {
		return fmt.Sprint(attributes[p.key])
	}
	id := strings.ReplaceAll(p.id, "{platform}", on.platform)
	for name, value := range attributes {
		id = strings.ReplaceAll(id, "{"+name+"}", fmt.Sprint(value))
	}
	return id
}

// compares tells whether an attribute can be held against the object: secrets
// can't, nor can what only says where the object is.
func (p place) compares(attribute string, object map[string]any) bool {
	if own(attribute) || slices.Contains(p.unread, attribute) {
		return false
	}
	if !strings.Contains(p.id, "{") {
		return true
	}
	_, shown := object[p.field(attribute)]
	return attribute != "id" && (shown || !strings.Contains(p.id, "{"+attribute+"}"))
}

// alike compares a value of Terraform's with one of the device's.
func (p place) alike(attribute string, ours, theirs any) bool {
	return alike(attribute, ours, theirs) || p.texts && alikeAsTexts(ours, theirs)
}

// entriesOf are those of an object that a state manages.
func (p place) entriesOf(on *Simulated, id string, attributes map[string]any) (map[string]any, error) {
	objects, _ := on.Device().Objects(p.collection)
	managed, _ := attributes["entries"].(map[string]any)
	found := map[string]any{}
	for _, object := range objects {
		key := fmt.Sprint(object["key"])
		if _, own := managed[key]; own && fmt.Sprint(object["object_id"]) == id {
			found[key] = object["value"]
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("the %s has none of the %s of %s", on.what, p.collection, id)
	}
	return map[string]any{"entries": found, "id": attributes[p.key]}, nil
}

// part finds what is managed inside the object that shows it.
func (p place) part(object, attributes map[string]any) (map[string]any, error) {
	parts, _ := object[p.inside].([]any)
	for _, part := range parts {
		if shown, ok := part.(map[string]any); ok && p.alike(p.by, attributes[p.by], shown[p.field(p.by)]) {
			return shown, nil
		}
	}
	return nil, fmt.Errorf("none of its %s has %s = %v", p.inside, p.by, attributes[p.by])
}

// field is what the array calls an attribute.
func (p place) field(attribute string) string {
	if field, ok := p.fields[attribute]; ok {
		return field
	}
	if attribute == p.key && p.inside == "" {
		return "id"
	}
	return attribute
}
