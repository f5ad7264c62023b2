package infinibox

// move is the body of a call that relocates a volume or a group.
type move struct {
	pool         int64
	withCapacity bool
}

// move reads the body of such a call.
func (c *call) move() (move, error) {
	d, err := c.document()
	if err != nil {
		return move{}, err
	}
	if err := d.only("pool_id", "with_capacity"); err != nil {
		return move{}, err
	}
	if err := d.require("pool_id"); err != nil {
		return move{}, err
	}
	pool, _, err := d.number("pool_id")
	if err != nil {
		return move{}, err
	}
	withCapacity, _, err := d.flag("with_capacity")
	return move{pool: pool, withCapacity: withCapacity}, err
}

// makeRoom takes the capacity along to the target, or finds room there.
func (m move) makeRoom(from, target *pool, virtual, physical, now int64) error {
	if m.withCapacity {
		return handOver(from, target, virtual, physical, now)
	}
	return roomToMove(target, virtual, physical)
}
