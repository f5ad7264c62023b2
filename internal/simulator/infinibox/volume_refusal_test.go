package infinibox_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestPromotingCanBeTurnedOff(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{NoPromotion: true})
	s := a.snapshot("s", a.volume("v", a.pool("p", 2), 1))
	answered := a.refused(http.MethodPost, at("volumes", s, "/promote"), nil, 409, "FEATURE_NOT_ENABLED")
	if want := "Promote Snapshot feature is not enabled"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
	for _, feature := range a.send(http.MethodGet, "_features", nil).items(t) {
		if feature.text("name") == "promote_snapshot" && feature.fields["enabled"] != false {
			t.Error("the feature is shown as enabled")
		}
	}
}

func TestNoSnapshotIsTakenWhileAPromoteGoesOn(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Promotion: time.Minute})
	s := a.snapshot("s", a.volume("v", a.pool("p", 2), 1))
	a.must(http.MethodPost, at("volumes", s, "/promote"), nil)
	a.refused(http.MethodPost, "volumes", map[string]any{"name": "t", "parent_id": s}, 409, "CANNOT_TAKE_SNAPSHOT")
	a.refused(http.MethodPost, "volumes/group_snapshot", map[string]any{
		"entities": []any{map[string]any{"id": s}}, "snap_suffix": "-t",
	}, 409, "CANNOT_TAKE_SNAPSHOT")
	a.clock.Advance(time.Minute)
	a.snapshot("t", s)
}

func TestNothingIsRestoredOnASystemThatIsReadOnly(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	v := a.volume("v", a.pool("p", 2), 1)
	s := a.snapshot("s", v)
	a.SetState("READ_ONLY")
	a.refused(http.MethodPost, at("volumes", v, "/restore?approved=yes"), map[string]any{"source_id": s}, 409, "SYSTEM_READ_ONLY")
}

func TestThereIsOneTenant(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	body := map[string]any{"name": "p", "physical_capacity": terabyte, "tenant_id": 2}
	a.refused(http.MethodPost, "pools", body, 404, "TENANT_NOT_FOUND")
	body["tenant_id"] = 1
	a.must(http.MethodPost, "pools", body).has(map[string]any{"tenant_id": 1})
}

func TestS3PoolsAreKeptByTheirAccounts(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{S3: true})
	p := a.must(http.MethodPost, "pools", map[string]any{"name": "s3", "type": "S3", "physical_capacity": terabyte}).id()
	if _, err := a.Put("s3_accounts", "", map[string]any{"name": "shop", "pool_id": p, "email": "shop@example.com"}); err != nil {
		t.Fatal(err)
	}
	a.get(at("pools", p)).has(map[string]any{"s3_bound": true})
	answered := a.refused(http.MethodDelete, at("pools", p, "?approved=yes"), nil, 409, "S3_POOL_DELETE_WITH_ACCOUNT_NOT_ALLOWED")
	if want := "S3 pool 's3' cannot be deleted because it is associated with S3 account 'shop'"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
}

func TestFilesystemsAreNotPromoted(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	fs := a.must(http.MethodPost, "filesystems", map[string]any{"name": "fs", "pool_id": a.pool("p", 2), "size": gigabyte}).id()
	a.refused(http.MethodPost, at("volumes", fs, "/promote"), nil, 409, "PROMOTE_VVOL_OR_FILESYSTEM_NOT_SUPPORTED")
	a.refused(http.MethodPost, "volumes/9/promote", nil, 404, "VOLUME_NOT_FOUND")
}

func TestPoolsOfATypeSayWhatTheyAreFor(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{S3: true})
	for _, test := range []struct{ kind, path, says string }{
		{"VVOL", "volumes", "Cannot create a VOLUME 'x' in vVol pool 'p' because it is dedicated for VMware vVols"},
		{"S3", "volumes", "Cannot create a VOLUME 'x' in S3 pool 'p' because it is dedicated for S3 buckets"},
		{"VVOL", "filesystems", "Cannot create a FILESYSTEM 'x' in vVol pool 'p' because it is dedicated for VMware vVols"},
		{"S3", "filesystems", "Cannot create a FILESYSTEM 'x' in S3 pool 'p' because it is dedicated for S3 buckets"},
	} {
		p := a.must(http.MethodPost, "pools", map[string]any{"name": "p", "type": test.kind, "physical_capacity": terabyte}).id()
		answered := a.refused(http.MethodPost, test.path, map[string]any{"name": "x", "pool_id": p, "size": gigabyte}, 409, "ILLEGAL_POOL_TYPE")
		if answered.Error.Message != test.says {
			t.Errorf("the message is %q, want %q", answered.Error.Message, test.says)
		}
		a.must(http.MethodDelete, at("pools", p, "?approved=yes"), nil)
	}
}
