package symkloud

// Omissions lists what this simulated stack doesn't do, a line each.
func (s *Stack) Omissions() []string {
	return []string{
		"Traffic, consoles and operating systems don't exist: addresses, port modes, speeds and KVM connections are kept and nothing goes through them.",
		"The codes 5, 8, 16, 17, 18, 19, 32, 36, 39, 47 and 51 come from fault rules; so do 1 and 3 of the management network, and 26 of ModifyUser.",
		"The stack is reached at the address that it was started at; its shared address and management networks don't change that.",
		"Sensors, temperatures and voltages of power supplies only change out of band; what a platform draws follows from the nodes that are on.",
		"Upgrades change versions and nothing else: nodes go on without a restart.",
		"DHCP hands out the same address each time; a VLAN that doesn't exist isn't noticed.",
		"The SNMP agent answers nobody, and its configuration isn't looked into.",
		"Tokens end by time, by another login, by a failover or with their account; the end of a session can't be asked for, as the API has no call for it.",
	}
}
