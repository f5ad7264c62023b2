package provider_test

import (
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/provider"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// connected is the device that a provider has made a client for.
func connected(t *testing.T, protocol *acctest.Protocol, family string) api.Device {
	t.Helper()
	made, diags := provider.Connect(protocol.Server(), family)
	if diags.HasError() {
		t.Fatal(diags)
	}
	return made
}

// sharedIP is a change of the platform that anybody would see.
func sharedIP() api.Change {
	return api.Change{Method: http.MethodPost, Path: "SharedIp", Body: map[string]any{"ip": "192.168.2.3", "netmask": "24"}}
}

// platformStays tells whether a change is kept from the platform.
func platformStays(t *testing.T, platform *acctest.Platform, protocol *acctest.Protocol) bool {
	t.Helper()
	_, err := connected(t, protocol, "symkloud").Do(t.Context(), sharedIP())
	if err != nil && !errors.Is(err, api.ErrReadOnly) {
		t.Error(err)
	}
	return err != nil && len(platform.Writes()) == 0
}

// platformAdopts tells whether creates may take over what exists.
func platformAdopts(t *testing.T, _ *acctest.Platform, protocol *acctest.Protocol) bool {
	t.Helper()
	settings := connected(t, protocol, "symkloud").Settings()
	if settings.Username != "admin" {
		t.Errorf("logs in as %q", settings.Username)
	}
	return settings.AdoptExisting
}

// platformIsAskedOneAtATime tells whether the platform never got two requests at
// once.
func platformIsAskedOneAtATime(t *testing.T, platform *acctest.Platform, protocol *acctest.Protocol) bool {
	t.Helper()
	platform.Break(device.Rule{Method: "GET", Path: "**/Oid", Delay: 100 * time.Millisecond})
	readAtOnce(t, connected(t, protocol, "symkloud"), "Oid", 8)
	return platform.Totals().Peak == 1
}

// platformIsGivenUpSoon tells whether an answer that takes 200 ms is too late.
func platformIsGivenUpSoon(t *testing.T, platform *acctest.Platform, protocol *acctest.Protocol) bool {
	t.Helper()
	platform.Break(device.Rule{Method: "POST", Path: "**/SharedIp", Delay: 200 * time.Millisecond})
	_, err := connected(t, protocol, "symkloud").Do(t.Context(), sharedIP())
	if err != nil && !errors.Is(err, api.ErrOutcomeUnknown) {
		t.Error(err)
	}
	return err != nil
}

// readAtOnce has so many callers read a path.
func readAtOnce(t *testing.T, from api.Device, path string, callers int) {
	t.Helper()
	var readers sync.WaitGroup
	for range callers {
		readers.Go(func() {
			if _, err := from.Get(t.Context(), path); err != nil {
				t.Error(err)
			}
		})
	}
	readers.Wait()
}

// TestPlatformsReadsCanBeServedAlone: with the switch off each reader takes a
// request.
func TestPlatformsReadsCanBeServedAlone(t *testing.T) {
	t.Parallel()
	requests := func(value string) int {
		platform := acctest.NewPlatform(t)
		settings := with(connection(platform), nil)
		protocol, diagnostics := kinds()[1].configure(t, map[string]string{"ONPREM_SHARED_READS": value}, settings)
		wantSuccess(t, diagnostics)
		platform.Break(device.Rule{Method: "GET", Path: "**/UserList", Delay: 200 * time.Millisecond})
		from := connected(t, protocol, "symkloud")
		var readers sync.WaitGroup
		for range 8 {
			readers.Go(func() {
				if _, err := from.Refresh(t.Context(), "", "UserList", nil); err != nil {
					t.Error(err)
				}
			})
		}
		readers.Wait()
		return platform.CountRequests(device.Match{Path: "**/UserList"})
	}
	if on := requests(""); on >= 8 {
		t.Errorf("%d requests for 8 readers with the switch on", on)
	}
	if off := requests("off"); off != 8 {
		t.Errorf("%d requests for 8 readers with the switch off", off)
	}
}

// TestOneBlockForTwoDevices: each has its own connection, and what the one lacks
// is no matter of the other's.
func TestOneBlockForTwoDevices(t *testing.T) {
	t.Parallel()
	array, platform := acctest.NewArray(t), acctest.NewPlatform(t)
	protocol, diagnostics := acctest.Configure(t, getenv(nil), map[string]any{"infinibox": connection(array), "symkloud": connection(platform)})
	wantSuccess(t, diagnostics)
	wantSuccess(t, protocol.Resource(volumeResource).Apply(db01(poolOn(array, "p"))))
	wantSuccess(t, kinds()[1].use(protocol))
	array.Only("volumes", map[string]any{"name": "db01"})

	unknown := with(connection(platform), map[string]any{"password": acctest.Unknown})
	protocol, diagnostics = acctest.Configure(t, getenv(nil), map[string]any{"infinibox": connection(array), "symkloud": unknown})
	wantSuccess(t, diagnostics)
	wantSuccess(t, protocol.Resource(volumeResource).Import("name=db01"))
	wantOneError(t, kinds()[1].use(protocol), "symkloud.password")
}
