package client

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// simulation is a question that has a body.
var simulation = api.Question{Path: "volumes/delete_simulation", Body: map[string]any{"entities": []int{1002}}}

func TestQuestionIsAskedOfAnArrayThatMustNotBeWrittenTo(t *testing.T) {
	t.Parallel()
	a := newArray(t, result(200, `{"valid":true,"space_reclaimable":512}`))
	answer, err := connect(t, a, func(o *Options) { o.ReadOnly = true }).Ask(t.Context(), simulation)
	if err != nil || answer.Object["space_reclaimable"] != json.Number("512") {
		t.Errorf("answered %v, %v", answer.Object, err)
	}
	a.expect(t, "POST /api/rest/volumes/delete_simulation")
	if body := a.seen[0].Body; body != `{"entities":[1002]}` {
		t.Errorf("sent %s", body)
	}
}

func TestQuestionIsRepeatedAsAReadIs(t *testing.T) {
	t.Parallel()
	a := newArray(t, dropped, raw(502, "text/html", "bad gateway"), result(200, `"yes"`))
	answer, err := connect(t, a).Ask(t.Context(), simulation)
	if err != nil || answer.Object["result"] != "yes" {
		t.Errorf("answered %v, %v", answer.Object, err)
	}
}

func TestQuestionThatIsNotAnsweredHasNoUnknownOutcome(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]struct {
		array *array
		kind  error
	}{
		"dropped":         {newArray(t, dropped), api.ErrUnreachable},
		"unavailable":     {newArray(t, raw(503, "text/html", "down")), api.ErrUnreachable},
		"something else":  {newArray(t, raw(500, "text/html", "oops")), api.ErrNotTheDevice},
		"never ready":     {newArray(t, unready("http://elsewhere.example/api/rest/x")), api.ErrNotTheDevice},
		"a list":          {newArray(t, result(200, "[1]")), api.ErrNotTheDevice},
		"refused":         {newArray(t, refuse(404, "VOLUME_NOT_FOUND", "Volume not found")), api.ErrNotFound},
		"wants approval":  {newArray(t, refuse(403, "APPROVAL_REQUIRED", "It may be wrong")), api.ErrApprovalRequired},
		"outcome is lost": {newArray(t, unready("x"), dropped), api.ErrUnreachable},
	} {
		_, err := connect(t, answer.array).Ask(t.Context(), simulation)
		if !errors.Is(err, answer.kind) || errors.Is(err, api.ErrOutcomeUnknown) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestQuestionIsApprovedWhenAskedFor(t *testing.T) {
	t.Parallel()
	a := newArray(t, refuse(403, "APPROVAL_REQUIRED", "It may be wrong"), result(200, "7"))
	question := simulation
	question.Approved = true
	answer, err := connect(t, a).Ask(t.Context(), question)
	if err != nil || answer.Object["result"] != json.Number("7") || strings.Join(answer.Approved, "") != "It may be wrong" {
		t.Errorf("answered %v, %v", answer, err)
	}
	a.expect(t, "POST /api/rest/volumes/delete_simulation", "POST /api/rest/volumes/delete_simulation?approved=yes")
}

func TestQuestionThatCannotBeWrittenIsNotSent(t *testing.T) {
	t.Parallel()
	a := newArray(t, result(200, "1"))
	question := simulation
	question.Body = func() {}
	if _, err := connect(t, a).Ask(t.Context(), question); !errors.Is(err, api.ErrRefused) {
		t.Errorf("said %v", err)
	}
	a.expect(t)
}

func TestQuestionEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := connect(t, newArray(t, result(200, "1"))).Ask(ctx, simulation); !errors.Is(err, context.Canceled) {
		t.Errorf("said %v", err)
	}
}

func TestListOfBareValues(t *testing.T) {
	t.Parallel()
	a := newArray(t, page(1, 2, 3, `-2, 1`), page(2, 2, 3, `"x"`))
	all, err := collect(t, connect(t, a), "pools/1000/all_admins", api.Query{})
	if err != nil || len(all) != 3 || all[0]["result"] != json.Number("-2") || all[2]["result"] != "x" {
		t.Errorf("listed %v, %v", all, err)
	}
	for _, strange := range []string{"null", "[1]"} {
		if _, err := collect(t, connect(t, newArray(t, page(1, 1, 1, strange))), "pools/1000/all_admins", api.Query{}); !errors.Is(err, api.ErrNotTheDevice) {
			t.Errorf("%s: said %v", strange, err)
		}
	}
}
