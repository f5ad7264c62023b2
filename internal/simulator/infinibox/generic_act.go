package infinibox

import (
	"encoding/json"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// act carries out an operation: it checks what it was given, finds its object,
// and sets what the operation's name says.
func (e *endpoint) act(c *call) (*answer, error) {
	given, d, err := e.acting(c)
	if err != nil {
		return nil, err
	}
	var r *record
	if len(e.keys) > 0 || e.owner != nil || e.kind.entity.Kind == catalogue.Singleton {
		if r, err = e.recordAt(c); err != nil {
			return nil, err
		}
	}
	if err := e.refersToWhatExists(c, given); err != nil {
		return nil, err
	}
	if source := given["source_id"]; source.kind == integer && !c.array.exists(e.kind.name(), source.num) {
		return nil, e.kind.missing()
	}
	if err := e.approve(c, r, d); err != nil {
		return nil, err
	}
	if err := e.thawed(c, r); err != nil {
		return nil, err
	}
	if r == nil {
		return e.answerWithout(c), nil
	}
	if own := c.array.rulesOf(e.kind).act; own != nil {
		if err := own(c, r, e.tail, given); err != nil {
			return nil, err
		}
	}
	for _, name := range given.names() {
		if e.kind.has(name) && name != "id" {
			c.array.change(r, name, given[name])
		}
	}
	for _, name := range effects(e.tail).names() {
		if e.kind.has(name) {
			r.set(name, effects(e.tail)[name].as(r.get(name)))
		}
	}
	r.touch(c.millis())
	return e.answerOf(c, r), nil
}

// acting reads an operation's body: the fields of its sample, and those that
// the entity takes or shows elsewhere.
func (e *endpoint) acting(c *call) (fields, document, error) {
	body := e.documented[0].Body
	if len(c.body) == 0 && (body == "" || e.documented[0].SampleDoubtful) {
		return nil, document{}, nil
	}
	d, err := c.document()
	if err != nil {
		return nil, nil, err
	}
	var known []catalogue.WriteField
	known = append(append(known, e.kind.entity.CreateFields...), e.kind.entity.UpdateFields...)
	if body != "" {
		for _, f := range e.kind.entity.ReadFields {
			known = append(known, catalogue.WriteField{Name: f.Name, Type: f.Type})
		}
	}
	if body == "" {
		known = nil
	}
	for _, name := range named(e.method + " " + e.path) {
		known = append(known, catalogue.WriteField{Name: name})
	}
	if err := e.knows(d, known); err != nil {
		return nil, nil, err
	}
	if needed := e.onlyField(); needed != "" && d[needed] == nil {
		return nil, nil, fail("MISSING_FIELD", needed)
	}
	for _, name := range []string{"source_id", "pool_id", "entity_id"} {
		if v, sent := d[name]; sent && v != nil {
			if _, ok := whole(v); !ok {
				return nil, nil, fail("MALFORMED_PARAMETER", name)
			}
		}
	}
	given, err := e.typedFields(d, known)
	return given, d, err
}

// named are fields that operations are known to take although their samples
// are meant to fail.
func named(call string) []string {
	switch call {
	case "POST external_services/{service}/stop":
		return []string{"kind", "node_id"}
	case "POST notifications/targets/{id}/test":
		return []string{"recipients"}
	default:
		return nil
	}
}

// onlyField is the field without which an operation has nothing to do: the
// only one of its sample.
func (e *endpoint) onlyField() string {
	var sample map[string]any
	if e.documented[0].SampleDoubtful || json.Unmarshal(e.documented[0].Sample, &sample) != nil || len(sample) != 1 {
		return ""
	}
	for name := range sample {
		return name
	}
	return ""
}

// answerWithout is what an operation answers that isn't about one object. No
// successful answer has a null result.
func (e *endpoint) answerWithout(c *call) *answer {
	if template, ok := c.array.world.samples.Answers[e.method+" "+e.path]; ok {
		return plain(filled(template, nil))
	}
	switch e.result() {
	case "string":
		return plain(word("OK"))
	case "array":
		return plain(several())
	case "object":
		return plain(structure([]byte("{}")))
	default:
		return plain(flag(true))
	}
}

// effects are the fields that an operation of this name sets, where the object
// has them.
func effects(operation string) fields {
	switch operation {
	case "enable":
		return fields{"enabled": flag(true), "is_enabled": flag(true), "state": word("ENABLED")}
	case "disable":
		return fields{"enabled": flag(false), "is_enabled": flag(false), "state": word("DISABLED")}
	case "phase_in":
		return fields{"state": word("ACTIVE")}
	case "phase_out":
		return fields{"state": word("PHASED_OUT")}
	case "suspend":
		return fields{"_enabled": flag(false), "state": word("SUSPENDED")}
	case "resume":
		return fields{"_enabled": flag(true), "state": word("ACTIVE")}
	case "change_type_to_sync":
		return fields{"replication_type": word("SYNC")}
	case "change_type_to_async":
		return fields{"replication_type": word("ASYNC")}
	case "start":
		return fields{"cluster_state": word("GREEN")}
	case "stop":
		return fields{"cluster_state": word("RED")}
	case "accepted":
		return fields{"status": word("ACCEPTED")}
	case "snoozed":
		return fields{"status": word("SNOOZED")}
	case "open", "close":
		state := word(map[string]string{"open": "OPEN", "close": "CLOSED"}[operation])
		return fields{
			"node1_ssh_port_status": state, "node2_ssh_port_status": state, "node3_ssh_port_status": state,
			"sa_ssh_port_status": state, "overall_ssh_port_status": state,
		}
	default:
		return nil
	}
}

// as keeps a field's kind: what isn't of it leaves the field alone.
func (v value) as(now value) value {
	if now.kind == absent || now.kind == v.kind {
		return v
	}
	return now
}

// notSimulated refuses what can't be answered from what the array holds.
func notSimulated(c *call) (*answer, error) {
	return nil, &failure{
		code: "NOT_SIMULATED", status: 501,
		message: "This simulator doesn't do " + c.route.method + " " + c.route.path,
	}
}

// unanswerable are the endpoints that need something outside the array, or
// whose answer can't be told from the reference, by method and path. At present
// there are none.
func unanswerable() map[string]bool { return nil }

// rules are what a domain adds to the records of one entity. Each is asked
// after everything that holds for all of them, and may still refuse.
type rules struct {
	create func(c *call, made *record, given fields) error
	update func(c *call, r *record, given fields) error
	remove func(c *call, r *record) error
	act    func(c *call, r *record, operation string, given fields) error
}

// rulesOf are an entity's own rules; a domain joins by its line in domainRules.
func (a *Array) rulesOf(k *recordKind) rules { return a.domains[k.name()] }
