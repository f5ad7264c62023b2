package entity

import (
	"context"
	"slices"
)

// jointOf is the joint that an attribute belongs to; nil when it goes alone.
func (d *declared) jointOf(f field) []string {
	i := slices.IndexFunc(d.joint, func(names []string) bool { return slices.Contains(names, f.name) })
	if i < 0 {
		return nil
	}
	return d.joint[i]
}

// jointly groups changed fields: each is alone, or with the others of its
// joint.
func (d *declared) jointly(changed []field) [][]field {
	var groups [][]field
	for _, f := range changed {
		joint := d.jointOf(f)
		with := slices.IndexFunc(groups, func(group []field) bool { return slices.Contains(joint, group[0].name) })
		if with < 0 {
			groups = append(groups, []field{f})
			continue
		}
		groups[with] = append(groups[with], f)
	}
	return groups
}

// whole is a group with what else of its joint is set: the device takes them
// together only.
func (d *declared) whole(group []field, plan any, given secrets) []field {
	whole := slices.Clone(group)
	for _, name := range d.jointOf(group[0]) {
		f, _ := d.model.field(name)
		value := d.model.value(plan, f)
		set := given.given(f) || (!value.IsNull() && !value.IsUnknown())
		if set && !slices.ContainsFunc(group, func(changed field) bool { return changed.name == name }) {
			whole = append(whole, f)
		}
	}
	return whole
}

// body is what a request has of some fields.
func (d *declared) body(ctx context.Context, fields []field, plan any, given secrets) (map[string]any, error) {
	body := make(map[string]any, len(fields))
	for _, f := range fields {
		if f.secret {
			body[f.sent] = given.values[f.name]
			continue
		}
		value := d.model.value(plan, f)
		if reset, ok := d.resets[f.name]; ok && value.IsNull() {
			body[f.sent] = reset
			continue
		}
		sent, err := f.encode(ctx, value)
		if err != nil {
			return nil, err
		}
		body[f.sent] = sent
	}
	return body, nil
}
