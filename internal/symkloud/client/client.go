// Package client speaks the REST API v3 of Kontron symkloud platforms. What
// that does differently from other devices:
//
//   - One logs in with the password and calls with a token. A new login of the
//     same account ends the earlier token, so that all operations share one, and
//     renew it one at a time and a bounded number of times (session.go).
//   - The body says whether a call succeeded, whatever the HTTP status is
//     (answer.go, code.go). Numbers and flags are mostly texts and stay as they
//     are shown; texts and keys can be padded, which is taken away.
//   - Bodies are forms, in which lists are JSON text (form.go), and files come in
//     several parts (upload.go). Some commands are GETs.
//   - A standby manager sends one to the active one (busy.go), and turning strict
//     HTTPS on moves the address (security.go).
//   - Nothing can be filtered, sorted or read together by the platform: several
//     readers of one path share a request (refresh.go), and listings are narrowed
//     here (narrow.go).
//   - Not every request line is published (unproven.go).
//
// It imports no Terraform package; the connection itself is package transport's.
package client

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// Product is the name that messages use.
const Product = "symkloud"

// root is where the API begins at an endpoint.
const root = "/v3"

// Client is one symkloud platform. It implements api.Device and is safe for
// concurrent use.
type Client struct {
	options   Options
	transport *transport.Client
	// platform is the part of a path that leads to the platform.
	platform string
	pace     transport.Pace
	session  *session
	shared   shared
	traffic  traffic
	// clock is how far the platform's clock is ahead of the local one, in
	// nanoseconds.
	clock atomic.Int64
}

var _ api.Device = (*Client)(nil)

// New checks the options and prepares a client; it sends nothing. An error
// names the option by its name in the provider block.
func New(options Options) (*Client, error) {
	endpoints, err := options.endpoints()
	if err != nil {
		return nil, err
	}
	c := &Client{
		options:  options,
		platform: options.platformPath(),
		pace:     options.Retry.Pace,
		session:  newSession(),
		shared:   newShared(),
		traffic:  newTraffic(),
	}
	if c.pace.Max <= 0 {
		c.pace = transport.Pace{Min: 500 * time.Millisecond, Max: 10 * time.Second}
	}
	hosts := make([]string, len(endpoints))
	for i, endpoint := range endpoints {
		hosts[i] = endpoint.Hostname()
	}
	c.transport, err = transport.New(transport.Options{
		Device:             Product,
		Endpoints:          endpoints,
		CACertificate:      options.CACertificate,
		InsecureSkipVerify: options.InsecureSkipVerify,
		UserAgent:          options.UserAgent,
		ConcurrentRequests: options.MaxConcurrentRequests,
		RequestTimeout:     options.RequestTimeout,
		Retry:              options.Retry,
		Busy:               busy,
		Elsewhere:          elsewhere(hosts),
		Alive:              options.Alive,
		Secrets:            []string{options.Password, options.Username + ":" + options.Password},
		SecretFields:       secretFields(),
	})
	if err != nil {
		return nil, &api.OptionError{Option: "ca_certificate", Problem: err.Error()}
	}
	return c, nil
}

// Name is the product's name.
func (c *Client) Name() string {
	return Product
}

// Settings are what the person chose for this platform. It has no dangerous
// operations that need approval.
func (c *Client) Settings() api.Settings {
	return api.Settings{Username: c.options.Username, AdoptExisting: c.options.AdoptExisting}
}

// Now is the platform's clock as its last answer showed it, good to a second;
// the local clock before any answer.
func (c *Client) Now() time.Time {
	return time.Now().Add(time.Duration(c.clock.Load()))
}

// CreatedAt is false: no object says when it was made.
func (c *Client) CreatedAt(api.Object) (time.Time, bool) {
	return time.Time{}, false
}

// Features are none: the platform has no switches that it lists.
func (c *Client) Features(context.Context) (map[string]bool, error) {
	return map[string]bool{}, nil
}

// observe takes from an answer what holds for the whole platform.
func (c *Client) observe(response *transport.Response) {
	if date, err := http.ParseTime(response.Header.Get("Date")); err == nil {
		c.clock.Store(int64(date.Sub(response.At)))
	}
}
