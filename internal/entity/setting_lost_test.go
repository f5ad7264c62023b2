package entity_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// errSlow is a wait that took longer than it may.
var errSlow = &transport.UnfinishedError{Status: "polishing", After: time.Second, Err: context.DeadlineExceeded}

const wasBefore = "Before, it had motto = <null>, lamp = false, width = 100"

// blind has the desk read once and never again.
func (o *office) blind(err error) {
	seen := 0
	o.get = func(path string) (api.Object, error) {
		if seen++; seen > 1 {
			return nil, err
		}
		return o.read(path)
	}
}

// wantSent fails unless the device got just these requests.
func (o *office) wantSent(t *testing.T, want string) {
	t.Helper()
	if o.requests() != want {
		t.Errorf("sent %s, want %s", o.requests(), want)
	}
}

// wantNoContext fails on words that only programmers know, and on an attribute
// that the desk doesn't have.
func wantNoContext(t *testing.T, text string) {
	t.Helper()
	for _, word := range []string{"context ", "timeouts"} {
		if strings.Contains(text, word) {
			t.Errorf("no help for a person: %s", text)
		}
	}
}

// TestSettingWhoseOutcomeIsUnknown is left alone: what it has isn't known, and
// that is what the one error says.
func TestSettingWhoseOutcomeIsUnknown(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sent, read error
		texts      []string
	}{
		"the answer is lost": {errLost, failed(api.ErrUnreachable, "GET", "desk"), []string{"outcome unknown", "unreachable"}},
		"an error inside the device": {&api.Error{Kind: api.ErrRefused, Status: 500, Message: "oops", Method: "PUT", Path: "desk"}, context.DeadlineExceeded,
			[]string{"oops", "The device didn't answer in time."}},
		"out of time":          {context.DeadlineExceeded, context.DeadlineExceeded, []string{"hadn't finished after 20m0s"}},
		"out of time, working": {errSlow, errSlow, []string{"hadn't finished after 20m0s: polishing"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice()
			o.blind(c.read)
			o.refuse = func(api.Change) (api.Answer, error) { return api.Answer{}, c.sent }
			s := setting(t, o)
			diagnostics := s.Apply(map[string]any{"motto": "tidy"})
			wantOneError(t, diagnostics, append(c.texts, "Unable to change shelf desk", "What it has now isn't known", wasBefore)...)
			wantNoContext(t, acctest.Errors(diagnostics))
			o.wantSent(t, "GET desk, PUT desk, GET desk")
			if s.Exists() {
				t.Error("the state has something")
			}
		})
	}
}

// TestSettingThatWasTakenAndCannotBeRead is put back, as the device said that
// it had made the change.
func TestSettingThatWasTakenAndCannotBeRead(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.blind(failed(api.ErrUnreachable, "GET", "desk"))
	s := setting(t, o)
	wantOneError(t, s.Apply(tidy), "Unable to read shelf desk", "unreachable", "put back to what it was")
	if o.is() != asFound || s.Exists() {
		t.Errorf("it has %s, the state has something: %t", o.is(), s.Exists())
	}
}

// TestSettingThatCannotBePutBack is one error with both causes.
func TestSettingThatCannotBePutBack(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err  error
		text string
	}{
		"refused": {failed(api.ErrRefused, "PUT", "desk"), "it couldn't be put back: refused."},
		"lost":    {errLost, "what it has now, isn't known: outcome unknown."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice()
			o.refuse = func(change api.Change) (api.Answer, error) {
				if touching(change, "width") {
					return api.Answer{}, failed(api.ErrRefused, "PUT", "desk")
				}
				if o.is() != asFound && touching(change, "motto") {
					return api.Answer{}, c.err
				}
				return api.Answer{}, nil
			}
			s := setting(t, o)
			wantOneError(t, s.Apply(map[string]any{"motto": "tidy", "width": 120}), "Unable to change shelf desk", c.text, wasBefore)
		})
	}
}

// TestSettingThatTheDeviceGoesOnWith isn't put back: the device would change
// it after that.
func TestSettingThatTheDeviceGoesOnWith(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.refuse = func(api.Change) (api.Answer, error) { return api.Answer{Pending: "results/1"}, errSlow }
	s := setting(t, o)
	diagnostics := s.Apply(map[string]any{"motto": "tidy"})
	wantOneError(t, diagnostics, "Unable to change shelf desk", "polishing", "goes on with it", wasBefore)
	wantNoContext(t, acctest.Errors(diagnostics))
	o.wantSent(t, "GET desk, PUT desk, GET desk")
}

// timed is a device that notes how long its changes may take.
type timed struct {
	*office
	limits []time.Duration
}

func (d *timed) Do(ctx context.Context, change api.Change) (api.Answer, error) {
	deadline, limited := ctx.Deadline()
	if limited {
		d.limits = append(d.limits, time.Until(deadline).Round(time.Minute))
	} else {
		d.limits = append(d.limits, 0)
	}
	return d.office.Do(ctx, change)
}

// TestSettingsAreNotWaitedForEndlessly, neither taken over, changed nor given
// back, and what took too long is said in words.
func TestSettingsAreNotWaitedForEndlessly(t *testing.T) {
	t.Parallel()
	d := &timed{office: newOffice()}
	s := setting(t, d)
	wantSuccess(t, s.Apply(map[string]any{"motto": "tidy"}))
	wantSuccess(t, s.Apply(map[string]any{"motto": "clean"}))
	d.refuse = func(api.Change) (api.Answer, error) { return api.Answer{}, context.DeadlineExceeded }
	diagnostics := s.Destroy()
	wantOneError(t, diagnostics, "Unable to give back shelf desk", "hadn't finished after 20m0s")
	wantNoContext(t, acctest.Errors(diagnostics))
	if len(d.limits) != 3 {
		t.Fatalf("%d changes", len(d.limits))
	}
	for _, limit := range d.limits {
		if limit != 20*time.Minute {
			t.Errorf("waited for %s", limit)
		}
	}
}
