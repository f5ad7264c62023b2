package infinibox

// simulateDeletion says how much space deleting some volumes would free: what
// they hold, and the snapshots that would go with them.
func (a *Array) simulateDeletion(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("entities"); err != nil {
		return nil, err
	}
	ids, set, err := d.numbers("entities")
	if err != nil {
		return nil, err
	}
	if !set {
		return nil, fail("UNSUPPORTED_VALUE", "null", "entities")
	}
	gone := make(map[*volume]bool)
	promoted := false
	for _, id := range ids {
		v, ok := a.volumes.find(id)
		if !ok {
			return nil, fail("VOLUME_NOT_FOUND")
		}
		promoted = promoted || v.promotion
		for _, member := range v.all() {
			gone[member] = true
		}
	}
	if promoted {
		if err := c.approve("This involves a dataset that was previously part of a promote action. The calculation might be inaccurate"); err != nil {
			return nil, err
		}
	}
	var reclaimable int64
	for v := range gone {
		reclaimable += v.physicalUse()
	}
	return &answer{result: func(buf []byte) []byte {
		buf = append(buf, `{"valid":true,"space_reclaimable":`...)
		buf = number(reclaimable).appendJSON(buf)
		return append(buf, '}')
	}}, nil
}
