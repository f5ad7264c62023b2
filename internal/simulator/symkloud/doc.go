// Package symkloud simulates the management API of Kontron symkloud MSP
// platforms, REST v3, below /v3/: a Stack of one or more platforms with nodes,
// hub nodes, payloads, sensors, power supplies, fans, a switch and an event log.
//
// What holds for every call is in one file each: router.go (paths, methods),
// auth.go (login and tokens), role.go, form.go and list.go (form-encoded bodies
// and the JSON inside them), codes.go (the documented codes and their HTTP
// status). A domain (users.go, power.go, upgrade.go, ...) has its part of the
// state, its rules and its calls, and joins by a line in Stack.calls.
//
// A call is refused in this order: standby manager (42), not ready (11),
// credentials (29, 25, 30, 27, 31), path (12, 9, 10), role (28), what the path
// names (2, 3, 15, 9), parameters (4, 20, ...), the state of what it's about. A
// refused call has changed nothing.
package symkloud
