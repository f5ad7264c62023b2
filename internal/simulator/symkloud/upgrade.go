package symkloud

import (
	"slices"
	"time"
)

// States of an upgrade; only Completed is published.
const (
	upgradeCompleted = "Completed"
	upgradeRunning   = "InProgress"
	upgradeFailed    = "Failed"
)

// upgrade is the latest upgrade of a platform, node after node.
type upgrade struct {
	// Nodes are to be upgraded, in this order; Done of them are.
	Nodes []number `json:"nodes"`
	Done  int      `json:"done"`
	// Due is when the node under way is; zero while none is.
	Due    time.Time `json:"due,omitzero"`
	Failed bool      `json:"failed,omitempty"`
}

func (u *upgrade) running() bool { return !u.Due.IsZero() }

// current is the number of the node under way.
func (u *upgrade) current() number { return u.Nodes[u.Done] }

func (s *Stack) upgradeRoutes() []route {
	const path = "Platform/{p}/OneClickUpgrade"
	return []route{
		{methods: "GET", path: path, need: ReadOnly, handle: s.showUpgrade},
		{methods: "POST", path: path, need: Administer, handle: s.startUpgrade,
			takes: parameters{may: []string{"node", "model", "forceUpdate"}}},
	}
}

// startUpgrade upgrades all nodes, or one, or those of a model. Nodes that have
// the bundle's versions are left out unless that is forced; there is nothing to
// do then, and that's a success.
func (s *Stack) startUpgrade(c *call) (any, error) {
	forced := false
	if c.form.given("forceUpdate") {
		var ok bool
		if forced, ok = truth(c.form["forceUpdate"], "true", "false"); !ok || !c.form.given("model") {
			return nil, refuse(codeBadParameters)
		}
	}
	switch {
	case c.form.given("node") && c.form.given("model"):
		return nil, refuse(codeBadParameters)
	case c.form.given("model") && !c.form.given("forceUpdate"):
		return nil, refuse(codeMissing)
	case c.platform.Upgrade.running():
		return nil, refuse(codeUpgrading)
	case c.platform.Bundle == nil:
		return nil, refuse(codeNoBundle)
	}
	chosen, err := c.chosen()
	if err != nil {
		return nil, err
	}
	var nodes []number
	for _, n := range chosen {
		if forced || !n.upToDate(c.platform.Bundle) {
			nodes = append(nodes, n.Number)
		}
	}
	c.platform.Upgrade = upgrade{Nodes: nodes}
	if len(nodes) > 0 {
		c.platform.logUpgrade(c.now, manager, "Upgrade started")
		s.upgradeNext(c.platform, c.now)
	}
	return nil, nil
}

// chosen are the nodes that a call wants to upgrade and that the bundle has
// something for. When there are none the upgrade can't start (14).
func (c *call) chosen() ([]*node, error) {
	wanted := func(*node) bool { return true }
	if text, ok := c.form["node"]; ok {
		at, isNumber := digits(text)
		if !isNumber || c.platform.node(at) == nil {
			return nil, refuse(codeNoNode)
		}
		wanted = func(n *node) bool { return int(n.Number) == at }
	}
	if model, ok := c.form["model"]; ok {
		wanted = func(n *node) bool { return n.Model == model }
	}
	var nodes []*node
	for _, n := range c.platform.Nodes {
		if wanted(n) && firmwareFor(c.platform.Bundle, n.Model) != nil {
			nodes = append(nodes, n)
		}
	}
	if len(nodes) == 0 {
		return nil, refuse(codeNoUpgrade)
	}
	return nodes, nil
}

// firmwareFor is what a bundle has for a model, or nil.
func firmwareFor(bundle []Firmware, model string) []Version {
	for _, one := range bundle {
		if one.Model == model {
			return one.Components
		}
	}
	return nil
}

// upToDate tells whether a node has all versions of the bundle.
func (n *node) upToDate(bundle []Firmware) bool {
	for _, v := range firmwareFor(bundle, n.Model) {
		if !slices.Contains(n.Versions, v) {
			return false
		}
	}
	return true
}

// upgradeNext begins with the next node.
func (s *Stack) upgradeNext(p *platform, now time.Time) {
	p.Upgrade.Due = now.Add(s.options.Upgrade)
	if n := p.node(int(p.Upgrade.current())); n != nil {
		n.Updating = true
	}
}

// finishNode ends the upgrade of the node under way, at the time that was due.
// A node that was pulled out meanwhile, or that is told to, makes it fail.
func (s *Stack) finishNode(p *platform) {
	u, at := &p.Upgrade, p.Upgrade.Due
	u.Due = time.Time{}
	n := p.node(int(u.current()))
	if n == nil || p.UpgradeFailsAt == n.Number {
		if n != nil {
			n.Updating = false
		}
		u.Failed, p.UpgradeFailsAt = true, 0
		p.logUpgrade(at, manager, "Upgrade failed")
		return
	}
	n.Updating = false
	n.Versions = merged(n.Versions, firmwareFor(p.Bundle, n.Model))
	p.logUpgrade(at, n.generator(), "Upgraded")
	if u.Done++; u.Done < len(u.Nodes) {
		s.upgradeNext(p, at)
		return
	}
	p.logUpgrade(at, manager, "Upgrade completed")
}

// merged are versions after others were installed.
func merged(versions, others []Version) []Version {
	versions = slices.Clone(versions)
	for _, v := range others {
		at := slices.IndexFunc(versions, func(old Version) bool { return old.Name == v.Name })
		if at < 0 {
			versions = append(versions, v)
			continue
		}
		versions[at] = v
	}
	return versions
}
