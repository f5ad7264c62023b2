package block_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// poolOn makes a pool on the array, as an administrator would.
func poolOn(array *acctest.Array, name string) int64 {
	return array.Put("pools", 0, map[string]any{"name": name, "physical_capacity": 2000000000000, "virtual_capacity": 2000000000000})
}

// configured is a configuration with some attributes of its own.
func configured(base map[string]any, extra ...map[string]any) map[string]any {
	merged := map[string]any{}
	for _, attributes := range append([]map[string]any{base}, extra...) {
		for name, value := range attributes {
			merged[name] = value
		}
	}
	return merged
}

// wantErrors fails unless each of the texts is in the errors, and there is no
// error when there are no texts.
func wantErrors(t *testing.T, errors string, texts ...string) {
	t.Helper()
	if len(texts) == 0 && errors != "" {
		t.Fatalf("unexpected: %s", errors)
	}
	for _, text := range texts {
		if !strings.Contains(errors, text) {
			t.Fatalf("no %q in the errors: %s", text, errors)
		}
	}
}

// TestVolumeAttributesOneByOne changes each attribute alone: one request for
// what can change in place, and nothing else touched.
func TestVolumeAttributesOneByOne(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		attribute string
		value     any
		request   string
	}{
		{"name", "db02", `PUT volumes/%d {"name":"db02"}`},
		{"size", 3000000000, `PUT volumes/%d {"size":3000000000}`},
		{"provtype", "THICK", `PUT volumes/%d {"provtype":"THICK"}`},
		{"write_protected", true, `PUT volumes/%d?approved=yes {"write_protected":true}`},
		{"compression_enabled", false, `PUT volumes/%d {"compression_enabled":false}`},
		{"ssd_enabled", false, `PUT volumes/%d {"ssd_enabled":false}`},
		{"ssa_express_enabled", true, `PUT volumes/%d?approved=yes {"ssa_express_enabled":true}`},
		{"snapshot_policy_id", 0, `PUT volumes/%d {"snapshot_policy_id":0}`},
		{"udid", 12, `PUT volumes/%d {"udid":12}`},
	} {
		t.Run(c.attribute, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000, "approved": true}
			volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
			wantErrors(t, acctest.Errors(volume.Apply(base)))
			array.ClearRequests()
			changed := configured(base, map[string]any{c.attribute: c.value})
			if plan := volume.Plan(changed); !slices.Equal(plan.Changes, []string{c.attribute}) || len(plan.Replaces) > 0 {
				t.Errorf("planned %v, replacing %v: %s", plan.Changes, plan.Replaces, plan.Errors())
			}
			wantErrors(t, acctest.Errors(volume.Apply(changed)))
			id := volume.Int("id")
			writes := array.Writes()
			if want := fmt.Sprintf(c.request, id); writes[len(writes)-1] != want {
				t.Errorf("sent %q, want %q last", writes, want)
			}
			if strings.Contains(c.request, "approved") != (len(writes) == 2) || len(writes) > 2 {
				t.Errorf("sent %q: an approved request follows an unapproved one, any other stands alone", writes)
			}
			if shown := array.Only("volumes", map[string]any{"id": id})[c.attribute]; fmt.Sprint(shown) != fmt.Sprint(c.value) && (c.value != 0 || shown != nil) {
				t.Errorf("the array has %s = %v", c.attribute, shown)
			}
			if plan := volume.Plan(changed); len(plan.Changes) > 0 {
				t.Errorf("still to change: %v", plan.Changes)
			}
		})
	}
}

// TestVolumeMoves changes the pool through the operation for it.
func TestVolumeMoves(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	from, to := poolOn(array, "from"), poolOn(array, "to")
	base := map[string]any{"name": "db01", "pool_id": from, "size": 2000000000}
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	wantErrors(t, acctest.Errors(volume.Apply(base)))
	array.ClearRequests()
	wantErrors(t, acctest.Errors(volume.Apply(configured(base, map[string]any{"pool_id": to}))))
	if want := []string{fmt.Sprintf(`POST volumes/%d/move {"pool_id":%d}`, volume.Int("id"), to)}; !slices.Equal(array.Writes(), want) {
		t.Errorf("sent %q, want %q", array.Writes(), want)
	}
	array.Only("volumes", map[string]any{"id": volume.Int("id"), "pool_id": to})
}

// TestVolumeBadInput is refused at plan time, with the attribute, and nothing
// is sent.
func TestVolumeBadInput(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		input map[string]any
		texts []string
	}{
		{"name too long", map[string]any{"name": strings.Repeat("x", 66)}, []string{"name", "between 1 and 65"}},
		{"name empty", map[string]any{"name": ""}, []string{"name", "between 1 and 65"}},
		{"too small", map[string]any{"size": 999999999}, []string{"size", "at least 1000000000"}},
		{"unknown provisioning", map[string]any{"provtype": "FAT"}, []string{"provtype", "THIN", "THICK"}},
		{"no such pool id", map[string]any{"pool_id": 0}, []string{"pool_id", "at least 1"}},
		{"device identifier too large", map[string]any{"udid": 32768}, []string{"udid", "between 0 and 32767"}},
		{"cache without approval", map[string]any{"ssa_express_enabled": true}, []string{"approved", "SSA Express", "approved = true"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000}
			volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
			plan := volume.Plan(configured(base, c.input))
			wantErrors(t, plan.Errors(), c.texts...)
			if strings.Count(plan.Errors(), "\n  ") > 6 || len(plan.Diagnostics) != 1 {
				t.Errorf("not one diagnostic: %s", plan.Errors())
			}
			if writes := array.Writes(); len(writes) > 0 {
				t.Errorf("sent %q", writes)
			}
		})
	}
}

// TestVolumeShrinkingIsRefusedAtPlan keeps the data.
func TestVolumeShrinkingIsRefusedAtPlan(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000}
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	wantErrors(t, acctest.Errors(volume.Apply(base)))
	plan := volume.Plan(configured(base, map[string]any{"size": 1000000000}))
	wantErrors(t, plan.Errors(), "size", "can't shrink")
	array.Only("volumes", map[string]any{"size": 2000000000})
}

// TestVolumeAttributesThatExcludeEachOther are refused at plan time, where
// both are known, and the volume stays as it is.
func TestVolumeAttributesThatExcludeEachOther(t *testing.T) {
	t.Parallel()
	protected := map[string]any{"write_protected": true}
	cached := map[string]any{"ssa_express_enabled": true, "ssd_enabled": true}
	for _, c := range []struct {
		name     string
		from, to map[string]any
		texts    []string
	}{
		{"growth of a protected volume", protected, map[string]any{"size": 3000000000}, []string{`"size"`, `"db01" is write-protected`, "2000000000 to 3000000000", "Set write_protected = false along with the size"}},
		{"the same, left out", protected, map[string]any{"size": 3000000000, "write_protected": nil}, []string{`"size"`, "Set write_protected = false"}},
		{"cache for what has no SSD", map[string]any{"ssd_enabled": false}, map[string]any{"ssa_express_enabled": true}, []string{`"ssa_express_enabled"`, "Set ssd_enabled = true"}},
		{"no SSD for what is in the cache", cached, map[string]any{"ssd_enabled": false}, []string{`"ssd_enabled"`, "or ssa_express_enabled = false"}},
		{"cache and no SSD", nil, map[string]any{"ssa_express_enabled": true, "ssd_enabled": false}, []string{`"ssa_express_enabled"`, "Set ssd_enabled = true"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			base := configured(map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000, "approved": true}, c.from)
			protocol := acctest.NewProtocol(t, array, nil)
			volume := protocol.Resource("onprem_infinibox_volume")
			wantErrors(t, acctest.Errors(volume.Apply(base)))
			array.ClearRequests()
			wantRefusedPlan(t, array, volume.Plan(configured(base, c.to)), c.texts...)
			wantAgreement(t, array, volume)
			wantNothingPlanned(t, volume, base)
		})
	}
}

// TestNewVolumeInTheCacheWithoutSSD is refused at plan time; what the pool will
// decide isn't.
func TestNewVolumeInTheCacheWithoutSSD(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	config := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000, "approved": true, "ssa_express_enabled": true}
	wantRefusedPlan(t, array, volume.Plan(configured(config, map[string]any{"ssd_enabled": false})), `"ssa_express_enabled"`, "Set ssd_enabled = true")
	wantErrors(t, volume.Plan(configured(config, map[string]any{"ssd_enabled": acctest.Unknown})).Errors())
	wantErrors(t, acctest.Errors(volume.Apply(config)))
	array.Only("volumes", map[string]any{"ssa_express_enabled": true, "ssd_enabled": true})
}

// TestVolumeSizesThatMeanTheSame plan no change, also after an import.
func TestVolumeSizesThatMeanTheSame(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000001}
	protocol := acctest.NewProtocol(t, array, nil)
	volume := protocol.Resource("onprem_infinibox_volume")
	wantErrors(t, acctest.Errors(volume.Apply(base)))
	imported := protocol.Resource("onprem_infinibox_volume")
	wantErrors(t, acctest.Errors(imported.Import(fmt.Sprint(volume.Int("id")))))
	if imported.Int("size") != 2000000512 {
		t.Errorf("imported %d bytes", imported.Int("size"))
	}
	if plan := imported.Plan(base); len(plan.Changes) > 0 {
		t.Errorf("planned %v", plan.Changes)
	}
}

// TestVolumeApproval is asked for where the array asks, refused at plan where
// that is known, and recorded when it was given.
func TestVolumeApproval(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000}
	protected := configured(base, map[string]any{"write_protected": true})
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	wantErrors(t, acctest.Errors(volume.Apply(base)))
	array.ClearRequests()
	wantErrors(t, volume.Plan(protected).Errors(), "approved", "applications may fail", "approved = true")
	if writes := array.Writes(); len(writes) > 0 {
		t.Errorf("sent %q", writes)
	}
	applied := volume.Apply(configured(protected, map[string]any{"approved": true}))
	wantErrors(t, acctest.Errors(applied))
	if warnings := acctest.Warnings(applied); !strings.Contains(warnings, "Approved: Change InfiniBox volume") || !strings.Contains(warnings, "will prevent the hosts") {
		t.Errorf("the approval isn't recorded: %s", warnings)
	}
	array.Only("volumes", map[string]any{"write_protected": true})
}

// TestVolumeWithSnapshotsNeedsApprovalToGo leaves the decision to the array,
// because only it knows at that moment.
func TestVolumeWithSnapshotsNeedsApprovalToGo(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000}
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	wantErrors(t, acctest.Errors(volume.Apply(base)))
	array.Put("volumes", 0, map[string]any{"name": "snap", "parent_id": volume.Int("id")})
	wantErrors(t, acctest.Errors(volume.Destroy()), "approved", "delete all of its snapshots", "INFINIBOX_APPROVED=true")
	if !volume.Exists() || len(array.Find("volumes", nil)) != 2 {
		t.Fatal("something was deleted")
	}
	wantErrors(t, acctest.Errors(volume.Apply(configured(base, map[string]any{"approved": true}))))
	wantErrors(t, acctest.Errors(volume.Destroy()))
	if left := array.Find("volumes", nil); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// TestVolumeProviderSettingsSendNothing: approved is the provider's own.
func TestVolumeProviderSettingsSendNothing(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000}
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	wantErrors(t, acctest.Errors(volume.Apply(base)))
	array.ClearRequests()
	wantErrors(t, acctest.Errors(volume.Apply(configured(base, map[string]any{"approved": true}))))
	if requests := array.Requests(device.Match{}); len(requests) > 0 {
		t.Errorf("sent %v", requests)
	}
}

// TestVolumeSizeThatIsNoSize is one diagnostic that says what to do.
func TestVolumeSizeThatIsNoSize(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p")}
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	for _, size := range []*big.Float{big.NewFloat(1500000000.5), new(big.Float).SetMantExp(big.NewFloat(1), 64)} {
		plan := volume.Plan(configured(base, map[string]any{"size": size}))
		wantErrors(t, plan.Errors(), "size", "whole number of bytes", "floor(...)")
		if len(plan.Diagnostics) != 1 {
			t.Errorf("not one diagnostic: %s", plan.Errors())
		}
	}
}

// TestVolumeStateMeetsAnotherArray is refused, since ids are the same there.
func TestVolumeStateMeetsAnotherArray(t *testing.T) {
	t.Parallel()
	array, other := acctest.NewArray(t), acctest.NewArray(t)
	other.Clock().Advance(-time.Hour)
	base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000}
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	wantErrors(t, acctest.Errors(volume.Apply(base)))
	theirs := other.Put("volumes", 0, map[string]any{"name": "theirs", "pool_id": poolOn(other, "q"), "size": 1000000000})
	if theirs != volume.Int("id") {
		t.Fatalf("the other array's volume has id %d", theirs)
	}
	there := volume.At(acctest.NewProtocol(t, other, nil))
	wantErrors(t, acctest.Errors(there.Refresh()), "Another Object Than The State's", "INFINIBOX_ENDPOINT", "It isn't touched")
	if writes := other.Writes(); len(writes) > 0 {
		t.Errorf("sent %q", writes)
	}
	wantErrors(t, acctest.Errors(volume.Refresh()))
}
