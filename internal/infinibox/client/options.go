package client

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// Credentials are an account on an array.
type Credentials struct {
	Username, Password string
}

func (c Credentials) pair() string {
	return c.Username + ":" + c.Password
}

// example is what an address looks like.
const example = "https://ibox01.example.com"

// Options are the values of the provider's infinibox attribute.
type Options struct {
	// Endpoint is the management address: "https://ibox01.example.com".
	Endpoint string
	// StandbyEndpoints are further management addresses of the same array.
	StandbyEndpoints []string
	// Username and Password are sent with every request (HTTP Basic).
	Username, Password string
	// Approved and AdoptExisting are handed to callers by Settings.
	Approved, AdoptExisting bool
	// ReadOnly refuses every change before it is sent.
	ReadOnly bool
	// ReadAlone makes Refresh read every object by itself.
	ReadAlone bool
	// Remote are accounts on peer arrays by the peers' system names. They are
	// sent only when the array asks for permission on the peer.
	Remote map[string]Credentials
	// CACertificate is PEM text of certificates to trust beside the system's.
	CACertificate string
	// InsecureSkipVerify accepts any certificate.
	InsecureSkipVerify bool
	// MaxConcurrentRequests is how many requests the array gets at once; 0 is
	// the default.
	MaxConcurrentRequests int
	// RequestTimeout bounds one attempt of a request; 0 is the default.
	RequestTimeout time.Duration
	// UserAgent is sent with every request.
	UserAgent string
	// Alive tells whether somebody still waits for outcomes; nil means always.
	Alive func() bool
	// Retry says how patiently requests are repeated; zero is the default.
	Retry transport.Retry
	// Polling is the pace of asking for an outcome that isn't ready; zero is
	// 500 ms to 10 s.
	Polling transport.Pace
}

// Credentials are the account that the client logs in with.
func (o Options) Credentials() Credentials {
	return Credentials{Username: o.Username, Password: o.Password}
}

// endpoints checks the options that requests can't do without and gives the
// addresses of the API's root.
func (o Options) endpoints() ([]*url.URL, error) {
	if o.Username == "" {
		return nil, &api.OptionError{Option: "username", Problem: "must not be empty"}
	}
	if strings.Contains(o.Username, ":") {
		return nil, &api.OptionError{Option: "username", Problem: "must not contain a colon: HTTP Basic can't carry it"}
	}
	if o.Password == "" {
		return nil, &api.OptionError{Option: "password", Problem: "must not be empty"}
	}
	if o.MaxConcurrentRequests < 0 {
		return nil, &api.OptionError{Option: "max_concurrent_requests", Problem: "must not be negative"}
	}
	if o.RequestTimeout < 0 {
		return nil, &api.OptionError{Option: "request_timeout", Problem: "must not be negative"}
	}
	first, problem := transport.ParseEndpoint(o.Endpoint, root, example)
	if problem != "" {
		return nil, &api.OptionError{Option: "endpoint", Problem: problem}
	}
	all := []*url.URL{first}
	for i, address := range o.StandbyEndpoints {
		endpoint, problem := transport.ParseEndpoint(address, root, example)
		if problem != "" {
			return nil, &api.OptionError{Option: "standby_endpoints", Index: new(i), Problem: problem}
		}
		known := func(other *url.URL) bool { return *other == *endpoint }
		if !slices.ContainsFunc(all, known) {
			all = append(all, endpoint)
		}
	}
	return all, nil
}
