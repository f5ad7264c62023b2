package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// exchange sends a request with the token and reads the answer. It logs in
// before, and again where the token doesn't count any more, with which the
// platform says that it did nothing.
func (c *Client) exchange(ctx context.Context, r request) (answer, error) {
	for times := 1; ; times++ {
		current, err := c.logIn(ctx)
		if err != nil {
			return answer{}, c.named(r, err)
		}
		r.Header.Set("Authorization", current.authorization)
		given, _, err := c.send(ctx, r)
		var refusal *api.Error
		if !errors.As(err, &refusal) {
			return given, err
		}
		code := number(refusal.Code)
		switch {
		case !ended(code):
			return given, c.missing(ctx, r, refusal)
		case times > renewals:
			return given, c.taken(refusal)
		}
		c.session.lose(current, times, code)
	}
}

// send sends a request as it is and reads the answer. A refusal is an
// *api.Error.
func (c *Client) send(ctx context.Context, r request) (answer, *transport.Response, error) {
	response, sent := c.transport.Do(ctx, r.Request)
	if response == nil {
		return answer{}, nil, sent
	}
	given, err := c.decode(r, response)
	// What the platform says itself is beyond doubt, whatever its status is.
	if sent != nil && given.refused == nil && !given.done {
		return answer{}, nil, sent
	}
	if err != nil {
		return answer{}, nil, err
	}
	c.observe(response)
	switch {
	case given.refused != nil:
		kind := kindOf(given.refused.code, r.Reads())
		if given.refused.code == 0 {
			kind = kindWithout(response.Status)
		}
		return given, response, c.failure(r, response, kind, given.refused.code, given.refused.message())
	case response.Status >= http.StatusBadRequest:
		return given, response, c.failure(r, response, kindWithout(response.Status), 0, "refused without a reason")
	case !r.Reads() && !given.done:
		return given, response, c.failure(r, response, api.ErrOutcomeUnknown, 0, "answered without saying whether it was done")
	}
	return given, response, nil
}

// decode reads an answer's body; that of a few calls is a text.
func (c *Client) decode(r request, response *transport.Response) (answer, error) {
	given, err := decode(response.Body)
	switch {
	case err == nil:
		return given, nil
	case isText(r.called) && response.Status < http.StatusMultipleChoices && !isPage(response):
		return answer{value: string(response.Body)}, nil
	}
	return given, c.foreign(r, response)
}

// missing looks into a refusal whose code can mean two things: 9, that there is
// no such power supply, fan or NIC, or no such platform, and 25, that there is
// no such account, or not the client's own any more. What every platform has
// tells which it is.
func (c *Client) missing(ctx context.Context, r request, refusal *api.Error) error {
	named := false
	switch number(refusal.Code) {
	case codeBadResource:
		for _, pattern := range []string{"PSU/{u}/{}", "PSU/{u}/{}/{}", "Fan/{f}/{}", "Fan/{f}/{}/{}", "Node/{n}/Payload/{y}/Nic/{i}/{}"} {
			_, fit := fits(pattern, place(r.called))
			named = named || fit
		}
	case codeNoUser:
		named = r.called == "ModifyUser" || r.called == "DeleteUser"
	}
	if !named {
		return refusal
	}
	if _, err := c.exchange(ctx, c.newRequest(http.MethodGet, "AvailableModels")); err != nil {
		return refusal
	}
	gone := *refusal
	gone.Kind = api.ErrNotFound
	return &gone
}

// foreign is the error for an answer that isn't the API's.
func (c *Client) foreign(r request, response *transport.Response) *api.Error {
	kind := api.ErrNotTheDevice
	switch status := response.Status; {
	case status == http.StatusUnauthorized:
		kind = api.ErrUnauthenticated
	case status == http.StatusTooManyRequests:
		kind = api.ErrUnreachable
	case status >= http.StatusInternalServerError && !r.Reads():
		// The platform's own web server may have lost the service behind it.
		kind = api.ErrOutcomeUnknown
	}
	return c.failure(r, response, kind, 0, fmt.Sprintf("%s answered with %s, which isn't the symkloud API: is it the platform's management address, port 9090 for plain HTTP?",
		response.Endpoint, response.Describe()))
}

// failure is an error about an answer, without secrets.
func (c *Client) failure(r request, response *transport.Response, kind error, code int, message string) *api.Error {
	redactor := c.transport.Redactor().With(r.Secrets...)
	failure := &api.Error{
		Kind:    kind,
		Device:  Product,
		Method:  r.Method,
		Path:    redactor.Text(r.Path),
		Message: redactor.Text(message),
		At:      time.Now(),
	}
	if code != 0 {
		failure.Code = strconv.Itoa(code)
	}
	if response != nil {
		failure.Endpoint, failure.Status, failure.At = response.Endpoint, response.Status, response.At
	}
	return failure
}
