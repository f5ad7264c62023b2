package infinibox

import (
	"encoding/json"
	"errors"
	"net/http"
)

func (a *Array) createQoSPolicy(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("name", "type", "max_ops", "max_bps", "burst_enabled", "burst_factor"); err != nil {
		return nil, err
	}
	if err := d.require("name"); err != nil {
		return nil, err
	}
	if _, given := d["type"]; !given {
		return nil, fail("MISSING_FIELD", "type")
	}
	p := &qosPolicy{created: c.millis(), updated: c.millis()}
	if err := p.read(d); err != nil {
		return nil, err
	}
	if err := p.check(); err != nil {
		return nil, err
	}
	if err := a.freeQoSName(p.name, nil); err != nil {
		return nil, err
	}
	if len(a.qosPolicies.items) >= a.options.Limits.QoSPolicies {
		return nil, fail("QOS_POLICY_COUNT_LIMIT")
	}
	p.id = a.newID()
	a.qosPolicies.add(p)
	return made(a.qosPolicies.schema, p), nil
}

// read takes the fields that a body has. A limit of null is none; a name of
// null says nothing, as the sample of the update shows.
func (p *qosPolicy) read(d document) error {
	name, named, err := d.text("name")
	if err != nil {
		return err
	}
	if named {
		if err := checkName(name); err != nil {
			return err
		}
		p.name = name
	}
	sort, set, err := d.choice("type", []string{volumeLimits, poolVolumeLimits, filesystemLimits, poolFilesystemLimits})
	if err != nil {
		return err
	}
	if _, given := d["type"]; given && !set {
		return fail("WRONG_PARAMETER", "null", "type", "may not be null")
	}
	for name, limit := range map[string]*int64{"max_ops": &p.ops, "max_bps": &p.bps} {
		n, set, err := d.number(name)
		if err != nil {
			return err
		}
		if set && n == 0 {
			return refuseLimit(name, n)
		}
		if _, given := d[name]; given {
			*limit = n
		}
	}
	if err := p.readBurst(d); err != nil {
		return err
	}
	switch sort {
	case filesystemLimits, poolFilesystemLimits:
		known, _ := lookUpCode("FEATURE_NOT_ENABLED")
		return &failure{code: "FEATURE_NOT_ENABLED", status: known.status, message: "QoS for filesystem feature is not enabled"}
	case volumeLimits, poolVolumeLimits:
		p.shared = sort == poolVolumeLimits
	}
	return nil
}

// readBurst takes whether there's a burst, and its factor, which goes with one
// alone.
func (p *qosPolicy) readBurst(d document) error {
	enabled, set, err := d.flag("burst_enabled")
	if err != nil {
		return err
	}
	if !set {
		enabled = p.burst > 0
	}
	factor, given := d["burst_factor"]
	if given && factor != nil {
		digits, ok := factor.(json.Number)
		if !ok {
			return fail("MALFORMED_PARAMETER", "burst_factor")
		}
		f, err := digits.Float64()
		if err != nil {
			return fail("MALFORMED_PARAMETER", "burst_factor")
		}
		if !enabled {
			return fail("WRONG_PARAMETER", digits.String(), "burst_factor", "must be empty if burst is not enabled")
		}
		if f == 0 {
			return fail("QOS_POLICY_INVALID_BURST_PARAMETER", digits.String())
		}
		p.burst = f
		return nil
	}
	switch {
	case !enabled:
		p.burst = 0
	case given, p.burst == 0:
		return fail("WRONG_PARAMETER", "null", "burst_factor", "may not be null if burst is enabled")
	}
	return nil
}

// updateQoSPolicy changes a policy. Its type stays as long as anything is
// assigned to it.
func (a *Array) updateQoSPolicy(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if len(d) == 0 {
		return nil, fail("MISSING_CONTENT")
	}
	if err := d.only("name", "type", "max_ops", "max_bps", "burst_enabled", "burst_factor"); err != nil {
		return nil, err
	}
	p, missing := a.qosPolicyAt(c)
	if missing != nil {
		p = &qosPolicy{}
	}
	changed := *p
	if err := changed.read(d); err != nil && (missing == nil || isMalformed(err)) {
		return nil, err
	}
	if missing != nil {
		return nil, missing
	}
	if changed.shared != p.shared && len(p.assigned) > 0 {
		return nil, fail("QOS_POLICY_TYPE_MODIFY_WITH_ENTITIES_NOT_ALLOWED")
	}
	if err := changed.check(); err != nil {
		return nil, err
	}
	if err := a.freeQoSName(changed.name, p); err != nil {
		return nil, err
	}
	before := p.name
	*p = changed
	p.updated = c.millis()
	a.qosPolicies.renamed(p, before)
	return shown(a.qosPolicies.schema, p, nil), nil
}

// isMalformed tells whether a call was refused for what its body says alone.
func isMalformed(err error) bool {
	var refused *failure
	return errors.As(err, &refused) && refused.status == http.StatusBadRequest
}
