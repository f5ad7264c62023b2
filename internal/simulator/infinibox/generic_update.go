package infinibox

import (
	"slices"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// update changes fields of an object or a setting.
func (e *endpoint) update(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := e.knows(d, e.kind.entity.UpdateFields); err != nil {
		return nil, err
	}
	if err := e.together(d); err != nil {
		return nil, err
	}
	given, err := e.typedFields(d, e.kind.entity.UpdateFields)
	if err != nil {
		return nil, err
	}
	for _, f := range e.kind.entity.UpdateFields {
		if v, sent := given[f.Name]; sent && v.kind == absent && f.Rules.NotNull {
			return nil, fail("WRONG_PARAMETER", "null", f.Name, "must not be null")
		}
	}
	r, err := e.recordAt(c)
	if err != nil {
		return nil, err
	}
	if err := e.refersToWhatExists(c, given); err != nil {
		return nil, err
	}
	if err := e.approve(c, r, d); err != nil {
		return nil, err
	}
	if err := e.thawed(c, r); err != nil {
		return nil, err
	}
	changed := &record{kind: r.kind, home: r.home, id: r.id, owner: r.owner, values: slices.Clone(r.values)}
	for name, v := range given {
		changed.set(name, v)
	}
	if err := e.takenBy(c, r, changed); err != nil {
		return nil, err
	}
	if own := c.array.rulesOf(e.kind).update; own != nil {
		if err := own(c, r, given); err != nil {
			return nil, err
		}
	}
	for _, name := range given.names() {
		c.array.change(r, name, given[name])
	}
	r.touch(c.millis())
	return e.answerOf(c, r), nil
}

// takenBy refuses a changed natural key that another object has.
func (e *endpoint) takenBy(c *call, r, changed *record) error {
	if r.sameKey(changed, e.kind.entity.NaturalKey) {
		return nil
	}
	others := c.array.recordsOf(e.kind.name()).names[strings.ToLower(changed.label())]
	if !slices.ContainsFunc(others, func(other *record) bool { return other != r }) {
		return nil
	}
	return e.unique(c, changed)
}

// together refuses fields that can't be changed by one call.
func (e *endpoint) together(d document) error {
	if len(d) == 0 {
		return fail("MISSING_CONTENT")
	}
	switch e.kind.entity.UpdateMode {
	case catalogue.OneFieldPerCall:
		if len(d) > 1 {
			return fail("NOT_SUPPORTED_MULTIPLE_UPDATE")
		}
	case catalogue.NameApartFromLimits:
		if _, renames := d["name"]; renames && len(d) > 1 {
			for _, name := range []string{"hard_capacity", "hard_inodes", "soft_capacity", "soft_inodes"} {
				if _, too := d[name]; too {
					return fail("UNSUPPORTED_FIELD", name)
				}
			}
		}
	}
	return nil
}

// remove deletes an object, with what belongs to it.
func (e *endpoint) remove(c *call) (*answer, error) {
	r, err := e.recordAt(c)
	if err != nil {
		return nil, err
	}
	return e.removeRecord(c, r, nil)
}

func (e *endpoint) removeRecord(c *call, r *record, d document) (*answer, error) {
	if err := e.approve(c, r, d); err != nil {
		return nil, err
	}
	if err := e.thawed(c, r); err != nil {
		return nil, err
	}
	if own := c.array.rulesOf(e.kind).remove; own != nil {
		if err := own(c, r); err != nil {
			return nil, err
		}
	}
	body := e.answerOf(c, r).result(nil) // as it was: what belongs to it goes too
	owner := r.ownedBy
	c.array.drop(r)
	if e.kind.answersOwner && owner != nil {
		return e.answerOf(c, owner), nil
	}
	return &answer{result: func(buf []byte) []byte { return append(buf, body...) }}, nil
}

// removeByBody deletes the object whose natural key the body has, of those
// that belong to the path's owner.
func (e *endpoint) removeByBody(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	for _, name := range d.names() {
		if !e.inSample(name) {
			return nil, fail("UNSUPPORTED_FIELD", name)
		}
	}
	owner, named, err := e.ownerOf(c)
	if err != nil {
		return nil, err
	}
	candidates := c.array.partsOf(e.kind, named, owner)
	if e.owner == nil {
		candidates = c.array.recordsOf(e.kind.name()).items
	}
	for _, key := range e.kind.entity.NaturalKey {
		if !e.inSample(key) {
			continue
		}
		if d[key] == nil {
			return nil, fail("MISSING_FIELD", key)
		}
		candidates = slices.DeleteFunc(slices.Clone(candidates), func(r *record) bool {
			return r.get(key).spelled() != ofJSON(d[key]).spelled()
		})
	}
	if len(candidates) == 0 {
		return nil, e.kind.missing()
	}
	return e.removeRecord(c, candidates[0], d)
}
