package infinibox

// groupRoutes are the endpoints of the section "Consistency Group" that are
// about whole groups.
func (a *Array) groupRoutes() []route {
	return []route{
		post("cgs", owners(), a.createGroupOrSnapshot, "replicate_to_async_target"),
		listOn("cgs", "GetAllConsistencyGroups", func(c *call) (*answer, error) { return a.groups.list(c) }),
		get("cgs/{id}", a.getGroup),
		get("cgs/{id}/{attribute}", a.getGroupAttribute, "page", "page_size"),
		put("cgs/{id}", owners(), a.updateGroup),
		del("cgs/{id}", owners(), a.deleteGroup, "delete_members"),
		post("cgs/{id}/move", owners(), a.moveGroup),
		post("cgs/{id}/restore", owners(), a.restoreGroup),
		post("cgs/{id}/refresh", owners(), a.refreshGroup),
		post("cgs/{id}/promote", owners(), a.promoteGroup),
	}
}

// groupAt is the group that the call's path names.
func (a *Array) groupAt(c *call) (*group, error) {
	id, err := c.id()
	if err != nil {
		return nil, err
	}
	g, ok := a.groups.find(id)
	if !ok {
		return nil, fail("CG_NOT_FOUND")
	}
	return g, nil
}

func (a *Array) getGroup(c *call) (*answer, error) {
	g, err := a.groupAt(c)
	if err != nil {
		return nil, err
	}
	return shown(a.groups.schema, g, a.groups.pluck(c.params.Get("fields"))), nil
}

func (a *Array) getGroupAttribute(c *call) (*answer, error) {
	g, err := a.groupAt(c)
	if err != nil {
		return nil, err
	}
	return attribute(c, a.groups.schema, g)
}

// shownGroup answers a group after an operation on it.
func (a *Array) shownGroup(c *call, g *group) *answer {
	g.updated = c.millis()
	return shown(a.groups.schema, g, nil)
}
