package infinibox

import (
	"strings"
	"unicode/utf8"
)

// maxSuffixLength is the reference's, in characters.
const maxSuffixLength = 64

func (a *Array) createPolicy(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("name", "suffix"); err != nil {
		return nil, err
	}
	// The reference names the name alone as missing; all of its samples have a
	// suffix.
	if err := d.require("name", "suffix"); err != nil {
		return nil, err
	}
	p := &snapshotPolicy{created: c.millis(), updated: c.millis()}
	if err := p.read(d); err != nil {
		return nil, err
	}
	if err := a.freePolicy(p, nil); err != nil {
		return nil, err
	}
	if len(a.policies.items) >= a.options.Limits.SnapshotPolicies {
		return nil, fail("SNAPSHOT_POLICIES_COUNT_LIMIT")
	}
	p.id = a.newID()
	a.policies.add(p)
	return made(a.policies.schema, p), nil
}

// read takes the fields that a body has, each checked by itself.
func (p *snapshotPolicy) read(d document) error {
	if name, set, err := d.text("name"); err != nil {
		return err
	} else if set {
		p.name = name
	}
	if suffix, set, err := d.text("suffix"); err != nil {
		return err
	} else if set {
		p.suffix = suffix
	}
	if standard, set, err := d.flag("default_snapshot_policy"); err != nil {
		return err
	} else if set {
		p.standard = standard
	}
	return p.check()
}

// check refuses names and suffixes that no policy can have. Beside what no name
// may hold, the reference shows the colon refused in both.
func (p *snapshotPolicy) check() error {
	if err := checkName(p.name); err != nil {
		return err
	}
	if strings.Contains(p.name, ":") {
		return fail("INVALID_CHARACTERS_IN_NAME", p.name)
	}
	if n := utf8.RuneCountInString(p.suffix); n < 1 || n > maxSuffixLength {
		return fail("WRONG_PARAMETER", p.suffix, "suffix", "size must be between 1 and 64")
	}
	if strings.TrimSpace(p.suffix) != p.suffix || !isNameText(p.suffix) || strings.Contains(p.suffix, ":") {
		return fail("INVALID_CHARACTERS_IN_SNAPSHOT_POLICY_SUFFIX", p.suffix)
	}
	return nil
}

// freePolicy refuses a name or suffix that another policy has.
func (a *Array) freePolicy(wanted, but *snapshotPolicy) error {
	for _, other := range a.policies.items {
		switch {
		case other == but:
		case other.name == wanted.name:
			return fail("SNAPSHOT_POLICY_NAME_CONFLICT", wanted.name)
		case other.suffix == wanted.suffix:
			return fail("SNAPSHOT_POLICY_SUFFIX_CONFLICT", wanted.suffix)
		}
	}
	return nil
}

// updatePolicy changes a policy's name and suffix, and which policy new
// entities get: there's one at most, so another loses what this one gains.
func (a *Array) updatePolicy(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if len(d) == 0 {
		return nil, fail("MISSING_CONTENT")
	}
	if err := d.only("name", "suffix", "default_snapshot_policy"); err != nil {
		return nil, err
	}
	wanted := &snapshotPolicy{name: "checked alone", suffix: "checked alone"}
	if err := wanted.read(d); err != nil {
		return nil, err
	}
	for _, name := range d.names() {
		if d[name] == nil {
			return nil, fail("WRONG_PARAMETER", "null", name, "may not be null")
		}
	}
	p, err := a.policyAt(c)
	if err != nil {
		return nil, err
	}
	changed := *p
	if err := changed.read(d); err != nil {
		return nil, err
	}
	if err := a.freePolicy(&changed, p); err != nil {
		return nil, err
	}
	if changed.standard && !p.standard {
		if other := a.standardPolicy(); other != nil {
			other.standard, other.updated = false, c.millis()
		}
	}
	before := p.name
	*p = changed
	p.updated = c.millis()
	a.policies.renamed(p, before)
	return shown(a.policies.schema, p, nil), nil
}
