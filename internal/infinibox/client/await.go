package client

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// working is all that can be said of an operation that hasn't finished: the
// array tells no status.
const working = "the array is still working on it"

// await waits for the outcome of a request that the array finishes later
// ("List of Metadata Keys": ready, result_url). Progress may be nil.
func (c *Client) await(ctx context.Context, request transport.Request, location string, progress func(string)) (envelope[any], error) {
	var outcome envelope[any]
	path, err := c.resultPath(location)
	if err != nil {
		kind := api.ErrNotTheDevice
		if !request.Reads() {
			kind = api.ErrOutcomeUnknown
		}
		return outcome, c.failure(request, nil, kind, "", err.Error())
	}
	poll := func(ctx context.Context) (bool, string, error) {
		outcome, err = ask[any](ctx, c, c.newRequest(http.MethodGet, path))
		if err != nil {
			return false, "", err
		}
		if outcome.pending() && outcome.Metadata.ResultURL != "" {
			if path, err = c.resultPath(outcome.Metadata.ResultURL); err != nil {
				return false, "", err
			}
		}
		if outcome.pending() && progress != nil {
			progress(working)
		}
		return !outcome.pending(), working, nil
	}
	err = transport.Wait(ctx, c.pace(), poll)
	return outcome, c.asOutcome(request, err)
}

// asOutcome turns an error of the polling into one of the request that is
// polled for: its method and path are what a person asked for.
func (c *Client) asOutcome(request transport.Request, err error) error {
	var failure *api.Error
	if err == nil || !errors.As(err, &failure) {
		return err
	}
	outcome := *failure
	outcome.Method, outcome.Path = request.Method, c.transport.Redactor().Text(request.Path)
	lost := errors.Is(err, api.ErrUnreachable) || errors.Is(err, api.ErrNotTheDevice) || errors.Is(err, api.ErrUnauthenticated)
	if lost && !request.Reads() {
		outcome.Kind = api.ErrOutcomeUnknown
		outcome.Message = "accepted, but its outcome can't be read: " + failure.Message
	}
	return &outcome
}

// unfinished reports whether only the waiting ended, not the array's work.
func unfinished(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, api.ErrOutcomeUnknown)
}

func (c *Client) pace() transport.Pace {
	if c.options.Polling.Max > 0 {
		return c.options.Polling
	}
	return transport.Pace{Min: 500 * time.Millisecond, Max: 10 * time.Second}
}

var (
	errNoResultURL    = errors.New("the array hasn't finished, but doesn't say where the outcome will be")
	errStrangeAddress = errors.New("the array names an address of another host for the outcome, which isn't followed")
)

// resultPath is a result_url relative to the API's root. An absolute one must
// lead to this array: credentials go nowhere else.
func (c *Client) resultPath(location string) (string, error) {
	if location == "" {
		return "", errNoResultURL
	}
	target, err := url.Parse(location)
	if err != nil || target.User != nil {
		return "", errStrangeAddress
	}
	if (target.Scheme != "" || target.Host != "") && !c.ownHost(target.Hostname()) {
		return "", errStrangeAddress
	}
	path := strings.TrimPrefix(target.EscapedPath(), "/")
	path = strings.TrimPrefix(path, strings.TrimPrefix(root, "/")+"/")
	if path == "" {
		return "", errNoResultURL
	}
	if target.RawQuery != "" {
		path += "?" + target.RawQuery
	}
	return path, nil
}

// ownHost reports whether a host is one of this array's endpoints. Scheme and
// port don't matter: only the path of a result_url is used, at the endpoint.
func (c *Client) ownHost(host string) bool {
	return slices.ContainsFunc(c.hosts, func(own string) bool { return strings.EqualFold(own, host) })
}
