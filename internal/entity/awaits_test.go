package entity_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// rack is what books have to be taken from before it goes.
type rack struct {
	Code     types.String   `tfsdk:"code"     api:"code,fixed"`
	Approved types.Bool     `tfsdk:"approved"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// holding is a rack in the state whose deletion waits, for so long at most.
func holding(t *testing.T, device *fakeDevice, patience string, awaits func(ctx context.Context, device api.Device, r rack) (string, error)) *acctest.Instance {
	t.Helper()
	device.do = func(api.Change) (api.Answer, error) { return api.Answer{Object: api.Object{"code": "r1"}}, nil }
	managed := instance(t, entity.Collection[rack, struct{}]{
		Name: "shelf_rack", Description: "A rack.", Path: "racks", Keys: []string{"code"}, Awaits: awaits,
		Attributes: map[string]schema.Attribute{
			"code":     schema.StringAttribute{Required: true},
			"approved": entity.Approved(),
			"timeouts": entity.Timeouts(),
		},
	}, device)
	wantSuccess(t, managed.Apply(map[string]any{"code": "r1", "approved": true, "timeouts": map[string]any{"delete": patience}}))
	device.sent = nil
	return managed
}

// TestDeleteWaitsForWhatHasToGoFirst, and tells the declaration of what.
func TestDeleteWaitsForWhatHasToGoFirst(t *testing.T) {
	t.Parallel()
	device, looks := &fakeDevice{}, 0
	managed := holding(t, device, "30s", func(ctx context.Context, device api.Device, r rack) (string, error) {
		if _, err := device.Get(ctx, "racks/"+r.Code.ValueString()+"/books"); err == nil {
			return "", errors.New("the fake device has none")
		}
		if looks++; looks < 3 {
			return "2 books", nil
		}
		return "", nil
	})
	wantSuccess(t, managed.Destroy())
	wantRequests(t, device, "GET racks/r1/books", "GET racks/r1/books", "GET racks/r1/books", "DELETE racks/r1")
	if managed.Exists() {
		t.Error("still in the state")
	}
}

// TestDeleteDoesNotWaitForNothing, nor where that can't be found out.
func TestDeleteDoesNotWaitForNothing(t *testing.T) {
	t.Parallel()
	for name, err := range map[string]error{"nothing": nil, "unknown": failed(api.ErrUnreachable, "GET", "books")} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			device, looks := &fakeDevice{}, 0
			managed := holding(t, device, "30s", func(context.Context, api.Device, rack) (string, error) {
				looks++
				return "", err
			})
			wantSuccess(t, managed.Destroy())
			if looks != 1 || managed.Exists() {
				t.Errorf("looked %d times", looks)
			}
			wantRequests(t, device, "DELETE racks/r1")
		})
	}
}

// TestDeleteStopsWaiting when the time is over, and the device decides.
func TestDeleteStopsWaiting(t *testing.T) {
	t.Parallel()
	device, looks := &fakeDevice{}, 0
	managed := holding(t, device, "400ms", func(context.Context, api.Device, rack) (string, error) {
		looks++
		return "2 books", nil
	})
	device.do = func(change api.Change) (api.Answer, error) {
		return api.Answer{}, failed(api.ErrRefused, change.Method, change.Path)
	}
	begun := time.Now()
	wantOneError(t, managed.Destroy(), "Unable to delete shelf rack r1", "refused")
	if waited := time.Since(begun); waited < 300*time.Millisecond || looks < 3 {
		t.Errorf("waited %s and looked %d times", waited, looks)
	}
	wantRequests(t, device, "DELETE racks/r1")
	if !managed.Exists() {
		t.Error("gone from the state")
	}
}

// TestDeleteWaitsOnce: what didn't go in all that time isn't waited for again
// because the device demands approval.
func TestDeleteWaitsOnce(t *testing.T) {
	t.Parallel()
	var looks, sent atomic.Int32
	device := &fakeDevice{}
	managed := holding(t, device, "400ms", func(context.Context, api.Device, rack) (string, error) {
		if sent.Load() > 0 {
			looks.Add(1)
		}
		return "2 books", nil
	})
	device.do = func(change api.Change) (api.Answer, error) {
		if sent.Add(1); !change.Approved {
			return api.Answer{}, failed(api.ErrApprovalRequired, change.Method, change.Path)
		}
		return api.Answer{Approved: []string{"it had books"}}, nil
	}
	wantSuccess(t, managed.Destroy())
	if looks.Load() > 0 || managed.Exists() {
		t.Errorf("looked %d times after the first request", looks.Load())
	}
}

// TestDeleteInterruptedWhileItWaits sends nothing.
func TestDeleteInterruptedWhileItWaits(t *testing.T) {
	t.Parallel()
	device := &fakeDevice{get: func(string) (api.Object, error) { return api.Object{"code": "r1"}, nil }}
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	managed := holding(t, device, "30s", func(context.Context, api.Device, rack) (string, error) {
		interrupt()
		return "2 books", nil
	})
	begun := time.Now()
	wantOneError(t, managed.ApplyIn(ctx, nil), "Unable to delete shelf rack r1", "still there")
	if waited := time.Since(begun); waited > 5*time.Second {
		t.Errorf("went on for %s", waited)
	}
	wantRequests(t, device, "GET racks/r1")
	if !managed.Exists() {
		t.Error("gone from the state")
	}
}

// TestDeleteWaitsAgainBeforeItIsApproved: what makes it dangerous may have
// turned up after the first look.
func TestDeleteWaitsAgainBeforeItIsApproved(t *testing.T) {
	t.Parallel()
	var looks, sent atomic.Int32
	device := &fakeDevice{}
	managed := holding(t, device, "30s", func(context.Context, api.Device, rack) (string, error) {
		looks.Add(1)
		return "", nil
	})
	device.do = func(change api.Change) (api.Answer, error) {
		if sent.Add(1); !change.Approved {
			return api.Answer{}, failed(api.ErrApprovalRequired, change.Method, change.Path)
		}
		return api.Answer{Approved: []string{"it had books"}}, nil
	}
	diagnostics := managed.Destroy()
	wantSuccess(t, diagnostics)
	if looks.Load() != 2 || sent.Load() != 2 {
		t.Errorf("looked %d times and sent %d requests", looks.Load(), sent.Load())
	}
	if warnings := acctest.Warnings(diagnostics); warnings == "" {
		t.Error("the approval isn't recorded")
	}
}
