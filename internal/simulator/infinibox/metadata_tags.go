package infinibox

import "slices"

// systemID is what metadata of the system itself has for an object.
const systemID = -4

// tags are the metadata of all objects, found by object and key.
type tags struct {
	of map[int64]map[string]*record
	// size is how many bytes the keys and values of all have.
	size int64
}

func newTags() *tags { return &tags{of: make(map[int64]map[string]*record)} }

// book takes an entry in or out.
func (t *tags) book(r *record, sign int64) {
	object, key := r.get("object_id").num, r.get("key").text
	t.size += sign * sizeOfTag(key, r.get("value").text)
	held := t.of[object]
	switch {
	case sign > 0 && held == nil:
		t.of[object] = map[string]*record{key: r}
	case sign > 0:
		held[key] = r
	default:
		delete(held, key)
		if len(held) == 0 {
			delete(t.of, object)
		}
	}
}

func sizeOfTag(key, value string) int64 { return int64(len(key) + len(value)) }

// on are an object's entries, ordered by id.
func (t *tags) on(object int64) []*record {
	held := t.of[object]
	entries := make([]*record, 0, len(held))
	for _, r := range held {
		entries = append(entries, r)
	}
	slices.SortFunc(entries, byIdentity[*record])
	return entries
}

// admitTags refuses what is more than the array keeps: in one call, as one
// value, of one object, of all. The reference names these limits without their
// figures.
func (a *Array) admitTags(object int64, given map[string]string) error {
	limits := a.options.Limits
	held := a.tags.of[object]
	if len(given) > limits.MetadataPerRequest {
		return fail("METADATA_PER_REQUEST_EXCEEDED")
	}
	added, size := 0, a.tags.size
	for key, to := range given {
		if len(to) > limits.MetadataValue {
			return fail("METADATA_SIZE_EXCEEDED")
		}
		size += sizeOfTag(key, to)
		if r := held[key]; r != nil {
			size -= sizeOfTag(key, r.get("value").text)
		} else {
			added++
		}
	}
	if len(held)+added > limits.MetadataPerObject {
		return fail("METADATA_PER_ENTITY_EXCEEDED")
	}
	if size > int64(limits.MetadataTotal) {
		return fail("METADATA_IN_SYSTEM_EXCEEDED")
	}
	return nil
}

// forgetMetadata drops what hangs on an object.
func (a *Array) forgetMetadata(object int64) {
	for _, r := range a.tags.on(object) {
		a.drop(r)
	}
}
