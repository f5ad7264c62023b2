package infinibox

// exceptions are the checks that an endpoint isn't held to, with the reason.
func exceptions() map[string]string {
	all := map[string]string{
		"unknown parameter: GET volumes/_raw":                           "pages like volumes here; the reference doesn't say",
		"unknown field: PUT vms/{id}":                                   "answers ATTRIBUTE_NOT_FOUND, which the update documents",
		"unknown field: PUT pools/{id}":                                 "answers SET_MISSING_ATTRIBUTE, which the pool's update documents",
		"nothing there: GET volumes/internal_volumes/{internal_type}":   "the path names a type, not an object",
		"nothing there: GET datasets/internal_datasets/{internal_type}": "the path names a type, not an object",
		"documented request: POST volumes/{id}/own_snapshot":            "needs a snapshot that a replica left behind",
		"unknown field: PUT metrics/filters/{filter_id}":                "which fields there are isn't stated",
		"unknown field: PUT metadata/{object_id}":                       "any key is a field",
		"unknown field: PUT metadata/system":                            "any key is a field",
		"without approval: POST volumes/delete_simulation":              "dangerous after a promotion of internal volumes, which don't exist here",
		"without approval: POST cgs/{id}/members":                       "dangerous for snapshots that are added to a snapshot group",
		"unknown parameter: GET remote/{linkId}/{resource}":             "the peer's call is a list here, which takes it for a filter",
		"answer shows what was sent: POST pools":                        "capacities are rounded up to 512 KiB",
		"answer shows what was sent: POST filesystems":                  "sizes are rounded up to 64 KiB",
		"unknown field: PUT remote/{linkId}/{resource}":                 "the body is the one of the peer's call, a bare string here",
		"without approval: POST network/interfaces":                     "dangerous when ports differ in speed; all have one",
		"without approval: POST network/interfaces/{id}/ports":          "dangerous when ports differ in speed; all have one",
		"filters: GET vvols":                                            "refuses IN, as its errors say",
		"documented request: GET config/sso/idps/{id}/authenticate":     "answers a redirect",
		"trailing slash: GET users/{name}/reset_password/{token}":       "works once",
		"without approval: PUT replicas/{id}":                           "dangerous for replicas of InfiniSafe, which don't exist here",
		"without approval: PUT system/kms/set_configuration":            "dangerous when an address looks malformed, which isn't judged",
	}
	for _, open := range []string{"POST users/login", "GET system/ping", "POST users/login/sso", "GET config/sso/idps/{id}/authenticate"} {
		all["no credentials: "+open] = "needs no credentials"
		all["wrong credentials: "+open] = "needs no credentials"
	}
	return all
}
