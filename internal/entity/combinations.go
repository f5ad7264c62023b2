package entity

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
)

// combined checks what the declaration says of attributes in several places,
// and joins each secret with the version that counts its changes.
func (d *declared) combined() error {
	for i := range d.model.fields {
		f := &d.model.fields[i]
		var err error
		switch {
		case f.changed != f.sent && (!f.written || f.bare || f.fixed):
			err = fmt.Errorf("is changed under another name and never changed by a name")
		case f.secret:
			err = d.soundSecret(f)
		case d.attributes[f.name].IsWriteOnly():
			err = fmt.Errorf("is write-only and has no api option secret")
		case f.unread:
			err = d.soundUnread(*f)
		case f.demanded:
			err = fmt.Errorf("is demanded though the device shows it: declare it as required")
		case f.sent != f.api && (!f.written || f.bare):
			err = fmt.Errorf("is sent under another name and never sent by a name")
		}
		if err != nil {
			return fmt.Errorf("attribute %q %w", f.name, err)
		}
	}
	if err := d.soundJoint(); err != nil {
		return err
	}
	return d.soundResets()
}

// soundSecret finds a secret's version. A fixed secret has its version replace
// the object.
func (d *declared) soundSecret(f *field) error {
	declared := d.attributes[f.name]
	_, isText := f.typ.(basetypes.StringType)
	switch {
	case !declared.IsWriteOnly() || !declared.IsOptional() || !isText:
		return fmt.Errorf("is a secret: declare it by Secret")
	case !strings.HasSuffix(f.name, secretEnding):
		return fmt.Errorf("is a secret, whose name ends in %s", secretEnding)
	case f.unread, f.zero, f.bare, f.sent != f.api:
		return fmt.Errorf("is a secret, which takes no api option beside fixed and demanded")
	}
	if err := d.unseenIn(*f, "is a secret"); err != nil {
		return err
	}
	i := slices.IndexFunc(d.model.fields, func(other field) bool { return other.name == f.name+versionEnding })
	_, moves := d.moves[f.name]
	switch {
	case i >= 0:
		version := &d.model.fields[i]
		counts := d.attributes[version.name]
		if _, isNumber := version.typ.(basetypes.Int64Type); !isNumber || version.api != "" || !counts.IsOptional() || counts.IsComputed() {
			return fmt.Errorf("has a version that isn't the provider's own: declare it by SecretVersion, without an api tag")
		}
		f.version, version.fixed = version.name, f.fixed
		if !f.fixed && d.update == Never && !moves {
			return fmt.Errorf("has a version, and nothing changes the object: tag it as fixed")
		}
	case !f.fixed && d.jointOf(*f) == nil:
		return fmt.Errorf("can't be changed: declare %s%s, or tag it as fixed", f.name, versionEnding)
	}
	if d.taken && d.stays == "" {
		return fmt.Errorf("is a secret of a setting, which can't be given back: say so in Stays")
	}
	return nil
}

// soundUnread checks an attribute that only a create sends.
func (d *declared) soundUnread(f field) error {
	switch {
	case !f.written || f.computed:
		return fmt.Errorf("is unread and computed: nothing would ever tell what it is")
	case f.zero, f.bare, f.sent != f.api:
		return fmt.Errorf("is unread, which takes no api option beside demanded")
	case d.taken:
		return fmt.Errorf("is unread, and a setting isn't made")
	case d.jointOf(f) != nil:
		return fmt.Errorf("is unread and in a joint")
	}
	if _, moves := d.moves[f.name]; moves {
		return fmt.Errorf("is unread and moves")
	}
	return d.unseenIn(f, "is unread")
}

// unseenIn refuses what needs to see an attribute that isn't shown.
func (d *declared) unseenIn(f field, what string) error {
	if f.name == d.naturalKey || f.api == d.naturalKey {
		return fmt.Errorf("%s and the natural key", what)
	}
	compared := slices.Clone(d.grows)
	for _, pair := range d.ordered {
		compared = append(compared, pair.Greater, pair.Lesser)
	}
	for _, s := range d.switches {
		compared = append(compared, s.Attribute)
	}
	for _, s := range d.sequences {
		for _, step := range []step{stepOf(s.First), stepOf(s.Then)} {
			if step.becomes != "" {
				compared = append(compared, step.attribute)
			}
		}
	}
	if slices.Contains(compared, f.name) {
		return fmt.Errorf("%s, and what it was isn't known", what)
	}
	return nil
}

// soundJoint checks that each joint is a request of its own.
func (d *declared) soundJoint() error {
	joined := map[string]bool{}
	for _, joint := range d.joint {
		if len(joint) < 2 {
			return fmt.Errorf("the joint %v has nothing to go together", joint)
		}
		for _, name := range joint {
			f, _ := d.model.field(name)
			_, moves := d.moves[name]
			switch {
			case joined[name]:
				return fmt.Errorf("attribute %q is in two joints, or twice in one", name)
			case d.update == Never, f.api == "", !f.written, f.fixed, f.bare, moves, d.switched(f):
				return fmt.Errorf("attribute %q is in a joint, and no update sends it", name)
			}
			joined[name] = true
		}
	}
	return nil
}

// soundResets checks that what is reset can be left out and then is sent.
func (d *declared) soundResets() error {
	for name := range d.resets {
		f, _ := d.model.field(name)
		_, moves := d.moves[name]
		switch declared := d.attributes[name]; {
		case !declared.IsOptional(), f.computed:
			return fmt.Errorf("attribute %q is reset, and leaving it out doesn't change it", name)
		case f.api == "", !f.shown(), f.fixed, d.switched(f), d.update == Never && !moves:
			return fmt.Errorf("attribute %q is reset, and no update sends it", name)
		}
	}
	return nil
}

// counts tells whether an attribute is a secret's version.
func (d *declared) counts(f field) bool {
	return slices.ContainsFunc(d.model.fields, func(other field) bool { return other.version == f.name })
}
