package device

import (
	"net/http"
)

// Front stands before a device: it keeps the request log, lets the device be
// slow and faulty, and answers the control API. It is the handler that Start
// serves; tests that have a server of their own use it directly. Its methods
// do from Go what the control API does over HTTP, and are safe for concurrent
// use.
type Front struct {
	device  Device
	latency *delays
}

// NewFront puts the shared parts before d.
func NewFront(d Device) *Front {
	return &Front{device: d, latency: newDelays()}
}

// Device is the device itself.
func (f *Front) Device() Device { return f.device }

// Clock is the device's clock.
func (f *Front) Clock() *Clock { return f.device.Clock() }

// Latency is how long the device takes to answer.
func (f *Front) Latency() Latency { return f.latency.get() }

// SetLatency changes how long the device takes to answer, from the next
// request on.
func (f *Front) SetLatency(l Latency) { f.latency.set(l) }

// ServeHTTP implements http.Handler.
func (f *Front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !pause(r.Context(), f.latency.draw()) {
		drop(w)
		return
	}
	a := newAnswer()
	f.device.ServeHTTP(a, r)
	a.complete(f.Clock().Now())
	a.deliver(w)
}
