package client

import (
	"net/http"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// The codes that this package acts on ("List of API Error Codes" and the
// endpoints' own lists in the reference).
const (
	codeApprovalRequired         = "APPROVAL_REQUIRED"
	codeRemotePermissionRequired = "REMOTE_PERMISSION_REQUIRED"
)

// kindOf is the kind of failure that an answer's status and code stand for.
func kindOf(status int, code string) error {
	switch code {
	case codeApprovalRequired:
		return api.ErrApprovalRequired
	case "AUTHENTICATION_REQUIRED", "BAD_USER":
		return api.ErrUnauthenticated
	case "UNAUTHORIZED", "USER_IS_FORBIDDEN":
		return api.ErrForbidden
	case codeRemotePermissionRequired:
		return api.ErrRemotePermission
	}
	switch {
	case status == http.StatusUnauthorized:
		return api.ErrUnauthenticated
	case missing(status, code):
		return api.ErrNotFound
	case conflict(code):
		return api.ErrNameConflict
	}
	return api.ErrRefused
}

// missing reports whether the code says that an object doesn't exist: the one
// that the path names or, in a change, one that the body names. Only the code
// tells which.
func missing(status int, code string) bool {
	switch code {
	case "ATTRIBUTE_NOT_FOUND", "ENTITY_NOT_FOUND":
		// An attribute of an existing object; the outcome of a promotion.
		return false
	case "NO_SUCH_SERVICE", "NLM_LOCK_DOES_NOT_EXIST", "ILLEGAL_NODE_ID", "PORT_NOT_IN_PORTGROUP",
		"SCHEDULE_NOT_RELATED_TO_SNAPSHOT_POLICY", "METADATA_IS_NOT_SUPPORTED_FOR_ENTITY",
		"NET_SPACE_IP_NOT_EXISTS", "DACL_EDIT_PRINCIPAL_DOES_NOT_EXIST",
		"SMB_COMMAND_FAILED_NO_SUCH_SESSION", "SMB_COMMAND_FAILED_NO_SUCH_HANDLE":
		return true
	}
	return status == http.StatusNotFound && strings.HasSuffix(code, "NOT_FOUND")
}

// conflict reports whether the code says that another object holds the same
// natural key.
func conflict(code string) bool {
	switch code {
	case "DOMAIN_NAME_CONFLICT":
		// The domain of another LDAP repository, whose name may differ.
		return false
	case "CONFLICT", "EXPORT_PATH_CONFLICT", "HOME_SHARE_CONFLICT", "TREEQ_NAME_ALREADY_EXISTS", "USER_ALREADY_EXISTS",
		"MAPPING_ALREADY_EXISTS", "HOST_EXISTS", "PORT_ALREADY_BELONGS_TO_HOST", "LINK_TO_HOST_ALREADY_EXISTS",
		"NET_SPACE_ADDRESS_CONFLICT", "S3_ACCESS_KEY_CONFLICT", "UID_NOT_UNIQUE",
		"SHARE_PERMISSION_ALREADY_DEFINED_FOR_SID", "DACL_EDIT_PRINCIPAL_ALREADY_EXISTS":
		return true
	}
	return strings.HasSuffix(code, "_NAME_CONFLICT")
}
