// Package client speaks the InfiniBox Management API 8.4.6: its envelope,
// queries, pages, objects read together, approvals, permissions on a remote
// system and operations that finish later. It imports no Terraform package; the
// connection itself is package transport's.
package client

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// Product is the name that messages use.
const Product = "InfiniBox"

// root is where the API begins at an endpoint.
const root = "/api/rest"

// Client is one InfiniBox. It implements api.Device and is safe for
// concurrent use.
type Client struct {
	options       Options
	transport     *transport.Client
	authorization string
	// hosts are the endpoints' host names.
	hosts []string
	// clock is how far the array's clock is ahead of the local one, in
	// nanoseconds.
	clock atomic.Int64
	// locked is the array's refusal of the credentials.
	locked   atomic.Pointer[api.Error]
	features features
	together *together
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
		options:       options,
		authorization: basic(options.Credentials()),
		features:      newFeatures(),
		together:      newTogether(),
	}
	for _, endpoint := range endpoints {
		c.hosts = append(c.hosts, endpoint.Hostname())
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
		Alive:              options.Alive,
		Secrets:            options.secrets(),
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

// Settings are what the person chose for this array.
func (c *Client) Settings() api.Settings {
	return api.Settings{Username: c.options.Username, Approved: c.options.Approved, AdoptExisting: c.options.AdoptExisting}
}

// Now is the array's clock as its last answer showed it, good to a second;
// the local clock before any answer.
func (c *Client) Now() time.Time {
	return time.Now().Add(time.Duration(c.clock.Load()))
}

// CreatedAt is an object's created_at, which the array gives in milliseconds
// since 1970; false when the object has none.
func (c *Client) CreatedAt(object api.Object) (time.Time, bool) {
	number, ok := object["created_at"].(json.Number)
	if !ok {
		return time.Time{}, false
	}
	milliseconds, err := number.Int64()
	if err != nil || milliseconds <= 0 {
		return time.Time{}, false
	}
	return time.UnixMilli(milliseconds), true
}

// observe takes from an answer what holds for the whole array.
func (c *Client) observe(response *transport.Response) {
	if date, err := http.ParseTime(response.Header.Get("Date")); err == nil {
		c.clock.Store(int64(date.Sub(response.At)))
	}
}

// basic is the value of an Authorization header (RFC 7617).
func basic(credentials Credentials) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(credentials.pair()))
}
