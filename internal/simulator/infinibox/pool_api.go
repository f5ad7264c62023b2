package infinibox

import (
	"slices"
)

// poolRoutes are the endpoints of the section "Pool".
func (a *Array) poolRoutes() []route {
	return []route{
		post("pools", administrators(), a.createPool),
		listOn("pools", "GetAllPoolsFiltered", a.listPools, "include_data_reduction_hist"),
		listOn("pools/administered_pools", "GetMyPools", a.listMyPools),
		get("pools/{id}", a.getPool),
		put("pools/{id}", owners(), a.updatePool),
		del("pools/{id}", administrators(), a.deletePool),
		post("pools/{id}/lock", administrators(), a.lockPool),
		post("pools/{id}/unlock", administrators(), a.unlockPool),
		listOn("pools/{id}/all_admins", "GetAllPoolAdmins", a.listPoolAdmins),
		get("pools/{id}/{attribute}", a.getPoolAttribute, "page", "page_size"),
	}
}

// poolAt is the pool that the call's path names.
func (a *Array) poolAt(c *call) (*pool, error) {
	id, err := c.id()
	if err != nil {
		return nil, err
	}
	p, ok := a.pools.find(id)
	if !ok {
		return nil, fail("POOL_NOT_FOUND")
	}
	return p, nil
}

func (a *Array) listPools(c *call) (*answer, error) {
	if err := c.checkFlag("include_data_reduction_hist"); err != nil {
		return nil, err
	}
	return a.pools.list(c)
}

func (a *Array) listMyPools(c *call) (*answer, error) {
	return listOf(c, a.pools.schema, a.poolsOwnedBy(c.user))
}

func (a *Array) getPool(c *call) (*answer, error) {
	p, err := a.poolAt(c)
	if err != nil {
		return nil, err
	}
	return shown(a.pools.schema, p, a.pools.pluck(c.params.Get("fields"))), nil
}

func (a *Array) getPoolAttribute(c *call) (*answer, error) {
	p, err := a.poolAt(c)
	if err != nil {
		return nil, err
	}
	return attribute(c, a.pools.schema, p)
}

// attribute answers one field of one object; a field that is a list is paged
// like one.
func attribute[T object](c *call, s *schema[T], item T) (*answer, error) {
	f, ok := s.field(c.variables[1])
	if !ok {
		return nil, fail("ATTRIBUTE_NOT_FOUND", c.variables[1])
	}
	v := f.get(item)
	if v.kind == list {
		return values(c, *v.items)
	}
	return plain(v), nil
}

// listPoolAdmins are the ids of everyone who administers a pool: its owners,
// and the accounts whose role stands above all pools.
func (a *Array) listPoolAdmins(c *call) (*answer, error) {
	p, err := a.poolAt(c)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, u := range a.users.items {
		if u.administers() || p.ownedBy(u) {
			ids = append(ids, u.id)
		}
	}
	slices.Sort(ids)
	return values(c, *numbers(ids).items)
}

func (a *Array) createPool(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	p, err := a.newPool(c, d)
	if err != nil {
		return nil, err
	}
	p.id = a.newID()
	a.pools.add(p)
	return made(a.pools.schema, p), nil
}

func (a *Array) deletePool(c *call) (*answer, error) {
	p, err := a.poolAt(c)
	if err != nil {
		return nil, err
	}
	if err := c.approve("Deleting pool '" + p.name + "' might prevent the pool's administrator from creating new datasets"); err != nil {
		return nil, err
	}
	if p.entities() > 0 {
		return nil, fail("POOL_NOT_EMPTY")
	}
	if err := a.mayLose(p); err != nil {
		return nil, err
	}
	a.forgetQoS(p.qos)
	a.pools.remove(p)
	a.forgetMetadata(p.id)
	return shown(a.pools.schema, p, nil), nil
}

func (a *Array) lockPool(c *call) (*answer, error) {
	p, err := a.poolAt(c)
	if err != nil {
		return nil, err
	}
	if err := c.approve("Locking a pool prevents any changes to existing datasets, as well as creating new ones"); err != nil {
		return nil, err
	}
	return a.setPoolState(c, p, poolLocked), nil
}

func (a *Array) unlockPool(c *call) (*answer, error) {
	p, err := a.poolAt(c)
	if err != nil {
		return nil, err
	}
	return a.setPoolState(c, p, poolNormal), nil
}

func (a *Array) setPoolState(c *call, p *pool, state string) *answer {
	if p.state != state {
		p.state = state
		p.updated = c.millis()
	}
	return shown(a.pools.schema, p, nil)
}
