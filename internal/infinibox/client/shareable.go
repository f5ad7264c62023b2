package client

import "strings"

// shareable says how objects of a collection can be read together, as the
// reference lists it for the collection's listing ("Filtering", "Sorting").
type shareable struct {
	// path is the collection's; {} stands for the id of the object that it
	// belongs to.
	path string
	// filtered says that the listing takes a filter on id; without it only the
	// whole listing shows several objects.
	filtered bool
	// sorted says that the listing can be sorted by id, so that its pages don't
	// shift while they are read.
	sorted bool
	// owned says that the objects belong to others, by whose ids they are read:
	// all that one owner has. Then filtered is about a filter on the owner.
	owned bool
}

// shareables are the collections whose objects are read by a number that the
// listing shows as id, or as the owner. Others are read one by one.
func shareables() []shareable {
	named := []shareable{
		{path: "config/ldap"},
		{path: "config/sso/idps"},
		{path: "metadata", filtered: true, owned: true}, // of its fields only object_type is said to refuse filters
		{path: "network/spaces/{}/routes"},
		{path: "qos/assigned_entities"},
		{path: "qos/policies/{}/assigned_entities"},
		{path: "smb_groups"},
		{path: "smb_users"},
		{path: "snapshot_policies"},
		{path: "snapshot_policies/{}/schedules"},
		{path: "vvols", sorted: true}, // refuses filters with several values (UNSUPPORTED_FILTER_RELATION)
	}
	for _, path := range []string{
		"cgs", "clusters", "datasets", "exports", "fc/switches", "filesystems", "filesystems/{}/treeqs", "hosts",
		"links", "network/interfaces", "network/spaces", "nfs_users", "notifications/rules", "notifications/targets",
		"pools", "qos/policies", "replicas", "replication_groups", "rg_replicas", "s3_accounts", "s3_buckets",
		"s3_credentials", "s3_users", "shares", "shares/{}/permissions", "users", "vms", "volumes",
	} {
		named = append(named, shareable{path: path, filtered: true, sorted: true})
	}
	return named
}

// shareablesByPath are the shareables, to look up.
func shareablesByPath() map[string]shareable {
	byPath := make(map[string]shareable)
	for _, s := range shareables() {
		byPath[s.path] = s
	}
	return byPath
}

// template is a collection's path with {} for every number in it.
func template(collection string) string {
	if !strings.ContainsAny(collection, "0123456789") {
		return collection
	}
	parts := strings.Split(collection, "/")
	for i, part := range parts {
		if number(part) {
			parts[i] = "{}"
		}
	}
	return strings.Join(parts, "/")
}

// number reports whether a text is an id as the array writes it.
func number(text string) bool {
	for _, c := range []byte(text) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return text != "" && (text[0] != '0' || text == "0")
}
