package infinibox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// keptRecord is a record as an inventory has it: the fields that differ from
// those of a new one.
type keptRecord struct {
	ID     int64          `json:"id"`
	Owner  string         `json:"owner,omitempty"`
	Fields map[string]any `json:"fields,omitempty"`
}

// UnmarshalJSON keeps numbers as they are written.
func (k *keptRecord) UnmarshalJSON(given []byte) error {
	type plain keptRecord
	decoder := json.NewDecoder(bytes.NewReader(given))
	decoder.DisallowUnknownFields()
	decoder.UseNumber()
	if err := decoder.Decode((*plain)(k)); err != nil {
		return fmt.Errorf("a record: %w", err)
	}
	return nil
}

// keptRecords are all records by entity.
func (a *Array) keptRecords() map[string][]keptRecord {
	kept := make(map[string][]keptRecord)
	for name, held := range a.records {
		for _, r := range held.items {
			kept[name] = append(kept[name], r.kept())
		}
	}
	return kept
}

func (r *record) kept() keptRecord {
	kept := keptRecord{ID: r.id, Owner: r.owner, Fields: make(map[string]any)}
	for i, v := range r.values {
		if !bytes.Equal(v.appendJSON(nil), r.kind.defaults[i].appendJSON(nil)) {
			kept.Fields[r.kind.schema.fields[i].name] = v.native()
		}
	}
	return kept
}

// stockRecords fills an empty array's records; one without any, from before
// there were records, is furnished like a new one.
func (a *Array) stockRecords(kept map[string][]keptRecord) error {
	if kept == nil {
		a.furnish()
		return nil
	}
	for name, records := range kept {
		kind, ok := a.world.kinds[name]
		if !ok {
			return fmt.Errorf("there are no %s on an infinibox", name)
		}
		if _, own := a.sanShelf(name); own {
			return fmt.Errorf("%s aren't records, they have a section of their own", name)
		}
		if _, own := a.protectionShelf(name); own {
			return fmt.Errorf("%s aren't kept as records", name)
		}
		for _, k := range records {
			r, err := a.restored(kind, k)
			if err != nil {
				return fmt.Errorf("%s %d: %w", name, k.ID, err)
			}
			a.records[name].add(r)
		}
	}
	for _, held := range a.records {
		for _, r := range held.items {
			if err := a.rejoin(r); err != nil {
				return fmt.Errorf("%s %d: %w", r.kind.name(), r.id, err)
			}
		}
	}
	a.sortParts()
	return nil
}

// adoptRecords makes imported records this array's.
func (a *Array) adoptRecords() {
	for _, held := range a.records {
		for _, r := range held.items {
			r.home = a
		}
	}
}

// restored is a record as it was; what it belongs to isn't there yet.
func (a *Array) restored(kind *recordKind, k keptRecord) (*record, error) {
	if _, taken := a.records[kind.name()].find(k.ID); taken {
		return nil, fmt.Errorf("the id is taken")
	}
	r := a.newRecord(kind, k.ID)
	r.owner = k.Owner
	for name, given := range k.Fields {
		i, ok := kind.at[name]
		if !ok {
			return nil, fmt.Errorf("there is no field %s", name)
		}
		v := ofJSON(given)
		if kind.schema.fields[i].kind == decimal && v.kind == integer {
			v = fraction(float64(v.num))
		}
		r.values[i] = v
	}
	return r, nil
}

// rejoin finds what a record belongs and refers to.
func (a *Array) rejoin(r *record) error {
	a.book(r, +1)
	parent, owned := a.world.kinds[r.kind.entity.Parent]
	if owned && r.owner != "" && r.kind.entity.Kind != catalogue.Collection {
		id, err := strconv.ParseInt(r.owner, 10, 64)
		if err != nil {
			return fmt.Errorf("its owner is %q", r.owner)
		}
		owner, ok := a.recordsOf(parent.name()).find(id)
		if !ok {
			return fmt.Errorf("its owner %s %d isn't there", parent.name(), id)
		}
		r.ownedBy = owner
		owner.addPart(r)
	}
	for _, to := range r.kind.references {
		if target := a.referenced(r, to); target != nil {
			target.addPart(r)
		}
	}
	return nil
}

// sortParts puts the parts of all records in the order of their ids.
func (a *Array) sortParts() {
	for _, held := range a.records {
		for _, r := range held.items {
			for _, parts := range r.parts {
				slices.SortFunc(parts, byIdentity[*record])
			}
		}
	}
}
