package infinibox_test

import (
	"net/http"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestFilesystemsHaveRoundSizesThatGrow(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 2)
	a.refused(http.MethodPost, "filesystems", map[string]any{"name": "small", "pool_id": p, "size": gigabyte - 1}, 409, "DATASET_MIN_CAPACITY")
	fs := a.must(http.MethodPost, "filesystems", map[string]any{"name": "fs", "pool_id": p, "size": 1000000000})
	fs.has(map[string]any{"size": 1000013824, "pool_name": "p", "type": "MASTER"})
	a.refused(http.MethodPut, at("filesystems", fs.id()), map[string]any{"size": 900000000}, 409, "DATASET_SHRINKING_NOT_ALLOWED")
	a.must(http.MethodPut, at("filesystems", fs.id()), map[string]any{"size": 2 * gigabyte}).has(map[string]any{"size": 2000027648})
	snapshot := a.must(http.MethodPost, "filesystems", map[string]any{"name": "s", "parent_id": fs.id()})
	snapshot.has(map[string]any{"type": "SNAPSHOT", "parent_id": fs.id(), "size": 2000027648, "pool_id": p})
	a.get(at("filesystems", fs.id())).has(map[string]any{"has_children": true})
	a.refused(http.MethodPost, "filesystems", map[string]any{"name": "t", "parent_id": 999}, 404, "FILESYSTEM_NOT_FOUND")
}

func TestAdministratorsOfPoolsKeepToTheirOwn(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	own := a.must(http.MethodPost, "pools", map[string]any{"name": "own", "physical_capacity": 2 * terabyte, "owners": []int{101}}).id()
	other := a.pool("other", 2)
	restricted := a.login("pool_admin")
	fs := restricted.must(http.MethodPost, "filesystems", map[string]any{"name": "mine", "pool_id": own, "size": gigabyte}).id()
	restricted.must(http.MethodPut, at("filesystems", fs), map[string]any{"name": "still-mine"})
	restricted.refused(http.MethodPost, "filesystems", map[string]any{"name": "theirs", "pool_id": other, "size": gigabyte}, 403, "USER_IS_FORBIDDEN")
	v := a.volume("v", other, 1)
	host := a.must(http.MethodPost, "hosts", map[string]any{"name": "h"}).id()
	restricted.refused(http.MethodPost, at("hosts", host, "/luns"), map[string]any{"volume_id": v}, 403, "USER_IS_FORBIDDEN")
}
