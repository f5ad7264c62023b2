package infinibox

import (
	"iter"
	"net/http"
	"slices"
	"strings"
)

// Types of what a snapshot policy can be assigned to.
const (
	plannedVolume     = "VOLUME"
	plannedFilesystem = "FILESYSTEM"
	plannedGroup      = "CG"
)

// planned is what a snapshot policy can be assigned to: a volume, a file system
// or a consistency group.
type planned interface {
	identity() int64
	label() string
	// sort is its type as assignments name it: VOLUME, FILESYSTEM or CG.
	sort() string
	// plan is its policy, nil for none; assign gives it another.
	plan() *snapshotPolicy
	assign(*snapshotPolicy)
	// mayBePlanned refuses what can't have a policy of its own.
	mayBePlanned() error
	// take takes the snapshot that is due of it; what can't be taken isn't.
	take(*Array, *occasion)
}

// inWords is a type in the middle of a sentence.
func inWords(sort string) string {
	switch sort {
	case plannedGroup:
		return "consistency group"
	default:
		return strings.ToLower(sort)
	}
}

// atStart is a type at the start of a sentence.
func atStart(sort string) string {
	words := inWords(sort)
	return strings.ToUpper(words[:1]) + words[1:]
}

// allPlanned are all entities that have a policy: volumes, file systems and
// groups, each in the order of their ids.
func (a *Array) allPlanned() iter.Seq[planned] {
	return func(yield func(planned) bool) {
		for _, v := range a.volumes.items {
			if v.policy != nil && !yield(plannedDataset{v}) {
				return
			}
		}
		for _, r := range a.recordsOf("filesystems").items {
			if e := (plannedRecord{r}); e.plan() != nil && !yield(e) {
				return
			}
		}
		for _, g := range a.groups.items {
			if g.policy != nil && !yield(plannedMembers{g}) {
				return
			}
		}
	}
}

// plannedBy are the entities that a policy is assigned to, ordered by id.
func (a *Array) plannedBy(p *snapshotPolicy) []planned {
	var found []planned
	for e := range a.allPlanned() {
		if e.plan() == p {
			found = append(found, e)
		}
	}
	slices.SortFunc(found, byIdentity[planned])
	return found
}

// assignedCount is how many entities a policy is assigned to.
func (a *Array) assignedCount(p *snapshotPolicy) int64 {
	var n int64
	for e := range a.allPlanned() {
		if e.plan() == p {
			n++
		}
	}
	return n
}

// plannable is what has an id and could have a policy; nil when nothing does.
func (a *Array) plannable(id int64) planned {
	if v, ok := a.volumes.find(id); ok {
		return plannedDataset{v}
	}
	if g, ok := a.groups.find(id); ok {
		return plannedMembers{g}
	}
	if r, ok := a.recordsOf("filesystems").find(id); ok {
		return plannedRecord{r}
	}
	return nil
}

// assignable finds what a policy is to be assigned to. A dataset of another
// type isn't the one that is meant.
func (a *Array) assignable(sort string, id int64) (planned, error) {
	found := a.plannable(id)
	isGroup := found != nil && found.sort() == plannedGroup
	switch {
	case sort == plannedGroup && !isGroup:
		return nil, fail("CG_NOT_FOUND")
	case found == nil, isGroup && sort != plannedGroup:
		return nil, fail("DATASET_NOT_FOUND")
	case found.sort() != sort:
		// Parameter and value the wrong way round, as the reference shows it.
		return nil, fail("WRONG_PARAMETER", "assigned_entity_type", sort, "Entity with id "+describe(id)+" is not of type "+sort)
	}
	return found, nil
}

// assignPlanned puts an entity under a policy. Moving it from another is
// dangerous.
func (a *Array) assignPlanned(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("assigned_entity_type", "assigned_entity_id"); err != nil {
		return nil, err
	}
	if err := d.require("assigned_entity_type", "assigned_entity_id"); err != nil {
		return nil, err
	}
	sort, _, err := d.choice("assigned_entity_type", []string{plannedVolume, plannedFilesystem, plannedGroup})
	if err != nil {
		return nil, err
	}
	id, _, err := d.number("assigned_entity_id")
	if err != nil {
		return nil, err
	}
	p, err := a.policyAt(c)
	if err != nil {
		return nil, err
	}
	e, err := a.assignable(sort, id)
	if err != nil {
		return nil, err
	}
	if err := e.mayBePlanned(); err != nil {
		return nil, err
	}
	switch had := e.plan(); had {
	case nil:
	case p:
		return nil, fail("ENTITY_ALREADY_ASSIGNED_TO_SNAPSHOT_POLICY", atStart(sort), e.label(), p.name)
	default:
		if err := c.approve(atStart(sort) + " '" + e.label() + "' will be assigned to snapshot policy '" + p.name +
			"' instead of snapshot policy '" + had.name + "'"); err != nil {
			return nil, err
		}
	}
	e.assign(p)
	done := plain(flag(true))
	done.status = http.StatusCreated
	return done, nil
}

// unassignPlanned leaves an entity without a policy, which is dangerous always.
func (a *Array) unassignPlanned(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("assigned_entity_id"); err != nil {
		return nil, err
	}
	if err := d.require("assigned_entity_id"); err != nil {
		return nil, err
	}
	id, _, err := d.number("assigned_entity_id")
	if err != nil {
		return nil, err
	}
	p, err := a.policyAt(c)
	if err != nil {
		return nil, err
	}
	e := a.plannable(id)
	if e == nil || e.plan() != p {
		return nil, fail("ASSIGNED_ENTITY_TO_SNAPSHOT_POLICY_NOT_FOUND")
	}
	what := inWords(e.sort())
	if err := c.approve("If you unassign the " + what + " from the snapshot policy, scheduled snapshots will no longer be created for this " + what); err != nil {
		return nil, err
	}
	e.assign(nil)
	return plain(flag(true)), nil
}

// plannedSchema is how a policy lists what it's assigned to.
func plannedSchema() *schema[planned] {
	return newSchema([]field[planned]{
		{name: "assigned_entity_name", kind: text, get: func(e planned) value { return word(e.label()) }},
		{name: "snapshot_policy_id", kind: integer, get: func(e planned) value { return number(e.plan().id) }},
		{name: "assigned_entity_id", kind: integer, get: func(e planned) value { return number(e.identity()) }},
		{name: "assigned_entity_type", kind: text, get: func(e planned) value { return word(e.sort()) }},
		{name: "snapshot_policy_name", kind: text, get: func(e planned) value { return word(e.plan().name) }},
	}, nil, nil)
}

func (a *Array) listPlanned(c *call) (*answer, error) {
	p, err := a.policyAt(c)
	if err != nil {
		return nil, err
	}
	return listOf(c, plannedSchema(), a.plannedBy(p))
}
