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
// string, ownership of the pools that it's about (ownership.go), body (400),
// objects that don't exist (404), approval (403), the array's state (409). A
// refused call has changed nothing.
//
// What has no code of its own is answered from the catalogue (generic_*.go,
// record*.go): every entity is a collection of records with the documented
// fields, and domain_rules.go has what a domain adds. A domain that outgrows
// this gets types and routes of its own, which then win.
//
// Where the reference contradicts itself:
//
//	samples meant to fail, or of another call    bodies they show aren't taken for documented fields
//	GET components, documented twice             one answer: the rack with its enclosures
//	components/enclosures/{encIdx} and by id     one address, the index is the id
//	remote/{linkId} and remote/{remoteHost}      a number is a link's id, anything else its host
//	shares' fields among permissions' filters    filterable, and null for every permission
//	DELETE events answers null                   true: elsewhere no success has a null result
//	events lists "with filters and sorting"      every field filters and sorts, as none is listed
//	datasets/bulk's sample sets write_protected  refused (OPERATION_NOT_SUPPORTED), as its errors say
//	PUT pools with an unknown field              SET_MISSING_ATTRIBUTE, as its errors say, not UNSUPPORTED_FIELD
//	PUT hosts' sample has several fields         NOT_SUPPORTED_MULTIPLE_UPDATE; CHAP's go together
//	PUT clusters' sample is a whole record       its read-only fields are UNSUPPORTED_FIELD
//	mixing SCSI and NVMe-oF needs approval, and  refused (CANT_MIX_...) between hosts, dangerous where
//	can't be done                                Options.MixedProtocols allows it; in one host never
//	a host joins a cluster that uses its LUN     LUN_EXISTS: PRIVATE_LUNS_CONFLICT speaks of volumes
//	a host's ports_disconnected 0 and 1          the ports that aren't logged in
//	san_clients lists two, with three hosts      clusters, and the hosts that are in none
//	a missing address of a network space         400 NET_SPACE_IP_NOT_EXISTS, as the status table says
//	PUT and POST volumes' UNAUTHORIZED            for ssa_express_enabled of a POOL_ADMIN, not in datasets/bulk
//	GET metadata's filters                        all fields but object_type, the one it refuses
//	a schedule's sample has an interval of 1     SCHEDULE_INTERVAL_INVALID, as its errors name the bounds
//	PUT qos/policies' sample has a null name     it says nothing, as the answer shows
//	qos/assigned_entities refuses LT             it filters by all of its fields otherwise
//	GET volumes' and cgs' refusal of EQ           for replication_types, a list, which takes allof alone
//	GET vvols' refusal of IN                      for all of its fields
//	PUT volumes and cgs don't name their policy   snapshot_policy_id can be set, without approval: the
//	among what they change                        vendor's client does
//	POST clusters refuses tenant_id, and says     refused; POST hosts, which doesn't, takes the one
//	when there's no such tenant                   that there is
//	a missing SMB session or handle              409, as the status table says
//
// Where the reference gives a rule without its figure, or an error without its
// occasion, the simulator takes the strictest reading that the samples allow
// and says so beside the code. What it leaves out is listed by
// Array.Omissions.
package infinibox

// Omissions lists what this simulated array doesn't do, a line each.
func (a *Array) Omissions() []string {
	return []string{
		"Endpoints at the level \"generic\" (GET /_simulator/endpoints) check and keep their documented fields and have no effects beyond the obvious; one that were \"not simulated\" would answer 501 NOT_SIMULATED.",
		"Limits that the reference names without a figure, or with one of a test set-up, aren't enforced for generic collections; nor are the ranges of addresses.",
		"Dangerous calls whose danger the reference doesn't tie to what a body or the array shows are refused without approval always.",
		"SMB sessions, locks and leases are kept and listed, but nothing happens to them: they come from Generate or their own creates.",
		"Replicas of one volume show on it and bind what it may do; no data moves, the peer isn't asked, and those of groups and file systems bind nothing.",
		"Hosts' ports log in when they are told to (Array.LogIn, or the collection initiators of the control API), then to two ports of every node; no path ever fails.",
		"Refusals about vVols and protocol endpoints in mappings, ISCSI_DISABLED and UNSUPPORTED_SORTABLE_FIELDS_MIX only come from fault rules.",
		"Uploaded certificates are taken and forgotten; certificate signing requests are empty frames; mails, pings and tests of directories and targets succeed without being done.",
		"Events are made for every call that changes something, with codes formed as the reference's few; hardware has no faults and tells of none.",
		"What hosts write isn't kept, and they write nothing by themselves: how many bytes a volume or snapshot holds of its own is set through the control API (used). File systems hold nothing.",
		"A promote takes a fixed time in the background, in which the new volume alone can't be deleted or have snapshots taken.",
		"Data reduction, compression savings and histograms are null; include_data_reduction_hist is accepted without effect.",
		"vVols and virtual machines come from Generate and the control API; there is no hypervisor. A virtual machine stays when its last vVol has gone.",
		"There are no internal volumes, replication snapshots and protocol endpoints: promote leaves none behind, promote_source_id is the former parent, the internal listings are empty, their errors only come from fault rules.",
		"volumes/_raw answers the same as volumes, as the reference shows no sample of it.",
		"Schedules make no events of the snapshots that they take. What they took of file systems is listed, locked and deleted in time, and holds nothing.",
		"Schedules are bound to UTC; an imported array's go on from the time of the import.",
		"QoS policies cap nothing. Those for file systems are a feature that isn't enabled; QoS itself can be enabled and not disabled.",
		"Volumes load into SSA Express one after the other, each for a fixed time, from a queue; file systems are marked and don't load.",
		"Pools of type S3 have accounts and buckets, which hold no objects.",
		"A pool that is full refuses what doesn't fit after its emergency buffer (max_extend) is used up; reaching a threshold makes no event.",
		"Automatic user-defined ids (AUTO_UDID) don't exist; volumes may share one as long as no OpenVMS host or cluster has them both.",
		"force_resize is accepted without effect, replicate_to_async_target decides what a snapshot may say of its peer and nothing else.",
		"Groups of directories can be mapped to roles; nobody logs in through them. A joined domain has the local accounts as its users; domains resolve to the addresses that the array was told of.",
		"users/login/sso takes {\"SAMLResponse\": base64}, and only of identity providers whose signing options are off: signatures aren't verified.",
		"system/stats and system/stats/mgmt count objects and capacities by names used elsewhere, as the reference shows no answer; there are no figures of load.",
		"system/upgrade takes a file and forgets it; passwords are reset, but nothing is mailed (Array.PasswordMail).",
		"Sessions end at logout, deletion of the account, or EndSessions; not by time.",
		"There is one tenant; POOL_BELONGS_TO_DIFFERENT_TENANT only comes from fault rules.",
		"Asynchronous answers (delays) put off the result, not the work, unless they are late; there are none without being asked for.",
	}
}
