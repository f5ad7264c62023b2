package coverage

import (
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// Declined is a documented operation that gets no face.
type Declined struct {
	// Method and Path are the reference's; a path that begins with an asterisk
	// covers all that end with the rest.
	Method, Path string
	// Reason is why.
	Reason string
}

func (d Declined) covers(endpoint *catalogue.Endpoint) bool {
	if d.Method != endpoint.Method {
		return false
	}
	if ending, found := strings.CutPrefix(d.Path, "*"); found {
		return strings.HasSuffix(endpoint.Path, ending)
	}
	return d.Path == endpoint.Path
}

// InfiniBox lists what is declined of the InfiniBox's reference.
func InfiniBox() []Declined {
	const (
		partial  = "reading the object shows the attribute"
		inside   = "reading the host or cluster shows all its mappings, so that one request is enough for many"
		byVolume = "unmapping by the volume does the same, and can't hit another volume that has the number by then"
		browser  = "a step of a person in a browser"
		remote   = "a second provider configuration writes to the remote array, with its own approvals and state"
		whole    = "the listing of the object shows it"
		others   = "it would take what others have set: a resource removes its own keys one by one"
		follows  = "volumes, filesystems and groups say themselves which policy they follow, and updating them changes it"
	)
	return []Declined{
		{"GET", "*/{attribute}", partial},
		{"GET", "volumes/_raw", "the listing shows the same in the documented form"},
		{"GET", "metadata/{object_id}/{key}", whole},
		{"GET", "metadata/system/{key}", whole},
		{"DELETE", "metadata/{object_id}", others},
		{"DELETE", "metadata/system", others},
		{"GET", "hosts/{id}/luns/{lun}", inside},
		{"GET", "clusters/{id}/luns/{lun}", inside},
		{"DELETE", "hosts/{id}/luns/lun/{lun_number}", byVolume},
		{"DELETE", "clusters/{id}/luns/lun/{lun_number}", byVolume},
		{"GET", "hosts/ports/{portKey}", "reading the host shows its ports"},
		{"GET", "qos/assigned_entities/{id}", "reading it below its policy shows the same"},
		{"GET", "snapshot_policies/{snapshot_policy_id}/schedules/{id}", "reading the policy shows its schedules"},
		{"POST", "snapshot_policies/{snapshot_policy_id}/assign_entity", follows},
		{"POST", "snapshot_policies/{snapshot_policy_id}/unassign_entity", follows},
		{"POST", "notifications/targets/{id}/update_entity", "a second way to do what PUT does"},
		{"GET", "config/sso/idps/{id}/authenticate", browser},
		{"POST", "users/login/sso", browser},
		{"GET", "users/{name}/reset_password/{token}", browser},
		{"POST", "remote/{linkId}/{resource}", remote},
		{"PUT", "remote/{linkId}/{resource}", remote},
		{"DELETE", "remote/{linkId}/{resource}", remote},
		{"POST", "remote/{remoteHost}/{resource}", remote},
		{"PUT", "remote/{remoteHost}/{resource}", remote},
		{"DELETE", "remote/{remoteHost}/{resource}", remote},
	}
}

// Symkloud lists what is declined of the symkloud's reference.
func Symkloud() []Declined {
	const (
		handsOut = "its reading form hands a password out, and what the password is for isn't stated"
		unproven = "a second list of the same shape is published, but neither path nor meaning"
	)
	return []Declined{
		{"GET", "Password", handsOut},
		{"POST", "Password", handsOut},
		{"GET", "FabricPortMode", unproven},
	}
}
