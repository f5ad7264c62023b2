package infinibox_test

import (
	"net/http"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestWhatOthersHoldIsNotDeleted(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{S3: true})
	p := a.pool("p", 20)
	v := a.volume("v", p, 1)
	empty := func(name string) int64 { return a.pool(name, 1) }
	host := a.must(http.MethodPost, "hosts", map[string]any{"name": "h"}).id()
	cluster := a.must(http.MethodPost, "clusters", map[string]any{"name": "c"}).id()
	a.must(http.MethodPost, at("hosts", host, "/luns"), map[string]any{"volume_id": v})
	fs := a.must(http.MethodPost, "filesystems", map[string]any{"name": "fs", "pool_id": p, "size": gigabyte}).id()
	export := a.must(http.MethodPost, "exports", map[string]any{"filesystem_id": fs, "export_path": "/fs", "inner_path": "/"}).id()
	grouped := a.volume("grouped", p, 1)
	group := a.must(http.MethodPost, "cgs", map[string]any{"name": "g", "pool_id": p}).id()
	a.must(http.MethodPost, at("cgs", group, "/members"), map[string]any{"dataset_id": grouped})
	withGroup, withFiles := empty("with-group"), empty("with-files")
	a.must(http.MethodPost, "cgs", map[string]any{"name": "g2", "pool_id": withGroup})
	a.must(http.MethodPost, "filesystems", map[string]any{"name": "fs2", "pool_id": withFiles, "size": gigabyte})
	for path, code := range map[string]string{
		at("hosts", host):         "HOST_NOT_EMPTY",
		at("volumes", v):          "VOLUME_IS_MAPPED",
		at("volumes", grouped):    "CG_DATASET_DELETE_NOT_ALLOWED",
		at("filesystems", fs):     "FILESYSTEM_HAS_EXPORT",
		at("pools", withGroup):    "POOL_HAS_CG",
		at("pools", withFiles):    "POOL_NOT_EMPTY",
		"smb_users/1":             "SMB_USER_ADMINISTRATOR_CONFLICT",
		"nfs_users/1":             "ROOT_NFS_USER_CANNOT_BE_DELETED",
		"fc/switches/1":           "FC_SWITCH_NOT_DISCONNECTED",
		"snapshot_policies/99999": "SNAPSHOT_POLICY_NOT_FOUND",
	} {
		a.refused(http.MethodDelete, path+"?approved=yes", nil, a.statusOf(code), code)
	}
	a.must(http.MethodPost, at("clusters", cluster, "/hosts?approved=yes"), map[string]any{"id": host}).has(map[string]any{"hosts_count": 1})
	a.refused(http.MethodDelete, at("hosts", host), nil, a.statusOf("CANNOT_DELETE_CLUSTERED_HOST"), "CANNOT_DELETE_CLUSTERED_HOST")
	a.refused(http.MethodPut, at("exports", export), map[string]any{"max_write": 65536}, a.statusOf("EXPORT_IS_ENABLED"), "EXPORT_IS_ENABLED")
	a.must(http.MethodDelete, at("hosts", host, "/luns/lun/1?approved=yes"), nil)
	a.must(http.MethodDelete, at("volumes", v), nil)
}

func TestANewShareIsOpenToEveryone(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	fs := a.must(http.MethodPost, "filesystems", map[string]any{"name": "fs", "pool_id": a.pool("p", 2), "size": gigabyte}).id()
	share := a.must(http.MethodPost, "shares", map[string]any{"name": "s", "filesystem_id": fs, "inner_path": "/"}).id()
	permissions := a.send(http.MethodGet, at("shares", share, "/permissions"), nil).items(t)
	if len(permissions) != 1 || permissions[0].text("access") != "FULLCONTROL" || permissions[0].number("share_id") != share {
		t.Errorf("the permissions are %v", permissions)
	}
}
