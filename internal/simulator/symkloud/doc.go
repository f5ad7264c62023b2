// Package symkloud simulates the management API of Kontron symkloud MSP
// platforms, REST v3, below /v3/: a Stack of one or more platforms with nodes,
// hub nodes, payloads, sensors, power supplies, fans, a switch and an event log.
//
// What holds for every call is in one file each: router.go (paths, methods),
// call.go (the way of a request), find.go (what a path names), auth.go (login
// and tokens), role.go, form.go and list.go (form-encoded bodies and the JSON
// inside them), upload.go, codes.go (the documented codes and their HTTP
// status). A domain (users.go, power.go, upgrade.go, ...) has its part of the
// state, its rules and its calls, and joins by a line in Stack.calls. What
// happens by itself is in settle.go, what is logged in events.go. The control
// API's side is in outofband*.go, collection.go, check.go, inventory.go and
// generate.go. The package reference has the calls and codes as data.
//
// A call is refused in this order: standby manager (42), not ready (11),
// credentials (29, 25, 30, 27, 31), path (12, 9, 10), role (28), what the path
// names (2, 3, 15, 9), parameters (4, 20, ...), the state of what it's about. A
// refused call has changed nothing.
//
// # A bundle
//
// A firmware bundle is a zip archive with the file bundle.json, which says what
// it brings for which model, as BundleInfo shows it (WriteBundle writes one):
//
//	[{"model": "MSP8020", "components": [{"name": "BMC", "major": "3", "minor": "40"}]}]
//
// # Where the reference is silent
//
//	roles beside admin             operator (all but users, security, password, upgrade), user (reads), ipmi
//	                               (the IPMI user, who may do nothing here): Options.Roles
//	IPMI user (40, 41, 52)         the account whose role is marked as IPMI
//	accounts and security          of the whole stack, also below Platform/{p}; a platform's log has its own
//	25 at a login                  HTTP status 200, as for every code that isn't about credentials
//	role of admin                  stays admin: 4
//	parameters beyond the sample   code 4, also on calls without any; 20 where the reference lists it
//	numbers                        in decimal without sign and leading zeros; in JSON in a form they are
//	                               text or numbers as in its samples, and nothing else
//	unknown platform, PSU, fan,    9; an unknown path below a platform, or a wrong method, is 10, any
//	NIC                            other 12
//	token                          30 minutes from the last use; a new login ends the earlier one (27)
//	HTTPS without a certificate    served with one of the simulator's authority
//	strictMode without HTTPS       4, as nothing would be left to call
//	change of HTTPS                the web server restarts: 11 for Options.Restart
//	unreadable certificate or key  44
//	SharedIp, NICs from factory    0.0.0.0 and netmask 0, which can be set again
//	ipsource                       static or dhcp, which hands out an address of its own; VLAN and gateway may
//	                               be left out and stay as they are; an address given with dhcp is only checked
//	SwitchSpeed                    lists slots 1 to 9 that have a node, others are refused (6); 1 or 10 Gb/s
//	fabric port modes              0, 1, 2, 255; the default comes into force when the node is activated
//	node's power                   takes its payloads along; a payload needs an active node (1)
//	reset                          through M5, M6, M1, M2, M3 to M4; of what is inactive 1
//	a command while one runs       the same again is a success, another one 1
//	power of a hub node            reset only: 35
//	KVM                            22 by model, 3 for its payload, 1 while that is inactive
//	description                    padded to 15 in lists and in its node, as it was set by itself
//	sensors and alarms             levels by limits of each sensor, monitored or not; a failed PSU or fan is
//	                               Critical for the platform; health is Green, Yellow, Red
//	monitored sensors of all       nodes without any are left out
//	event log                      records are numbered on after Clear; offset is the first record's number;
//	                               limit 1 to 1000, 100 when left out; retention 1 to 1,000,000
//	MonitoredSensors, Events, ...  sorted by number, though the order means nothing
//	upload without its file        20; a second one meanwhile 33 (43 for certificates)
//	zip without a sound manifest   1
//	OneClickUpgrade                by slot, hub nodes last; leaves out what has the versions already, unless
//	                               forced; 14 when the bundle has nothing for what was named
//	during an upgrade              13 for upgrades, bundles and power commands
//	status of an upgrade           allStatus and currentStatus have node, nodeType, progress, state; the
//	                               finished one stays until the next; states InProgress, Failed
//	SNMP configuration             counts from the next start of the agent on
//	PSU statistics                 measured anew from ResetStats on: peak and average begin with what it gives
package symkloud
