package transport

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

// ErrOrphaned says that nobody waits for the outcome any more.
var ErrOrphaned = errors.New("the process that started the provider has ended, so nothing more is sent")

// errTooLong: the answer exceeds the limit.
var errTooLong = errors.New("the answer is longer than the limit")

// RoundTrip makes one attempt: it waits for its turn, picks the endpoint,
// sends, and reads the answer to its end, so that an answer that breaks off
// counts as lost. It leaves its findings in the call.
func (c *call) RoundTrip(request *http.Request) (*http.Response, error) {
	ctx := request.Context()
	c.fault, c.response = nil, nil
	if err := c.client.limit.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer c.client.limit.Release(1)
	if err := ctx.Err(); err != nil {
		return nil, err
	}

	c.attempts++
	index, endpoint := c.client.endpoints.preferred()
	begun := time.Now()
	if !c.client.options.Alive() {
		return nil, c.failed(ctx, begun, &fault{kind: faultOrphaned, message: ErrOrphaned.Error(), err: ErrOrphaned})
	}
	var connected atomic.Bool
	limited, progress, cancel := c.limited(ctx, &connected)
	defer cancel()
	traced := httptrace.WithClientTrace(limited, &httptrace.ClientTrace{
		// net/http asks for another connection when nothing at all could be
		// written to the first.
		GetConn: func(string) { connected.Store(false) },
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	})
	target, err := c.client.target(endpoint, c.request.Path)
	if err != nil {
		return nil, c.failed(ctx, begun, &fault{kind: faultForeign, message: err.Error(), err: err})
	}
	outgoing := request.WithContext(traced)
	outgoing.URL, outgoing.Host = target, ""
	if unreadable := c.fill(outgoing, progress); unreadable != nil {
		return nil, c.failed(ctx, begun, unreadable)
	}
	response, body, err := c.exchange(outgoing)
	if err != nil {
		// A context that ended between the two is no fault of the endpoint.
		failure := classify(err, endpoint, connected.Load(), limited.Err() != nil, c.client.options.RequestTimeout)
		if ctx.Err() == nil && failure.movesOn(c.request) {
			c.client.endpoints.leave(index)
		}
		return nil, c.failed(ctx, begun, failure)
	}
	c.response = &Response{
		Status:   response.StatusCode,
		Header:   response.Header,
		Body:     body,
		Endpoint: origin(endpoint),
		At:       time.Now(),
	}
	if c.elsewhere() {
		c.pointed = c.response
		c.client.endpoints.leave(index)
	} else {
		c.executed = c.executed || !c.request.Reads() && unavailable(response.StatusCode) && !c.busy()
	}
	c.logAnswer(ctx, begun)
	return response, nil
}

// limited bounds an attempt. What is already on its way and must not be done
// twice is waited for a little longer than its context, because only its answer
// tells for sure whether the device carried it out. Each progress gives the
// attempt its whole time anew.
func (c *call) limited(ctx context.Context, connected *atomic.Bool) (limited context.Context, progress, end func()) {
	timeout := c.client.options.RequestTimeout
	if c.request.repeatable() {
		limited, cancel := context.WithCancel(ctx)
		timer := time.AfterFunc(timeout, cancel)
		return limited, func() { timer.Reset(timeout) }, func() { timer.Stop(); cancel() }
	}
	limited, cancel := context.WithCancel(context.WithoutCancel(ctx))
	timer := time.AfterFunc(timeout, cancel)
	stop := context.AfterFunc(ctx, func() {
		defer cancel()
		if connected.Load() {
			// The attempt's own end is no error here.
			_ = pause(limited, c.client.options.Grace)
		}
	})
	return limited, func() { timer.Reset(timeout) }, func() {
		stop()
		timer.Stop()
		cancel()
	}
}

// exchange sends the request and reads the whole answer.
func (c *call) exchange(request *http.Request) (*http.Response, []byte, error) {
	response, err := c.client.transport.RoundTrip(request)
	if err != nil {
		return nil, nil, err
	}
	limit := c.client.options.BodyLimit
	body, err := readAll(response, limit)
	if closing := response.Body.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return nil, nil, err
	}
	response.Body = io.NopCloser(bytes.NewReader(nil))
	return response, body, nil
}

func readAll(response *http.Response, limit int64) ([]byte, error) {
	var body bytes.Buffer
	if length := response.ContentLength; length > 0 && length <= limit {
		body.Grow(int(length) + bytes.MinRead)
	}
	read, err := body.ReadFrom(io.LimitReader(response.Body, limit+1))
	if err == nil && read > limit {
		return nil, fmt.Errorf("%w of %d bytes", errTooLong, limit)
	}
	return body.Bytes(), err
}

// failed records an attempt that wasn't answered.
func (c *call) failed(ctx context.Context, begun time.Time, failure *fault) error {
	c.fault = failure
	if failure.kind == faultLost && !c.request.Reads() {
		c.executed = true
	}
	if failure.kind == faultUnreached || failure.kind == faultUntrusted {
		if c.unreached == nil {
			c.unreached = make(map[string]string)
		}
		c.unreached[failure.host] = failure.message
	}
	c.logFault(ctx, begun)
	return failure.err
}

// target is the address of a path at an endpoint.
func (c *Client) target(endpoint *url.URL, path string) (*url.URL, error) {
	target, err := url.Parse(strings.TrimSuffix(endpoint.String(), "/") + "/" + path)
	if err != nil {
		return nil, errors.New("the request's path isn't valid in an address")
	}
	if target.Host != endpoint.Host || target.Scheme != endpoint.Scheme {
		return nil, errors.New("the request's path points at another host")
	}
	return target, nil
}

// locate resolves the address in a redirect.
func (c *Client) locate(endpoint, location string) (*url.URL, error) {
	base, err := url.Parse(endpoint)
	if err != nil {
		return nil, err
	}
	return base.Parse(location)
}

// origin is an endpoint's scheme and host.
func origin(endpoint *url.URL) string {
	return endpoint.Scheme + "://" + endpoint.Host
}
