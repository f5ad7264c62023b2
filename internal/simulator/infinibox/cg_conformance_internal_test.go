package infinibox

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// groupPath are the variables of a path that leads to a group: a snapshot group
// where the call is about one, a consistency group with members elsewhere.
func (i *inspected) groupPath(t *testing.T) []string {
	t.Helper()
	a := i.array
	if len(a.groups.items) == 0 {
		if err := a.Generate(map[string]int{"cgs": 1, "snapshot_groups": 1}); err != nil {
			t.Fatal(err)
		}
	}
	of, taken := a.groups.items[0], a.groups.items[1]
	if i.tail == "refresh" || i.tail == "promote" || i.method == "PUT" {
		return []string{fmt.Sprint(taken.id)}
	}
	if strings.HasSuffix(i.endpoint.path, "{attribute}") {
		return []string{fmt.Sprint(of.id), "name"}
	}
	if len(i.documented[0].PathParameters) == 2 {
		return []string{fmt.Sprint(of.id), fmt.Sprint(of.members[0].id)}
	}
	return []string{fmt.Sprint(of.id)}
}

// groupSource is what a group is restored or refreshed from.
func (i *inspected) groupSource() (int64, bool) {
	if !strings.HasPrefix(i.endpoint.path, "cgs/") || !slices.Contains([]string{"restore", "refresh"}, i.tail) {
		return 0, false
	}
	if i.tail == "refresh" {
		return i.array.groups.items[0].id, true
	}
	return i.array.groups.items[1].id, true
}

// outsider is a volume in the pool of the group, which has just left it.
func (i *inspected) outsider() int64 {
	of := i.array.groups.items[0]
	v := of.members[0]
	of.leave(v)
	return v.id
}
