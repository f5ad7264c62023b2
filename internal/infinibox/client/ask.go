package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// newRequest is a request with what every request carries.
func (c *Client) newRequest(method, path string) transport.Request {
	return transport.Request{
		Method: method,
		Path:   path,
		Header: http.Header{
			"Accept":        {"application/json"},
			"Authorization": {c.authorization},
		},
		// PUT sets fields to values and DELETE removes by id ("CRUD operations"):
		// a second time changes nothing more.
		Idempotent: method == http.MethodPut || method == http.MethodDelete,
	}
}

// ask sends a request and reads the answer's envelope. A refusal is an
// *api.Error.
func ask[T any](ctx context.Context, c *Client, request transport.Request) (envelope[T], error) {
	answer, _, err := exchange[T](ctx, c, request)
	return answer, err
}

// exchange is ask with the answer as it came.
func exchange[T any](ctx context.Context, c *Client, request transport.Request) (envelope[T], *transport.Response, error) {
	if err := c.lockedOut(request); err != nil {
		return envelope[T]{}, nil, err
	}
	response, err := c.transport.Do(ctx, request)
	if err != nil {
		return envelope[T]{}, nil, c.inWords(request, response, err)
	}
	answer, err := decode[T](response.Body)
	switch {
	case errors.Is(err, errNoEnvelope):
		return answer, nil, c.foreign(request, response)
	case err != nil:
		return answer, nil, c.failure(request, response, api.ErrNotTheDevice, "", err.Error())
	}
	c.observe(response)
	if answer.Error != nil {
		refusal := c.refused(request, response, answer.Error)
		if errors.Is(refusal, api.ErrUnauthenticated) && request.Header.Get("Authorization") != "" {
			c.locked.Store(refusal)
		}
		return answer, nil, refusal
	}
	if response.Status >= http.StatusBadRequest {
		return answer, nil, c.failure(request, response, api.ErrRefused, "", "refused without a reason")
	}
	return answer, response, nil
}

// lockedOut is the array's refusal of the credentials, once there was one: a
// run of many resources would otherwise try a wrong password as often, until
// the array or the directory behind it locks the account.
func (c *Client) lockedOut(request transport.Request) error {
	refusal := c.locked.Load()
	if refusal == nil || request.Header.Get("Authorization") == "" {
		return nil
	}
	again := *refusal
	again.Method, again.Path = request.Method, c.transport.Redactor().Text(request.Path)
	return &again
}

// inWords adds the array's own words to an error that comes with an answer.
func (c *Client) inWords(request transport.Request, response *transport.Response, err error) error {
	var failure *api.Error
	if response == nil || !errors.As(err, &failure) {
		return err
	}
	answer, decoding := decode[json.RawMessage](response.Body)
	if decoding != nil || answer.Error == nil {
		return err
	}
	worded := c.refused(request, response, answer.Error)
	worded.Kind, worded.Err = failure.Kind, failure.Err
	return worded
}

// refused is the array's refusal as an error.
func (c *Client) refused(request transport.Request, response *transport.Response, refusal *refusal) *api.Error {
	redactor := c.transport.Redactor().With(request.Secrets...)
	failure := c.failure(request, response, kindOf(response.Status, refusal.Code), refusal.Code, refusal.Message)
	for _, reason := range refusal.words() {
		failure.Reasons = append(failure.Reasons, redactor.Text(reason))
	}
	failure.Fields = fieldsIn(append([]string{failure.Message}, failure.Reasons...)...)
	failure.Operator = operatorIn(failure.Message)
	return failure
}

// foreign is the error for an answer that isn't the API's.
func (c *Client) foreign(request transport.Request, response *transport.Response) *api.Error {
	kind := api.ErrNotTheDevice
	switch status := response.Status; {
	case status == http.StatusUnauthorized:
		kind = api.ErrUnauthenticated
	case status == http.StatusTooManyRequests:
		kind = api.ErrUnreachable
	case status >= http.StatusInternalServerError && !request.Reads():
		// The array's own web server may have lost the service behind it.
		kind = api.ErrOutcomeUnknown
	}
	return c.failure(request, response, kind, "",
		fmt.Sprintf("%s answered with %s, which isn't the InfiniBox API: is it the array's management address?",
			response.Endpoint, response.Describe()))
}

// failure is an error about an answer, without secrets.
func (c *Client) failure(request transport.Request, response *transport.Response, kind error, code, message string) *api.Error {
	redactor := c.transport.Redactor().With(request.Secrets...)
	failure := &api.Error{
		Kind:    kind,
		Device:  Product,
		Method:  request.Method,
		Path:    redactor.Text(request.Path),
		Code:    code,
		Message: redactor.Text(message),
		At:      time.Now(),
	}
	if response != nil {
		failure.Endpoint, failure.Status, failure.At = response.Endpoint, response.Status, response.At
	}
	return failure
}
