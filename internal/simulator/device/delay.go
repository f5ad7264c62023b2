package device

import (
	"net/http"
	"time"
)

// Delay makes the calls of one endpoint answer asynchronously, on devices whose
// API does that: the first answer says where the result will be, which is there
// after a while on the device's clock. What the call does is done at once,
// unless it is Late.
type Delay struct {
	// Method and Path of the endpoint as the device's reference writes them:
	// "POST", "volumes/{id}/promote". An empty method is any that writes.
	Method, Path string
	// For is how long the result takes.
	For time.Duration
	// Late calls are carried out when their result is due: until then nothing
	// shows of them, not even that a name will be taken. What is checked of
	// any call, such as the caller's role, is checked at once.
	Late bool
}

// Delayer is a device whose calls can be made to answer asynchronously.
type Delayer interface {
	// Delays are the endpoints that answer asynchronously.
	Delays() []Delay
	// SetDelays replaces them; an endpoint that the device doesn't have, or
	// that can't answer so, is refused and leaves them as they were.
	SetDelays(delays ...Delay) error
}

// delayDocument is Delay in JSON.
type delayDocument struct {
	Method string `json:"method,omitempty"`
	Path   string `json:"path"`
	For    span   `json:"for"`
	Late   bool   `json:"late,omitempty"`
}

// delayOperations switch asynchronous answers on and off.
func (c *control) delayOperations() []operation {
	const delays = controlRoot + "delays"
	return []operation{
		{Method: http.MethodGet, Path: delays, Purpose: "the endpoints that answer asynchronously", do: c.showDelays},
		{Method: http.MethodPut, Path: delays, Purpose: "replace the endpoints that answer asynchronously", takesBody: true, do: c.setDelays},
		{Method: http.MethodDelete, Path: delays, Purpose: "let every endpoint answer at once", do: c.clearDelays},
	}
}

func (c *control) delayer() (Delayer, error) {
	d, ok := c.front.device.(Delayer)
	if !ok {
		return nil, refuse(http.StatusNotFound, "the calls of %s can't be delayed", c.front.device.Name())
	}
	return d, nil
}

func (c *control) showDelays(*http.Request) (int, any, error) {
	d, err := c.delayer()
	if err != nil {
		return 0, nil, err
	}
	documents := []delayDocument{}
	for _, delay := range d.Delays() {
		documents = append(documents, delayDocument{delay.Method, delay.Path, span(delay.For), delay.Late})
	}
	return http.StatusOK, map[string]any{"delays": documents}, nil
}

func (c *control) setDelays(r *http.Request) (int, any, error) {
	d, err := c.delayer()
	if err != nil {
		return 0, nil, err
	}
	var wanted struct {
		Delays []delayDocument `json:"delays"`
	}
	if err := readJSON(r, &wanted); err != nil {
		return 0, nil, err
	}
	if wanted.Delays == nil {
		return 0, nil, refuse(http.StatusBadRequest, "the body needs delays, a list")
	}
	var delays []Delay
	for _, document := range wanted.Delays {
		delays = append(delays, Delay{document.Method, document.Path, time.Duration(document.For), document.Late})
	}
	if err := d.SetDelays(delays...); err != nil {
		return 0, nil, refuse(http.StatusBadRequest, "%v", err)
	}
	return c.showDelays(r)
}

func (c *control) clearDelays(r *http.Request) (int, any, error) {
	d, err := c.delayer()
	if err != nil {
		return 0, nil, err
	}
	if err := d.SetDelays(); err != nil {
		return 0, nil, err
	}
	return c.showDelays(r)
}
