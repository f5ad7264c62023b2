package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// Do sends a change and waits until the array has carried it out. A dangerous
// one is repeated approved, and one that needs permission on a peer array is
// repeated with the peer's credentials, if they are configured.
func (c *Client) Do(ctx context.Context, change api.Change) (api.Answer, error) {
	c.together.forget(1)
	answer, err := c.perform(ctx, change)
	if err != nil && unfinished(err) {
		// It may still alter something at any time.
		c.together.forget(0)
		return answer, err
	}
	c.together.forget(-1)
	return answer, err
}

// perform is Do without regard to those who read meanwhile.
func (c *Client) perform(ctx context.Context, change api.Change) (api.Answer, error) {
	request, err := c.changeRequest(change)
	if err != nil {
		return api.Answer{}, err
	}
	if c.options.ReadOnly {
		return api.Answer{}, c.readOnly(request)
	}
	sent, answer, err := c.carryOut(ctx, request, change.Approved, change.Progress)
	if err == nil {
		// A result that is no object has nothing to show.
		answer.Object, _ = sent.Result.(map[string]any)
	}
	return answer, err
}

// Ask sends a question by POST and waits for the answer. The array takes it as
// any other request, approval included; it is repeated as a read is.
func (c *Client) Ask(ctx context.Context, question api.Question) (api.Answer, error) {
	request, err := c.changeRequest(api.Change{Method: http.MethodPost, Path: question.Path, Body: question.Body})
	if err != nil {
		return api.Answer{}, err
	}
	request.Asks = true
	sent, answer, err := c.carryOut(ctx, request, question.Approved, nil)
	if err == nil {
		answer.Object, err = c.object(request, sent.Result)
	}
	return answer, err
}

// carryOut sends a request with a body and waits for its outcome. The answer
// has everything but the object.
func (c *Client) carryOut(ctx context.Context, request transport.Request, mayApprove bool, progress func(string)) (envelope[any], api.Answer, error) {
	var answer api.Answer
	sent, err := ask[any](ctx, c, request)
	for approved, permitted := false, false; err != nil; sent, err = ask[any](ctx, c, request) {
		var refusal *api.Error
		if !errors.As(err, &refusal) {
			return sent, answer, err
		}
		switch {
		case refusal.Code == codeApprovalRequired && mayApprove && !approved:
			approved = true
			answer.Approved = reasons(refusal)
			request.Path = approvedPath(request.Path)
		case refusal.Code == codeRemotePermissionRequired && !permitted:
			permitted = true
			if request, err = c.withRemote(ctx, request, refusal); err != nil {
				return sent, answer, err
			}
		default:
			return sent, answer, err
		}
	}
	if sent.pending() {
		location := sent.Metadata.ResultURL
		if sent, err = c.await(ctx, request, location, progress); err != nil && unfinished(err) {
			answer.Pending, _ = c.resultPath(location)
		}
	}
	return sent, answer, err
}

// changeRequest encodes a change.
func (c *Client) changeRequest(change api.Change) (transport.Request, error) {
	request := c.newRequest(change.Method, change.Path)
	switch change.Method {
	case http.MethodPost, http.MethodPut, http.MethodDelete:
	default:
		return request, c.failure(request, nil, api.ErrRefused, "", "a change is a POST, PUT or DELETE")
	}
	request.Secrets = change.Secrets
	request.Header.Set("Content-Type", "application/json")
	if change.Body == nil {
		return request, nil
	}
	body, err := json.Marshal(change.Body)
	if err != nil {
		return request, c.failure(request, nil, api.ErrRefused, "", "the body can't be written as JSON: "+err.Error())
	}
	request.Body = body
	request.Secrets = append(slices.Clone(change.Secrets), secretsIn(body)...)
	return request, nil
}

// readOnly is the error instead of a change, with the request that it would
// have been.
func (c *Client) readOnly(request transport.Request) error {
	would := "no body"
	if request.Body != nil {
		would = c.transport.Redactor().With(request.Secrets...).Body(request.Body)
	}
	failure := c.failure(request, nil, api.ErrReadOnly, "", "")
	failure.Message = fmt.Sprintf("not sent, because the provider is read-only; it would have been %s %s with %s",
		failure.Method, failure.Path, would)
	return failure
}

// reasons are the array's words for demanding approval.
func reasons(refusal *api.Error) []string {
	var words []string
	for _, text := range append([]string{refusal.Message}, refusal.Reasons...) {
		if text != "" && !slices.Contains(words, text) {
			words = append(words, text)
		}
	}
	if len(words) == 0 {
		words = []string{"the array gave no reason"}
	}
	return words
}

// approvedPath adds the approval to a path ("Adding dangerous operations to
// API code").
func approvedPath(path string) string {
	separator := "?"
	if strings.Contains(path, "?") {
		separator = "&"
	}
	return path + separator + "approved=yes"
}
