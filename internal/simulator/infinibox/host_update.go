package infinibox

import (
	"slices"
	"strings"
)

// hostChange changes one field of a host, or refuses to.
type hostChange func(c *call, h *host, d document) error

// hostChanges are the fields that an update can change one at a time; those of
// CHAP go together.
func hostChanges() map[string]hostChange {
	changes := map[string]hostChange{
		"name":               renameHost,
		"host_type":          setHostType,
		"min_expected_paths": setExpectedPaths,
		"optimized":          setOptimized,
	}
	for _, name := range chapFields() {
		changes[name] = setCHAP
	}
	return changes
}

func (a *Array) updateHost(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if len(d) == 0 {
		return nil, fail("MISSING_CONTENT")
	}
	names := d.names()
	for _, name := range names {
		if hostChanges()[name] == nil {
			return nil, fail("UNSUPPORTED_FIELD", name)
		}
	}
	if len(names) > 1 && slices.ContainsFunc(names, func(name string) bool { return !strings.HasPrefix(name, "security_") }) {
		return nil, fail("NOT_SUPPORTED_MULTIPLE_UPDATE")
	}
	h, err := a.hostAt(c)
	if err != nil {
		return nil, err
	}
	if err := hostChanges()[names[0]](c, h, d); err != nil {
		return nil, err
	}
	h.updated = c.millis()
	return shown(a.san.hosts.schema, h, nil), nil
}

// demandedName reads a name that an update changes.
func (d document) demandedName() (string, error) {
	name, set, err := d.text("name")
	if err != nil {
		return "", err
	}
	if !set {
		return "", fail("MALFORMED_PARAMETER", "name")
	}
	return name, checkName(name)
}

// demandedHostType reads a type that an update changes.
func (d document) demandedHostType() (string, error) {
	kind, set, err := d.choice("host_type", hostTypes())
	if err == nil && !set {
		err = fail("MALFORMED_PARAMETER", "host_type")
	}
	return kind, err
}

func renameHost(c *call, h *host, d document) error {
	name, err := d.demandedName()
	if err != nil {
		return err
	}
	if taken(c.array.san.hosts, name, h) {
		return fail("HOST_NAME_CONFLICT")
	}
	before := h.name
	h.name = name
	c.array.san.hosts.renamed(h, before)
	return nil
}

// setHostType keeps a host and its cluster of one type.
func setHostType(_ *call, h *host, d document) error {
	kind, err := d.demandedHostType()
	if err != nil {
		return err
	}
	if err := changeHostType(h.hostType, kind); err != nil {
		return err
	}
	if h.cluster != nil && h.cluster.hostType != kind {
		return fail("CLUSTER_PROHIBITED_HOST_TYPE", kind)
	}
	h.hostType = kind
	return nil
}

func setExpectedPaths(_ *call, h *host, d document) error {
	n, err := d.expectedPaths()
	if err != nil {
		return err
	}
	h.minPaths = n
	return nil
}

// setOptimized is dangerous when it changes anything.
func setOptimized(c *call, h *host, d document) error {
	optimized, err := d.demandedFlag("optimized")
	if err != nil {
		return err
	}
	if optimized != h.optimized {
		if err := c.approve("Modifying the host path optimized state may change the host's multipathing load-balancing behavior"); err != nil {
			return err
		}
	}
	h.optimized = optimized
	return nil
}

// setCHAP takes everything about CHAP at once, so that a host with iSCSI ports
// is never without a secret that its method needs.
func setCHAP(_ *call, h *host, d document) error {
	changed := h.chap
	if err := changed.read(d); err != nil {
		return err
	}
	if err := changed.check(); err != nil {
		return err
	}
	if h.has(portISCSI) {
		if err := changed.serves(h.name); err != nil {
			return err
		}
	}
	h.chap = changed
	return nil
}
