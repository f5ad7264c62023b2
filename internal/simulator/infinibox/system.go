package infinibox

// feature is one line of _features.
type feature struct {
	id      int64
	name    string
	enabled bool
}

func (f *feature) identity() int64 { return f.id }
func (f *feature) label() string   { return f.name }

func featureSchema() *schema[*feature] {
	return newSchema([]field[*feature]{
		{name: "name", kind: text, get: func(f *feature) value { return word(f.name) }},
		{name: "version", kind: integer, get: func(*feature) value { return number(0) }},
		{name: "enabled", kind: boolean, get: func(f *feature) value { return flag(f.enabled) }},
	}, []string{"name", "enabled"}, []string{"name"})
}

// features lists what this array can do; clients ask for it first.
func (a *Array) features(c *call) (*answer, error) {
	return listOf(c, featureSchema(), []*feature{
		{1, "compression", true},
		{2, "promote_snapshot", !a.options.NoPromotion},
		{3, "s3", a.options.S3},
		{4, "snapshot_lock", true},
		{5, "ssa_express", true},
	})
}

// systemRoutes are the endpoints of the section "System" that storage needs:
// name and capacities.
func (a *Array) systemRoutes() []route {
	return []route{
		get("system/name", func(*call) (*answer, error) { return plain(word(a.name)), nil }),
		put("system/name", administrators(), a.setSystemName),
		get("system/capacity/total_physical_capacity", func(*call) (*answer, error) {
			return plain(number(a.options.PhysicalCapacity)), nil
		}),
		get("system/capacity/total_virtual_capacity", func(*call) (*answer, error) {
			return plain(number(a.virtual)), nil
		}),
		put("system/capacity/total_virtual_capacity", administrators(), a.setVirtualCapacity),
	}
}

// setSystemName takes a bare JSON string.
func (a *Array) setSystemName(c *call) (*answer, error) {
	given, err := c.decode()
	if err != nil {
		return nil, err
	}
	name, ok := given.(string)
	if !ok {
		return nil, fail("MALFORMED_CONTENT")
	}
	if err := checkName(name); err != nil {
		return nil, err
	}
	a.name = name
	return plain(word(a.name)), nil
}

// setVirtualCapacity takes a bare JSON number. Raising it is dangerous.
func (a *Array) setVirtualCapacity(c *call) (*answer, error) {
	given, err := c.decode()
	if err != nil {
		return nil, err
	}
	capacity, ok := whole(given)
	if !ok {
		return nil, fail("MALFORMED_CONTENT")
	}
	if capacity > a.virtual {
		if err := c.approve("Extending the system virtual capacity requires INFINIDAT support approval"); err != nil {
			return nil, err
		}
	}
	if capacity < a.options.PhysicalCapacity {
		return nil, fail("SYSTEM_VIRTUAL_CAPACITY_LESS_THAN_HARD")
	}
	if capacity < a.provisionedVirtual() {
		return nil, fail("SYSTEM_VIRTUAL_CAPACITY_LESS_THAN_USED")
	}
	if capacity/maxOvercommit > a.options.PhysicalCapacity {
		return nil, fail("MAX_SYSTEM_VIRTUAL_CAPACITY_LIMIT")
	}
	a.virtual = capacity
	return plain(number(a.virtual)), nil
}

// maxOvercommit is how many times its physical capacity a system may provision.
// The reference names the limit (MAX_SYSTEM_VIRTUAL_CAPACITY_LIMIT) without a
// figure.
const maxOvercommit = 20
