package infinibox

import (
	"net/http"
	"slices"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// recordKind is an entity of the catalogue as records hold it.
type recordKind struct {
	entity   *catalogue.Entity
	schema   *schema[*record]
	at       map[string]int
	defaults []value
	// label is the field that names an object, -1 for its id.
	label      int
	references []pointer
	// answersOwner means that calls on a part answer the object that it's of.
	answersOwner bool
	notFound     string
	conflict     string
}

func (k *recordKind) name() string { return k.entity.Name }

// pointer is a field that holds the id of another object.
type pointer struct{ field, entity string }

// pointers are what fields of these names refer to, 0 being none.
func pointers() map[string]string {
	return map[string]string{
		"account_id": "s3_accounts", "cg_id": "cgs", "filesystem_id": "filesystems", "host_id": "hosts",
		"host_cluster_id": "clusters", "idp_id": "sso_idps", "ldap_id": "ldap_repositories", "link_id": "links",
		"pool_id": "pools", "qos_policy_id": "qos_policies", "replication_group_id": "replication_groups",
		"share_id": "shares", "snapshot_policy_id": "snapshot_policies", "user_id": "s3_users", "volume_id": "volumes",
		"local_replication_network_space_id": "network_spaces",
	}
}

// shownIn are the sub-collections that an object of the parent shows as a
// field; part of them have their fields described only there.
func shownIn() map[string]string {
	return map[string]string{
		"cluster_hosts": "hosts", "cluster_luns": "luns", "host_luns": "luns", "host_ports": "ports",
		"network_interface_ports": "ports", "network_space_ips": "ips", "network_space_routes": "routes",
		"schedules": "schedules", "share_permissions": "permissions",
	}
}

// builtIn are the parts of the hardware that their whole shows as a field.
func builtIn() map[string]string {
	return map[string]string{"node_drives": "drives", "node_port_groups": "pgs", "enclosure_drives": "drives"}
}

func merged(maps ...map[string]string) map[string]string {
	all := make(map[string]string)
	for _, m := range maps {
		for key, v := range m {
			all[key] = v
		}
	}
	return all
}

// counted are the fields that say how many records belong or refer to one.
func counted() map[string]string {
	return map[string]string{
		"enclosures.drives_number":         "enclosure_drives",
		"replication_groups.members_count": "vvols",
		"s3_accounts.buckets_count":        "s3_buckets", "s3_accounts.users_count": "s3_users",
		"s3_users.num_credentials": "s3_credentials",
	}
}

// newKind makes a kind of an entity. Parts that are shown in their owner have
// the fields that are described there.
func (w *world) newKind(entity *catalogue.Entity) *recordKind {
	k := &recordKind{entity: entity, at: make(map[string]int), label: -1, notFound: "NOT_FOUND", conflict: "CONFLICT"}
	if code, ok := w.samples.NotFound[entity.Name]; ok {
		k.notFound = code
	}
	if code, ok := w.samples.Conflict[entity.Name]; ok {
		k.conflict = code
	}
	described := entity.ReadFields
	if inside, ok := shownIn()[entity.Name]; ok {
		if parent, known := w.Entity(entity.Parent); known {
			if f, found := parent.Readable(inside); found && len(f.Fields) > 0 {
				k.answersOwner = !sameNames(slices.DeleteFunc(slices.Clone(described), func(f catalogue.ReadField) bool { return f.FilterOnly }), f.Fields)
				described = append(slices.Clone(f.Fields), onlyFiltered(entity.ReadFields, f.Fields)...)
			}
		}
	}
	k.answersOwner = k.answersOwner || entity.Name == "cg_members" || entity.Name == "replication_group_members"
	var fields []field[*record]
	for _, f := range described {
		if strings.HasPrefix(f.Name, "(") {
			continue
		}
		k.at[f.Name] = len(fields)
		made, standard := w.newField(k, f, len(fields))
		fields = append(fields, made)
		k.defaults = append(k.defaults, standard)
		if target, ok := pointers()[f.Name]; ok && target != entity.Name {
			k.references = append(k.references, pointer{f.Name, target})
		}
	}
	for _, name := range append([]string{"name"}, entity.NaturalKey...) {
		if i, ok := k.at[name]; ok && k.label < 0 && name != "id" {
			k.label = i
		}
	}
	filterable, sortable := listed(entity)
	k.schema = newSchema(fields, filterable, sortable)
	return k
}

// listed are the fields that an entity's listings filter and sort by. Some
// that objects refer to others with are filterable wherever there are any
// filters at all, as the overview's examples show.
func listed(entity *catalogue.Entity) (filterable, sortable []string) {
	for _, e := range entity.Endpoints {
		if e.FilterStated && e.Method == http.MethodGet {
			filterable = append(filterable, e.Filterable...)
			sortable = append(sortable, e.Sortable...)
		}
	}
	if entity.Name == "metadata" { // the one that doesn't is named
		filterable, sortable = []string{"id", "key", "object_id", "value"}, []string{"id", "key", "object_id", "value"}
	}
	if entity.Name == "events" { // "with filters and sorting", without a list of them
		for _, f := range entity.ReadFields {
			filterable, sortable = append(filterable, f.Name), append(sortable, f.Name)
		}
	}
	if len(filterable) > 0 {
		filterable = append(filterable, "pool_id", "parent_id", "cg_id", "filesystem_id")
	}
	return filterable, sortable
}

// onlyFiltered are the fields that the reference's lists of filters name and
// that no object shows.
func onlyFiltered(all, shown []catalogue.ReadField) []catalogue.ReadField {
	var left []catalogue.ReadField
	for _, f := range all {
		if f.FilterOnly && !slices.ContainsFunc(shown, func(other catalogue.ReadField) bool { return other.Name == f.Name }) {
			left = append(left, f)
		}
	}
	return left
}

func sameNames(a, b []catalogue.ReadField) bool {
	return slices.EqualFunc(a, b, func(x, y catalogue.ReadField) bool { return x.Name == y.Name })
}

// newField makes the field at a position and its value when nothing is set.
func (w *world) newField(k *recordKind, f catalogue.ReadField, at int) (field[*record], value) {
	made := field[*record]{name: f.Name, kind: kindNamed(w.typeOf(k.entity, f)), hidden: f.FilterOnly || f.OtherCallsOnly}
	made.get = func(r *record) value { return r.values[at] }
	standard := made.kind.zero()
	if f.Nullable || f.Type == "" {
		standard = none()
	}
	if given, ok := w.samples.Defaults[k.entity.Name][f.Name]; ok {
		standard = ofJSON(given)
	}
	switch f.Name {
	case "tenant_id":
		standard = number(1)
	case "id":
		if made.kind == integer {
			made.get = func(r *record) value { return number(r.id) }
		}
	}
	for part, inside := range merged(shownIn(), builtIn()) {
		if child, ok := w.Entity(part); ok && child.Parent == k.entity.Name && inside == f.Name {
			made.get = func(r *record) value { return r.shownParts(part) }
		}
	}
	if part, ok := counted()[k.entity.Name+"."+f.Name]; ok {
		made.get = func(r *record) value { return number(int64(len(r.parts[part]))) }
	}
	if k.entity.Name == "system_health" || k.entity.Name == "components" {
		if figure := hardwareFigure(f.Name); figure != nil {
			made.get = func(r *record) value { return figure(r.home) }
		}
	}
	if k.entity.Name == "filesystems" {
		if figure := filesystemFigure(f.Name); figure != nil {
			made.get = figure
		}
		if empty, ok := filesystemStandards()[f.Name]; ok {
			standard = empty
		}
	}
	if stem, ok := strings.CutSuffix(f.Name, "_name"); ok {
		if _, known := k.entity.Readable(stem + "_id"); known {
			if target, refers := pointers()[stem+"_id"]; refers {
				made.get = func(r *record) value { return r.home.nameOf(target, r.get(stem+"_id").num, r.values[at]) }
			}
		}
	}
	return made, standard
}

// typeOf is a field's type; of those that samples only show as null, what
// requests and the name tell.
func (w *world) typeOf(entity *catalogue.Entity, f catalogue.ReadField) string {
	if f.Type != "" {
		return f.Type
	}
	for _, find := range []func(string) (catalogue.WriteField, bool){entity.Creatable, entity.Updatable} {
		if written, ok := find(f.Name); ok && written.Type != "" {
			return written.Type
		}
	}
	if f.Name == "id" {
		return "integer"
	}
	for _, suffix := range []string{"_at", "_id", "_count", "_retention", "_lock", "_limit", "uid", "gid", "_capacity", "_usage", "_savings"} {
		if strings.HasSuffix(f.Name, suffix) {
			return "integer"
		}
	}
	return "string"
}

// shownParts are the records of an entity that belong to this one.
func (r *record) shownParts(entity string) value {
	items := make([]value, len(r.parts[entity]))
	for i, part := range r.parts[entity] {
		items[i] = structure(part.kind.schema.append(nil, part, nil))
	}
	return several(items...)
}
