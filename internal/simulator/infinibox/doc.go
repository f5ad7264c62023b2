// Package infinibox simulates the management API of an Infinidat InfiniBox
// storage array, release 8.4.6, below /api/rest/.
//
// What holds for every endpoint is in one file each: router.go (paths,
// methods), session.go (HTTP Basic, login and its cookie), call.go (query
// string, body, approval), query.go and filter.go (paging, filters, sorting,
// field selection), envelope.go, failure.go and the codes_*.go tables of
// documented error codes. A domain (pool*.go, volume*.go, snapshot.go, ...)
// adds its objects, their fields and its endpoints, and joins the array by a
// line in Array.routes.
//
// A call is refused in this order: credentials, path, method, role, query
// string, body (400), objects that don't exist (404), ownership and approval
// (403), the array's state (409); an update looks at its value after ownership.
// A refused call has changed nothing.
//
// Where the reference gives a rule without its figure, or an error without its
// occasion, the simulator takes the strictest reading that the samples allow
// and says so beside the code. What it leaves out is listed by
// Array.Omissions.
package infinibox

// Omissions lists what this simulated array doesn't do, a line each.
func (a *Array) Omissions() []string {
	return []string{
		"Endpoints outside Pool, Volume, System (name, capacities, states, ping), Ssa Express (reading), Users (login, reading) and Quality of Service (state, enabling) keep and check their documented fields, and have few effects beyond those.",
		"Volumes hold no data: nothing is written by hosts, thin volumes and snapshots allocate nothing, restore and refresh change times and sizes alone.",
		"A promote takes a fixed time in the background, in which the new volume alone can't be deleted; snapshots of it can be taken.",
		"Data reduction, compression savings and histograms are null; include_data_reduction_hist is accepted without effect.",
		"No volume is replicated or shows that it is a member of a group: those fields are null, empty or false, their errors only come from fault rules. A volume's mapped is what the control API sets, whatever LUNs hosts and clusters have.",
		"There are no internal volumes: promote leaves none behind, promote_source_id is the former parent, the internal listings are empty.",
		"volumes/_raw answers the same as volumes, as the reference shows no sample of it.",
		"Snapshot policies can be assigned and take no snapshots; only the built-in one exists.",
		"SSA Express loads at once without a queue, for a fixed time per volume.",
		"Pools of type VVOL and S3 can be made, changed and deleted, and hold nothing.",
		"A pool that runs out of space isn't extended (max_extend), limited or reported by events.",
		"Automatic user-defined ids (AUTO_UDID) don't exist; those that are given are unique on the array.",
		"replicate_to_async_target and force_resize are accepted without effect.",
		"Accounts are local, can't be changed through the API and don't have their passwords checked against a policy.",
		"Sessions end at logout, deletion of the account, or EndSessions; not by time.",
		"There is one tenant; TENANT_NOT_FOUND and POOL_BELONGS_TO_DIFFERENT_TENANT only come from fault rules.",
		"Asynchronous answers (delays) put off the result, not the work, unless they are late; there are none without being asked for.",
	}
}
