package transport

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// unlimited leaves the number of attempts to the policy in again.
const unlimited = 1 << 30

// call is one request on its way, with what is known after its attempts so
// far. One goroutine uses it.
type call struct {
	client   *Client
	request  Request
	redactor Redactor
	start    time.Time

	attempts    int           // sent or tried to send
	faults      int           // attempts that ended without an answer
	hopeless    int           // those of them that waiting won't mend
	busyAnswers int           // answers that the device is busy
	unavailable int           // 502, 503 and 504
	delay       time.Duration // before the next attempt

	fault    *fault    // of the last attempt; nil when it was answered
	response *Response // of the last attempt; nil when it wasn't
	// pointed is the last answer that another endpoint is to be asked.
	pointed *Response
	// executed is set once the device may have carried out the change without
	// our knowing.
	executed bool
	// unreached holds what went wrong at each endpoint that couldn't be
	// reached, by host.
	unreached map[string]string
}

func newCall(client *Client, request Request) *call {
	return &call{
		client:   client,
		request:  request,
		redactor: client.Redactor().With(request.Secrets...),
		start:    time.Now(),
	}
}

// run repeats the request until an answer stands or no attempt is left.
func (c *call) run(ctx context.Context) (*Response, error) {
	var body any
	if c.request.Body != nil {
		body = c.request.Body
	}
	// The address is filled in by each attempt: it may move to a standby.
	request, err := retryablehttp.NewRequestWithContext(ctx, c.request.Method, "http://endpoint.invalid/", body)
	if err != nil {
		return nil, c.failure(api.ErrRefused, "the request can't be built", err)
	}
	if c.request.Header != nil {
		request.Header = c.request.Header.Clone()
	}
	request.Header.Set("User-Agent", c.client.options.UserAgent)
	loop := &retryablehttp.Client{
		HTTPClient: &http.Client{
			Transport: c,
			// Credentials must not follow a redirect to wherever it points.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		RetryMax:     unlimited,
		CheckRetry:   c.again,
		Backoff:      func(time.Duration, time.Duration, int, *http.Response) time.Duration { return c.delay },
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
	response, err := loop.Do(request)
	if response != nil {
		// The body was read by the attempt; closing only keeps the contract.
		_ = response.Body.Close()
	}
	if err != nil || c.response == nil {
		if c.pointed == nil || c.executed || ctx.Err() != nil {
			return nil, c.unanswered(ctx, err)
		}
		// The device's own words say more than that its other endpoint is silent.
		c.response = c.pointed
	}
	return c.response, c.doubtful()
}

// unanswered is the error of a call whose last attempt had no answer, or that
// the context ended.
func (c *call) unanswered(ctx context.Context, err error) error {
	if cause := ctx.Err(); cause != nil {
		if c.executed {
			return c.failure(api.ErrOutcomeUnknown, unheard(cause), cause)
		}
		return fmt.Errorf("%s %s: %w", c.request.Method, c.redactor.Text(c.request.Path), cause)
	}
	if c.fault == nil {
		return c.failure(api.ErrRefused, "the request can't be sent", err)
	}
	switch c.fault.kind {
	case faultUnreadable:
		return c.failure(c.orUnknown(api.ErrRefused), c.fault.message, c.fault.err)
	case faultUntrusted:
		return c.failure(c.orUnknown(api.ErrUntrusted), c.everywhere(), c.fault.err)
	case faultForeign:
		return c.failure(c.orUnknown(api.ErrNotTheDevice), c.fault.message, c.fault.err)
	case faultUnreached:
		return c.failure(c.orUnknown(api.ErrUnreachable), c.everywhere(), c.fault.err)
	default:
		return c.failure(c.orUnknown(api.ErrUnreachable), c.fault.message, c.fault.err)
	}
}

// unheard says that the context ended between a request and its answer.
func unheard(cause error) string {
	if errors.Is(cause, context.DeadlineExceeded) {
		return "sent, but not answered within the time there was"
	}
	return "interrupted after the request was sent, before its answer came"
}

// doubtful is the error beside an answer that the device itself may not have
// given; nil when there is no doubt.
func (c *call) doubtful() error {
	status := c.response.Status
	switch {
	case c.busy():
		return nil
	case unavailable(status):
		return c.failure(c.orUnknown(api.ErrUnreachable), "the device's service isn't available", nil)
	case status >= 300 && status < 400 && c.response.Header.Get("Location") != "":
		return c.failure(c.orUnknown(api.ErrNotTheDevice), c.redirect(), nil)
	}
	return nil
}

// redirect says where an answer points, and what to do about it.
func (c *call) redirect() string {
	location, err := c.client.locate(c.response.Endpoint, c.response.Header.Get("Location"))
	if err != nil {
		return "answered with a redirect, which is never followed"
	}
	if strings.HasPrefix(c.response.Endpoint, "http://") && location.Scheme == "https" {
		return fmt.Sprintf("redirects to %s://%s, and redirects are never followed: use the https address as the endpoint",
			location.Scheme, location.Host)
	}
	return fmt.Sprintf("redirects to %s://%s, and redirects are never followed: is this the address of the device's own API?",
		location.Scheme, location.Host)
}

// orUnknown is the kind of failure, unless a change may have been carried out
// by an earlier attempt or by this one: that matters more.
func (c *call) orUnknown(kind error) error {
	if c.executed {
		return api.ErrOutcomeUnknown
	}
	return kind
}

// everywhere says what went wrong at each endpoint.
func (c *call) everywhere() string {
	if len(c.unreached) < 2 {
		return c.fault.message
	}
	var all []string
	for _, endpoint := range c.client.endpoints.urls {
		if message, tried := c.unreached[endpoint.Host]; tried {
			all = append(all, message)
		}
	}
	return strings.Join(all, "; ")
}

// failure is the error that callers see, without secrets.
func (c *call) failure(kind error, message string, cause error) *api.Error {
	failure := &api.Error{
		Kind:    kind,
		Device:  c.client.options.Device,
		Method:  c.request.Method,
		Path:    c.redactor.Text(c.request.Path),
		Message: c.redactor.Text(message),
		At:      time.Now(),
		Err:     cause,
	}
	switch {
	case c.response != nil:
		failure.Endpoint, failure.Status = c.response.Endpoint, c.response.Status
	case c.fault != nil:
		failure.Endpoint = c.fault.endpoint
	}
	return failure
}
