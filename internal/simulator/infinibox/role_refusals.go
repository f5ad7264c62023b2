package infinibox

import "slices"

// refusalOf is the reason why a role may not call the endpoint, in the words
// that the reference has for it.
func (r *route) refusalOf(role Role) string {
	call := r.method + " " + r.path
	switch {
	case slices.Contains(refusedBare(), call):
		return "Method is not allowed for " + string(role)
	case slices.Contains(refusedForPrivileges(), call):
		return "insufficient privileges"
	default:
		return "Method is not allowed for [" + string(role) + "]"
	}
}

// refusedForPrivileges are the calls that other roles lack the privileges for.
func refusedForPrivileges() []string {
	return []string{
		"DELETE pools/{id}", "DELETE qos/policies/{id}", "DELETE shares/{id}", "DELETE shares/{shareId}/permissions/{id}",
		"DELETE vvols/{id}", "GET shares/{shareId}/folder_acl", "GET system/certificates", "POST activedirectory/domains",
		"POST nlm_locks/break", "POST nlm_locks/remove_orphan", "POST qos/policies",
		"POST qos/policies/{qos_policy_id}/unassign", "POST replication_groups", "POST shares",
		"POST shares/{shareId}/permissions", "POST system/certificates", "POST system/certificates/generate_csr",
		"POST system/certificates/generate_self_signed", "POST system/certificates/upload_csr", "POST system/eula/accepted",
		"POST system/eula/snoozed", "POST system/s3_certificates", "POST system/s3_certificates/generate_self_signed",
		"POST system/ssh/open", "POST users", "POST volumes/{id}/reset_serial", "PUT metadata/{object_id}",
		"PUT notifications/targets/{id}", "PUT qos/policies/{id}", "PUT shares/{id}", "PUT shares/{shareId}/permissions/{id}",
		"PUT vms/{id}",
	}
}

// refusedBare are the calls whose refusal names the role without brackets.
func refusedBare() []string {
	return []string{
		"DELETE nfs_users/{id}", "DELETE s3_credentials/{id}", "POST network/interfaces", "POST network/spaces", "POST replicas",
		"POST s3_credentials", "POST shares/{shareId}/folder_acl_add", "POST shares/{shareId}/folder_acl_remove",
		"PUT nfs_users/{id}", "PUT s3_credentials/{id}",
	}
}
