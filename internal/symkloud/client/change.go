package client

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Do sends a change: a POST, a PUT or, for a few commands, a GET. The answer has
// no object: the platform tells only whether it did it. Power and firmware are
// still changing then; what Get reads tells when they are done.
func (c *Client) Do(ctx context.Context, change api.Change) (api.Answer, error) {
	r, err := c.changeRequest(change)
	if err != nil {
		return api.Answer{}, err
	}
	if c.options.ReadOnly {
		return api.Answer{}, c.readOnly(r, change.Body)
	}
	if deadline, limited := ctx.Deadline(); limited {
		// A platform that starts or is upgraded is waited for as long as there is
		// time; who can't see an end waits no longer than for a read.
		r.Patience = time.Until(deadline)
	}
	c.shared.begin()
	_, err = c.carryOut(ctx, r)
	c.shared.end(err)
	return api.Answer{}, err
}

// carryOut sends a change that nothing speaks against.
func (c *Client) carryOut(ctx context.Context, r request) (answer, error) {
	if r.called == securityPath {
		return c.move(ctx, r)
	}
	leave, err := c.traffic.join(ctx)
	if err != nil {
		return answer{}, c.named(r, err)
	}
	defer leave()
	return c.exchange(ctx, r)
}

// Ask sends a question by POST. The API has none, so that this serves calls that
// a later release may have.
func (c *Client) Ask(ctx context.Context, question api.Question) (api.Answer, error) {
	r, err := c.changeRequest(api.Change{Method: http.MethodPost, Path: question.Path, Body: question.Body})
	if err != nil {
		return api.Answer{}, err
	}
	r.Asks = true
	value, err := c.read(ctx, r)
	if err != nil {
		return api.Answer{}, err
	}
	object, err := c.object(r, value)
	return api.Answer{Object: object}, err
}

// changeRequest encodes a change.
func (c *Client) changeRequest(change api.Change) (request, error) {
	r := c.newRequest(change.Method, change.Path)
	r.Changes, r.Asks = true, false
	switch change.Method {
	case http.MethodPost, http.MethodPut, http.MethodGet:
	default:
		return r, c.failure(r, nil, api.ErrRefused, 0, "a change is a POST, a PUT or a GET")
	}
	r.Secrets = change.Secrets
	if change.Path == upgradePath {
		r.Busy = starting
	}
	if upload, ok := change.Body.(api.Upload); ok {
		stream, mediaType, err := encodeUpload(upload)
		if err != nil {
			return r, c.failure(r, nil, api.ErrRefused, 0, err.Error())
		}
		r.Stream, r.Idempotent = stream, endsTheSame(change.Method, change.Path, nil)
		r.Header.Set("Content-Type", mediaType)
		if stream.Length >= patientUpload {
			r.Header.Set("Expect", "100-continue")
		}
		return r, nil
	}
	form, err := encodeForm(change.Body)
	if err != nil {
		return r, c.failure(r, nil, api.ErrRefused, 0, "the body can't be written: "+err.Error())
	}
	r.Idempotent = endsTheSame(change.Method, change.Path, form)
	if len(form) == 0 {
		return r, nil
	}
	r.Secrets = append(slices.Clone(change.Secrets), secretsIn(form)...)
	if change.Method == http.MethodGet {
		r.Path += "?" + form.Encode()
		return r, nil
	}
	r.Body = []byte(form.Encode())
	r.Header.Set("Content-Type", formType)
	return r, nil
}

// readOnly is the error instead of a change, with the request that it would
// have been.
func (c *Client) readOnly(r request, body any) error {
	would := "no body"
	if upload, ok := body.(api.Upload); ok {
		would = described(upload)
	} else if r.Body != nil {
		would = c.transport.Redactor().With(r.Secrets...).Body(r.Body)
	}
	failure := c.failure(r, nil, api.ErrReadOnly, 0, "")
	failure.Message = fmt.Sprintf("not sent, because the provider is read-only; it would have been %s %s with %s",
		failure.Method, failure.Path, would)
	return failure
}
