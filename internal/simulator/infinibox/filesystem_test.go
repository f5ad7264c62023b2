package infinibox_test

import (
	"fmt"
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

// TestAFileSystemIsADataset that has what every dataset has.
func TestAFileSystemIsADataset(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 2)
	f := a.must(http.MethodPost, "filesystems", map[string]any{"name": "f", "pool_id": p, "size": gigabyte}).id()
	s := a.must(http.MethodPost, "filesystems", map[string]any{"name": "s", "parent_id": f}).id()
	for _, id := range []int64{f, s} {
		shown := a.get(at("datasets", id))
		shown.has(map[string]any{
			"dataset_type": "FILESYSTEM", "family_id": f, "size": 1000013824, "num_blocks": 1953152, "used": 0, "allocated": 0, "tree_allocated": 0,
		})
		serial, nguid := shown.text("serial"), shown.text("nguid")
		if len(serial) != 32 || nguid != serial[16:24]+"-"+serial[24:28]+"-"+serial[28:]+"-"+serial[:4]+"-"+serial[4:16] {
			t.Errorf("serial %q, nguid %q", serial, nguid)
		}
		a.get(at("filesystems", id)).has(map[string]any{"serial": serial, "nguid": nguid, "snapdir_name": ".snapshot"})
		if got := a.names("datasets?serial=" + serial); len(got) != 1 {
			t.Errorf("%s is the serial number of %v", serial, got)
		}
	}
	if got := a.names(fmt.Sprintf("datasets?family_id=%d", f)); len(got) != 2 {
		t.Errorf("the family has %v", got)
	}
}
