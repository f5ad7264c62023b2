// Package transport carries requests to devices over HTTP: it trusts or
// distrusts their certificates, limits how many requests a device gets at
// once, moves to a standby endpoint, repeats what may be repeated and writes
// logs that hold no secret. It knows no device; the client packages tell it
// what their device does differently.
package transport

import (
	"context"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"
)

// Defaults for the options that are left zero.
const (
	DefaultConcurrentRequests = 10
	DefaultRequestTimeout     = time.Minute
	DefaultConnectTimeout     = 10 * time.Second
	DefaultGrace              = time.Second
	DefaultBodyLimit          = 64 << 20
)

// idleTimeout is shorter than what devices allow an idle connection, so that
// a change is rarely written to one that the device is just closing: its
// outcome would be unknown.
const idleTimeout = 20 * time.Second

// Options describe one device.
type Options struct {
	// Device is the product's name, for messages: "InfiniBox".
	Device string
	// Endpoints are the base addresses of the device, the preferred one first,
	// each with scheme and host and the path of the API's root.
	Endpoints []*url.URL
	// CACertificate is PEM text of certificates to trust beside the system's.
	CACertificate string
	// InsecureSkipVerify accepts any certificate.
	InsecureSkipVerify bool
	// UserAgent is sent with every request.
	UserAgent string
	// ConcurrentRequests is how many requests the device gets at once.
	ConcurrentRequests int
	// RequestTimeout bounds one attempt, from connecting to the answer's end. Of
	// a stream it bounds how long nothing of it goes out, and how long the
	// answer takes then.
	RequestTimeout time.Duration
	// ConnectTimeout bounds connecting, TLS included.
	ConnectTimeout time.Duration
	// Grace is how much longer than its context a change is waited for that was
	// sent and must not be done twice.
	Grace time.Duration
	// BodyLimit is the largest answer accepted, in bytes.
	BodyLimit int64
	// Retry says how patiently requests are repeated.
	Retry Retry
	// Busy recognises the answers with which the device says that it didn't
	// carry out the request and that it may be repeated. 429 needs no mention.
	Busy func(status int, header http.Header, body []byte) bool
	// Elsewhere recognises the answers with which an endpoint says that it
	// didn't carry out the request and that another endpoint is to be asked, as
	// a standby does.
	Elsewhere func(status int, header http.Header, body []byte) bool
	// Alive is asked before each attempt; false means that nobody waits for
	// the outcome any more and nothing is sent.
	Alive func() bool
	// Secrets are masked wherever they turn up in logs and errors.
	Secrets []string
	// SecretFields are names of fields whose values are masked in logs.
	SecretFields []string
}

// Client sends requests to one device. It is safe for concurrent use.
type Client struct {
	options   Options
	transport *http.Transport
	endpoints endpoints
	limit     *semaphore.Weighted
	redactor  atomic.Pointer[Redactor]
}

// New prepares a client and sends nothing. Its only error is a CACertificate
// that holds no certificate.
func New(options Options) (*Client, error) {
	options = options.withDefaults()
	transport, err := newHTTPTransport(options)
	if err != nil {
		return nil, err
	}
	client := &Client{
		options:   options,
		transport: transport,
		endpoints: endpoints{urls: options.Endpoints},
		limit:     semaphore.NewWeighted(int64(options.ConcurrentRequests)),
	}
	redactor := NewRedactor(options.Secrets, options.SecretFields)
	client.redactor.Store(&redactor)
	return client, nil
}

func (o Options) withDefaults() Options {
	orDefault(&o.ConcurrentRequests, DefaultConcurrentRequests)
	orDefault(&o.RequestTimeout, DefaultRequestTimeout)
	orDefault(&o.ConnectTimeout, DefaultConnectTimeout)
	orDefault(&o.Grace, DefaultGrace)
	orDefault(&o.BodyLimit, DefaultBodyLimit)
	o.ConnectTimeout = min(o.ConnectTimeout, o.RequestTimeout)
	o.Retry = o.Retry.withDefaults()
	if o.Busy == nil {
		o.Busy = func(int, http.Header, []byte) bool { return false }
	}
	if o.Elsewhere == nil {
		o.Elsewhere = func(int, http.Header, []byte) bool { return false }
	}
	if o.Alive == nil {
		o.Alive = func() bool { return true }
	}
	return o
}

func orDefault[T int | int64 | time.Duration](value *T, fallback T) {
	if *value <= 0 {
		*value = fallback
	}
}

// Request is one request, whatever number of attempts it takes.
type Request struct {
	// Method is the HTTP method; GET and HEAD are idempotent unless they change
	// something.
	Method string
	// Path is relative to the endpoint, with its query, without a leading
	// slash, and already escaped.
	Path string
	// Header is sent as it is and never logged.
	Header http.Header
	// Body is sent when not nil; the header says what it is.
	Body []byte
	// Stream is sent in place of a Body that is too large to be held.
	Stream *Stream
	// Idempotent says that the device ends in the same state when it carries
	// the request out twice.
	Idempotent bool
	// Asks says that the request changes nothing, whatever its method is.
	Asks bool
	// Changes says that the request changes something, although it is a GET.
	Changes bool
	// Busy recognises the answers that the device is busy, in place of the
	// client's.
	Busy func(status int, header http.Header, body []byte) bool
	// Patience bounds all attempts together, in place of the client's.
	Patience time.Duration
	// Secrets are masked in this request's logs and errors, beside the
	// client's.
	Secrets []string
}

// Reads reports whether the request changes nothing on the device.
func (r Request) Reads() bool {
	return r.Asks || !r.Changes && (r.Method == http.MethodGet || r.Method == http.MethodHead)
}

// repeatable reports whether the request may reach the device twice.
func (r Request) repeatable() bool {
	return r.Idempotent || r.Reads()
}

// Response is a device's answer, read to its end.
type Response struct {
	// Status is the HTTP status.
	Status int
	// Header is the answer's.
	Header http.Header
	// Body is the whole answer, decompressed.
	Body []byte
	// Endpoint is the address that answered.
	Endpoint string
	// At is when the answer was complete, by the local clock.
	At time.Time
}

// Redactor masks the client's secrets.
func (c *Client) Redactor() Redactor {
	return *c.redactor.Load()
}

// Mask adds secrets that weren't known in the beginning, such as the token of a
// session.
func (c *Client) Mask(secrets ...string) {
	for {
		known := c.redactor.Load()
		extended := known.With(secrets...)
		if c.redactor.CompareAndSwap(known, &extended) {
			return
		}
	}
}

// CloseIdleConnections closes the connections that no request uses, as those to
// a service that is about to start anew.
func (c *Client) CloseIdleConnections() {
	c.transport.CloseIdleConnections()
}

// Do sends a request and repeats it as far as that is allowed. A device's
// refusal is a Response without an error. The error is an *api.Error or wraps
// the context's; with 502, 503 and 504 and with redirects both the answer and
// an error come back, because somebody in front of the device may have sent
// them.
func (c *Client) Do(ctx context.Context, request Request) (*Response, error) {
	call := newCall(c, request)
	return call.run(ctx)
}
