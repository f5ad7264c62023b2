package infinibox

// domainRules are what entities have beyond their fields. A domain joins by
// its line here.
func (a *Array) domainRules() map[string]rules {
	return map[string]rules{
		"ad_domain":            {create: joinOnce},
		"exports":              {update: changeExport},
		"fc_switches":          {remove: unless("resiliency_state", is(word("CONNECTED")), "FC_SWITCH_NOT_DISCONNECTED")},
		"filesystems":          {create: a.planFirst(a.makeFilesystem), update: a.replan(a.changeFilesystem), remove: held, act: a.moveFilesystem},
		"links":                {create: a.connect, remove: a.disconnect},
		"network_interfaces":   {remove: a.removeInterface},
		"network_space_ips":    {create: enableAddress, remove: unless("enabled", is(flag(true)), "NET_SPACE_IP_ENABLED"), act: switchAddress},
		"network_spaces":       {remove: held},
		"nfs_users":            {remove: unless("uid", is(number(0)), "ROOT_NFS_USER_CANNOT_BE_DELETED")},
		"notification_targets": {remove: unless("protocol", is(word("SMTP")), "SMTP_TARGET_DELETE_NOT_ALLOWED")},
		"replicas":             {create: a.pairReplica, act: a.turnReplica},
		"shares":               {create: a.openShare},
		"smb_users":            {remove: a.removeSMBUser},
		"sso_idps":             {remove: a.removeIdentityProvider},
	}
}

// joinOnce refuses a second domain.
func joinOnce(c *call, _ *record, _ fields) error {
	if len(c.array.recordsOf("ad_domain").items) > 0 {
		return fail("ACTIVE_DIRECTORY_ALREADY_JOINED")
	}
	return nil
}

// enableAddress: an address serves as soon as it is there.
func enableAddress(_ *call, made *record, _ fields) error {
	made.set("enabled", flag(true))
	made.set("type", word("NAS"))
	return nil
}
