package infinibox

// domainRules are what entities have beyond their fields. A domain joins by
// its line here.
func (a *Array) domainRules() map[string]rules {
	return map[string]rules{
		"ad_domain":                   {create: joinOnce},
		"exports":                     {update: changeExport},
		"fc_switches":                 {remove: unless("resiliency_state", is(word("CONNECTED")), "FC_SWITCH_NOT_DISCONNECTED")},
		"filesystems":                 {create: a.makeFilesystem, update: a.changeFilesystem, remove: held},
		"links":                       {create: a.connect, remove: a.disconnect},
		"network_interfaces":          {remove: a.removeInterface},
		"network_space_ips":           {create: enableAddress, remove: unless("enabled", is(flag(true)), "NET_SPACE_IP_ENABLED"), act: switchAddress},
		"network_spaces":              {remove: held},
		"nfs_users":                   {remove: unless("uid", is(number(0)), "ROOT_NFS_USER_CANNOT_BE_DELETED")},
		"notification_targets":        {remove: unless("protocol", is(word("SMTP")), "SMTP_TARGET_DELETE_NOT_ALLOWED")},
		"qos_assignments":             {create: a.nameAssigned("entity")},
		"shares":                      {create: a.openShare},
		"smb_users":                   {remove: a.removeSMBUser},
		"snapshot_policies":           {create: a.makePolicy, update: a.changePolicy, remove: a.removePolicy},
		"snapshot_policy_assignments": {create: a.nameAssigned("assigned_entity")},
		"sso_idps":                    {remove: a.removeIdentityProvider},
	}
}

// joinOnce refuses a second domain.
func joinOnce(c *call, _ *record, _ fields) error {
	if len(c.array.recordsOf("ad_domain").items) > 0 {
		return fail("ACTIVE_DIRECTORY_ALREADY_JOINED")
	}
	return nil
}

// nameAssigned tells the assignment of an object what that is called.
func (a *Array) nameAssigned(stem string) func(*call, *record, fields) error {
	return func(_ *call, made *record, given fields) error {
		id := given[stem+"_id"].num
		for entity, kind := range map[string]string{"pools": "POOL", "volumes": "VOLUME", "filesystems": "FILESYSTEM", "cgs": "CG"} {
			if a.exists(entity, id) {
				made.set(stem+"_name", a.nameOf(entity, id, none()))
				made.set(stem+"_type", word(kind))
			}
		}
		return nil
	}
}

// enableAddress: an address serves as soon as it is there.
func enableAddress(_ *call, made *record, _ fields) error {
	made.set("enabled", flag(true))
	made.set("type", word("NAS"))
	return nil
}

// makePolicy makes a snapshot policy that volumes can be assigned to.
func (a *Array) makePolicy(_ *call, made *record, _ fields) error {
	made.id = a.newID()
	a.policies.add(&snapshotPolicy{id: made.id, name: made.label()})
	return nil
}

func (a *Array) changePolicy(_ *call, r *record, given fields) error {
	if name, renamed := given["name"]; renamed {
		if p, ok := a.policies.find(r.id); ok {
			before := p.name
			p.name = name.text
			a.policies.renamed(p, before)
		}
	}
	return nil
}

// removePolicy leaves the policy's volumes without one.
func (a *Array) removePolicy(_ *call, r *record) error {
	p, ok := a.policies.find(r.id)
	if !ok {
		return nil
	}
	for _, v := range a.volumes.items {
		if v.policy == p {
			v.policy = nil
		}
	}
	for _, g := range a.groups.items {
		if g.policy == p {
			g.policy = nil
		}
	}
	a.policies.remove(p)
	return nil
}
