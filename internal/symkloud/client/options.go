package client

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// example is what an address looks like.
const example = "http://mgmt.example.com:9090"

// Options are the values of the provider's symkloud attribute.
type Options struct {
	// Endpoint is the management address: "http://mgmt.example.com:9090", or
	// "https://mgmt.example.com" with HTTPS on.
	Endpoint string
	// HTTPSEndpoint is where the platform is reached once plain HTTP isn't served
	// any more; left out, it is the endpoint's host with the port 443.
	HTTPSEndpoint string
	// StandbyEndpoints are addresses of the platform's other manager.
	StandbyEndpoints []string
	// Username and Password are what the client logs in with.
	Username, Password string
	// Platform is the platform's number: "6".
	Platform string
	// AdoptExisting is handed to callers by Settings.
	AdoptExisting bool
	// ReadOnly refuses every change before it is sent.
	ReadOnly bool
	// ReadAlone makes Refresh read every object by itself.
	ReadAlone bool
	// CACertificate is PEM text of certificates to trust beside the system's.
	CACertificate string
	// InsecureSkipVerify accepts any certificate.
	InsecureSkipVerify bool
	// MaxConcurrentRequests is how many requests the platform gets at once; 0 is
	// the default.
	MaxConcurrentRequests int
	// RequestTimeout bounds one attempt of a request, and of an upload how long
	// nothing of it goes out; 0 is the default.
	RequestTimeout time.Duration
	// UserAgent is sent with every request.
	UserAgent string
	// Alive tells whether somebody still waits for outcomes; nil means always.
	Alive func() bool
	// Retry says how patiently requests are repeated; zero is the default.
	Retry transport.Retry
}

// check looks at the options that requests can't do without.
func (o Options) check() error {
	for _, refused := range []struct {
		when            bool
		option, problem string
	}{
		{o.Username == "", "username", "must not be empty"},
		{strings.Contains(o.Username, ":"), "username", "must not contain a colon: HTTP Basic can't carry it"},
		{o.Password == "", "password", "must not be empty"},
		{o.Platform == "", "platform", `must not be empty: it is the platform's number, such as "6"`},
		{o.Platform == "." || o.Platform == "..", "platform", `must be the platform's number, such as "6"`},
		{o.MaxConcurrentRequests < 0, "max_concurrent_requests", "must not be negative"},
		{o.RequestTimeout < 0, "request_timeout", "must not be negative"},
	} {
		if refused.when {
			return &api.OptionError{Option: refused.option, Problem: refused.problem}
		}
	}
	return nil
}

// endpoints checks the options and gives the addresses of the API's root: those
// that a person named first, then those that the platform has with HTTPS on. A
// person who names only HTTPS addresses is never taken back to plain HTTP.
func (o Options) endpoints() ([]*url.URL, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	first, problem := transport.ParseEndpoint(o.Endpoint, root, example)
	if problem != "" {
		return nil, &api.OptionError{Option: "endpoint", Problem: problem}
	}
	named, derived := []*url.URL{first}, []*url.URL{}
	if o.HTTPSEndpoint != "" {
		secure, problem := transport.ParseEndpoint(o.HTTPSEndpoint, root, example)
		if problem == "" && secure.Scheme != "https" {
			problem = "must begin with https://"
		}
		if problem != "" {
			return nil, &api.OptionError{Option: "https_endpoint", Problem: problem}
		}
		derived = append(derived, secure)
	} else {
		derived = append(derived, secured(first))
	}
	for i, address := range o.StandbyEndpoints {
		endpoint, problem := transport.ParseEndpoint(address, root, example)
		if problem != "" {
			return nil, &api.OptionError{Option: "standby_endpoints", Index: new(i), Problem: problem}
		}
		named, derived = append(named, endpoint), append(derived, secured(endpoint))
	}
	var all []*url.URL
	for _, endpoint := range slices.Concat(named, derived) {
		if !slices.ContainsFunc(all, func(other *url.URL) bool { return *other == *endpoint }) {
			all = append(all, endpoint)
		}
	}
	return all, nil
}

// secured is where a platform is reached with HTTPS on.
func secured(endpoint *url.URL) *url.URL {
	if endpoint.Scheme == "https" {
		return endpoint
	}
	host := endpoint.Hostname()
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return &url.URL{Scheme: "https", Host: host, Path: endpoint.Path}
}
