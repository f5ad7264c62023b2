package infinibox

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// systemObject is what metadata of the system itself hangs on.
const systemObject = "system"

// metadataRoutes are the endpoints of the section "Metadata": keys and values
// that clients hang on objects, or on the system.
func (a *Array) metadataRoutes() []route {
	return []route{
		listOn("metadata", "GetAllMetadata", a.listMetadata),
		listOn("metadata/system", "GetSystemMetadata", a.listMetadataOf),
		put("metadata/system", owners(), a.putMetadata),
		del("metadata/system", owners(), a.deleteAllMetadata),
		get("metadata/system/{key}", a.getMetadata),
		del("metadata/system/{key}", owners(), a.deleteMetadata),
		listOn("metadata/{object_id}", "GetObjectMetadata", a.listMetadataOf),
		put("metadata/{object_id}", owners(), a.putMetadata),
		del("metadata/{object_id}", owners(), a.deleteAllMetadata),
		get("metadata/{object_id}/{key}", a.getMetadata),
		del("metadata/{object_id}/{key}", owners(), a.deleteMetadata),
	}
}

// metadataOn is what a call's path hangs metadata on: its key among owners, its
// id and type.
func (a *Array) metadataOn(c *call) (owner string, id int64, kind string, err error) {
	if strings.HasPrefix(c.route.path, "metadata/"+systemObject) {
		return systemObject, 0, systemObject, nil
	}
	if id, err = c.id(); err != nil {
		return "", 0, "", err
	}
	for _, entity := range metadataEntities() {
		if !a.exists(entity, id) {
			continue
		}
		return strconv.FormatInt(id, 10), id, singular()[entity], nil
	}
	return "", 0, "", fail("METADATA_IS_NOT_SUPPORTED_FOR_ENTITY", fillers("METADATA_IS_NOT_SUPPORTED_FOR_ENTITY", c.variables[0])...)
}

// metadataEntities are the entities on whose objects metadata can hang.
func metadataEntities() []string {
	return []string{"pools", "volumes", "filesystems", "hosts", "clusters", "cgs", "vvols", "replication_groups"}
}

// singular is what metadata calls the type of an object.
func singular() map[string]string {
	return map[string]string{
		"pools": "pool", "volumes": "volume", "filesystems": "filesystem", "hosts": "host", "clusters": "cluster",
		"cgs": "cg", "vvols": "vvol", "replication_groups": "replication_group",
	}
}

func (a *Array) listMetadata(c *call) (*answer, error) {
	return a.recordsOf("metadata").list(c)
}

func (a *Array) listMetadataOf(c *call) (*answer, error) {
	owner, _, _, err := a.metadataOn(c)
	if err != nil {
		return nil, err
	}
	return listOf(c, a.world.kinds["metadata"].schema, a.partsOf(a.world.kinds["metadata"], owner, nil))
}

// keyed is the entry that the path's key names.
func (a *Array) keyed(c *call) (*record, error) {
	owner, _, _, err := a.metadataOn(c)
	if err != nil {
		return nil, err
	}
	if r := a.entry(owner, c.variables[len(c.variables)-1]); r != nil {
		return r, nil
	}
	return nil, fail("METADATA_NOT_FOUND", fillers("METADATA_NOT_FOUND", c.variables[len(c.variables)-1])...)
}

func (a *Array) entry(owner, key string) *record {
	for _, r := range a.recordsOf("metadata").items {
		if r.owner == owner && r.get("key").text == key {
			return r
		}
	}
	return nil
}

func (a *Array) getMetadata(c *call) (*answer, error) {
	r, err := a.keyed(c)
	if err != nil {
		return nil, err
	}
	return shown(r.kind.schema, r, r.kind.schema.pluck(c.params.Get("fields"))), nil
}

// putMetadata sets the keys of an object: those that the body has, whatever
// their values are, as text.
func (a *Array) putMetadata(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if len(d) == 0 {
		return nil, fail("MISSING_CONTENT")
	}
	for _, key := range d.names() {
		switch d[key].(type) {
		case string, json.Number, bool:
		default:
			return nil, fail("MALFORMED_PARAMETER", key)
		}
		if key == "" {
			return nil, fail("MALFORMED_PARAMETER", key)
		}
	}
	owner, id, kind, err := a.metadataOn(c)
	if err != nil {
		return nil, err
	}
	for _, key := range slices.Sorted(maps.Keys(d)) {
		r := a.entry(owner, key)
		if r == nil {
			r = a.newRecord(a.world.kinds["metadata"], a.newID())
			r.owner = owner
			r.set("key", word(key))
			r.set("object_id", number(id))
			r.set("object_type", word(kind))
			a.keep(r)
		}
		r.set("value", word(ofJSON(d[key]).spelled()))
	}
	return a.metadataAnswer(owner), nil
}

// metadataAnswer is all metadata of an object as a bare list.
func (a *Array) metadataAnswer(owner string) *answer {
	kind := a.world.kinds["metadata"]
	var items []value
	for _, r := range a.partsOf(kind, owner, nil) {
		items = append(items, structure(kind.schema.append(nil, r, nil)))
	}
	return plain(several(items...))
}

func (a *Array) deleteMetadata(c *call) (*answer, error) {
	r, err := a.keyed(c)
	if err != nil {
		return nil, err
	}
	a.drop(r)
	return shown(r.kind.schema, r, nil), nil
}

// deleteAllMetadata answers what there was. On an object it's dangerous, on the
// system the reference doesn't call it so.
func (a *Array) deleteAllMetadata(c *call) (*answer, error) {
	owner, _, _, err := a.metadataOn(c)
	if err != nil {
		return nil, err
	}
	if owner != systemObject {
		if err := c.approve("This operation will remove all of the metadata for the specified object"); err != nil {
			return nil, err
		}
	}
	gone := a.metadataAnswer(owner)
	a.forgetMetadata(owner)
	return gone, nil
}

// forgetMetadata drops what hangs on an object.
func (a *Array) forgetMetadata(owner string) {
	if len(a.recordsOf("metadata").items) == 0 {
		return
	}
	for _, r := range a.partsOf(a.world.kinds["metadata"], owner, nil) {
		a.drop(r)
	}
}
