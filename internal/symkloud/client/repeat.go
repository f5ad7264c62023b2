package client

import "net/url"

// upgradePath is the call that starts an upgrade.
const upgradePath = "OneClickUpgrade"

// setting is a change after which the platform is in the same state, however
// often it is made: it may be sent again when its answer was lost.
type setting struct {
	method, path string
	// unless is a field, and the value of it, with which it isn't one.
	unless [2]string
}

// settings are those changes. What isn't among them is never sent twice: AddUser
// would be refused for its own first time, a reset or the restart of the SNMP
// agent would happen again, and SEL/Clear and ResetStats would throw away what
// came in between.
func settings() []setting {
	const reset = "reset"
	return []setting{
		{method: "POST", path: "v3/Security/Certificates"},
		{method: "POST", path: securityPath},
		{method: "POST", path: "ModifyUser"},
		// An account that is gone already counts as deleted.
		{method: "POST", path: "DeleteUser"},
		{method: "POST", path: "SwitchSpeed"},
		{method: "POST", path: "FabricDefaultPortMode"},
		{method: "POST", path: "SharedIp"},
		{method: "GET", path: "StartSnmp"},
		{method: "GET", path: "StopSnmp"},
		{method: "POST", path: "UploadSnmpConfig"},
		{method: "POST", path: "UploadBundle"},
		{method: "POST", path: "Password"},
		{method: "POST", path: "LED/Identify"},
		{method: "POST", path: "Node/{n}/LED/Identify"},
		{method: "POST", path: "PSU/{u}/LED/Identify"},
		{method: "POST", path: "Fan/{f}/LED/Identify"},
		{method: "POST", path: "Node/{n}/ManagementNetwork"},
		{method: "POST", path: "Node/{n}/PowerCommand", unless: [2]string{"command", reset}},
		{method: "POST", path: "Node/{n}/MonitoredSensors"},
		{method: "POST", path: "Node/{n}/Sensor/{s}/Monitor"},
		{method: "POST", path: "Node/{n}/KVM"},
		{method: "POST", path: "Node/{n}/Payload/{y}/PowerCommand", unless: [2]string{"command", reset}},
		{method: "POST", path: "Node/{n}/Payload/{y}/Description"},
		{method: "POST", path: "Node/{n}/Payload/{y}/Nic/{i}/Network"},
		{method: "PUT", path: "SEL/Settings"},
	}
}

// endsTheSame reports whether a change may be sent twice.
func endsTheSame(method, path string, form url.Values) bool {
	for _, one := range settings() {
		if _, ok := fits(one.path, place(path)); ok && one.method == method {
			return one.unless[0] == "" || form.Get(one.unless[0]) != one.unless[1]
		}
	}
	return false
}
