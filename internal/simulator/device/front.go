package device

import (
	"net/http"
	"time"
)

// Front stands before a device: it keeps the request log, lets the device be
// slow and faulty, and answers the control API. It is the handler that Start
// serves; tests that have a server of their own use it directly. Its methods
// do from Go what the control API does over HTTP, and are safe for concurrent
// use.
type Front struct {
	device  Device
	log     *requestLog
	faults  *faults
	latency *delays
	control http.Handler
}

// NewFront puts the shared parts before d. To drop connections it must be
// served over HTTP/1.1.
func NewFront(d Device) *Front {
	f := &Front{device: d, log: newRequestLog(), faults: &faults{}, latency: newDelays()}
	f.control = newControl(f)
	return f
}

// Device is the device itself.
func (f *Front) Device() Device { return f.device }

// Clock is the device's clock.
func (f *Front) Clock() *Clock { return f.device.Clock() }

// Latency is how long the device takes to answer.
func (f *Front) Latency() Latency { return f.latency.get() }

// SetLatency changes how long the device takes to answer, from the next
// request on.
func (f *Front) SetLatency(l Latency) error {
	if err := l.validate(); err != nil {
		return err
	}
	f.latency.set(l)
	return nil
}

// ServeHTTP implements http.Handler.
func (f *Front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if isControl(r.URL.Path) {
		f.control.ServeHTTP(w, r)
		return
	}
	start := time.Now()
	record, body := arrived(r, f.Clock().Now())
	f.log.begin(record)
	v := visit{front: f, effect: f.faults.strike(r, body)}
	defer func() {
		// Only a device that panicked leaves its record open.
		if !v.closed {
			f.log.finish(record, 0, v.executed, v.effect.faults, time.Since(start))
		}
	}()
	a := v.answer(r)
	status := 0
	if a != nil {
		status = a.status
	}
	f.log.finish(record, status, v.executed, v.effect.faults, time.Since(start))
	v.closed = true
	switch {
	case a == nil:
		drop(w)
	case v.effect.rule.Truncate > 0:
		a.truncate(w, v.effect.rule.Truncate)
	default:
		a.deliver(w)
	}
}

// visit is a request on its way through the faults to the device and back.
type visit struct {
	front    *Front
	effect   effect
	executed bool // the device got to see the request
	closed   bool // its record in the log is complete
}

// answer is what goes back, nil when the connection is to be dropped: because
// of a rule, or because the client or the server has given up meanwhile.
func (v *visit) answer(r *http.Request) *answer {
	rule := v.effect.rule
	if !pause(r.Context(), v.front.latency.draw()+v.effect.before) || rule.Drop == BeforeExecution {
		return nil
	}
	a := newAnswer()
	if !rule.answers() || rule.Executed {
		v.executed = true
		v.front.device.ServeHTTP(a, r)
	}
	if rule.answers() {
		a = rule.replacement(v.front.device)
	}
	if !pause(r.Context(), v.effect.after) || rule.Drop == AfterExecution {
		return nil
	}
	a.complete(v.front.Clock().Now())
	return a
}
