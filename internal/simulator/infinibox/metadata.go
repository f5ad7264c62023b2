package infinibox

import (
	"encoding/json"
	"errors"
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

// metadataOn is what a call's path hangs metadata on: its id and type.
func (a *Array) metadataOn(c *call) (id int64, kind string, err error) {
	if strings.HasPrefix(c.route.path, "metadata/"+systemObject) {
		return systemID, systemObject, nil
	}
	if id, err = c.id(); err != nil {
		return 0, "", err
	}
	for _, entity := range metadataEntities() {
		if a.exists(entity, id) {
			return id, singular()[entity], nil
		}
	}
	return 0, "", worded("METADATA_IS_NOT_SUPPORTED_FOR_ENTITY", "This entity ID "+c.variables[0]+" does not exist nor support metadata")
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
	id, _, err := a.metadataOn(c)
	if err != nil {
		return nil, err
	}
	return listOf(c, a.world.kinds["metadata"].schema, a.tags.on(id))
}

// keyed is the entry that the path's key names. For a key of an object that
// isn't there the reference knows METADATA_NOT_FOUND alone.
func (a *Array) keyed(c *call) (*record, error) {
	id, _, err := a.metadataOn(c)
	if err == nil {
		if r := a.tags.of[id][c.variables[len(c.variables)-1]]; r != nil {
			return r, nil
		}
	}
	var refused *failure
	if errors.As(err, &refused) && refused.code == "MALFORMED_ID_TYPE" {
		return nil, err
	}
	return nil, fail("METADATA_NOT_FOUND")
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
	given := make(map[string]string, len(d))
	for key, to := range d {
		switch to.(type) {
		case string, json.Number, bool:
			given[key] = ofJSON(to).spelled()
		default:
			return nil, fail("MALFORMED_PARAMETER", key)
		}
		if key == "" {
			return nil, fail("MALFORMED_PARAMETER", key)
		}
	}
	id, kind, err := a.metadataOn(c)
	if err != nil {
		return nil, err
	}
	if err := a.admitTags(id, given); err != nil {
		return nil, err
	}
	for _, key := range slices.Sorted(maps.Keys(given)) {
		if r := a.tags.of[id][key]; r != nil {
			a.change(r, "value", word(given[key]))
			continue
		}
		r := a.newRecord(a.world.kinds["metadata"], a.newID())
		r.owner = systemObject
		if id != systemID {
			r.owner = strconv.FormatInt(id, 10)
		}
		for name, v := range (fields{"key": word(key), "value": word(given[key]), "object_id": number(id), "object_type": word(kind)}) {
			r.set(name, v)
		}
		a.keep(r)
	}
	return a.metadataAnswer(id), nil
}

// metadataAnswer is all metadata of an object as a bare list.
func (a *Array) metadataAnswer(object int64) *answer {
	schema := a.world.kinds["metadata"].schema
	var items []value
	for _, r := range a.tags.on(object) {
		items = append(items, structure(schema.append(nil, r, nil)))
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
	id, _, err := a.metadataOn(c)
	if err != nil {
		return nil, err
	}
	if id != systemID {
		if err := c.approve("This operation will remove all of the metadata for the specified object"); err != nil {
			return nil, err
		}
	}
	gone := a.metadataAnswer(id)
	a.forgetMetadata(id)
	return gone, nil
}
