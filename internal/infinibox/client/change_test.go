package client

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

func TestChangeIsSentAsJSONWithCredentials(t *testing.T) {
	t.Parallel()
	a := newArray(t, result(201, `{"id":1001,"name":"db01"}`))
	client := connect(t, a, func(o *Options) { o.UserAgent = "provider/1.2" })
	answer, err := client.Do(t.Context(), api.Change{
		Method: http.MethodPost, Path: "volumes", Body: map[string]any{"name": "db01", "size": json.Number("1000000000")},
	})
	if err != nil || answer.Object["id"] != json.Number("1001") || answer.Approved != nil || answer.Pending != "" {
		t.Fatalf("%+v, %v", answer, err)
	}
	got := a.seen[0]
	user, password, _ := (&http.Request{Header: got.Header}).BasicAuth()
	if got.Body != `{"name":"db01","size":1000000000}` || got.Header.Get("Content-Type") != "application/json" ||
		user != testUser || password != testPassword || got.Header.Get("User-Agent") != "provider/1.2" {
		t.Errorf("sent %+v", got)
	}
}

func TestBodiesThatAreNoObjectsAndResultsThatAreNone(t *testing.T) {
	t.Parallel()
	for value, body := range map[string]any{`true`: "10.0.0.1", `null`: json.Number("12"), `"text"`: []int{2, 1}, `[1]`: nil} {
		a := newArray(t, result(200, value))
		answer, err := connect(t, a).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "x", Body: body})
		if err != nil || answer.Object != nil {
			t.Errorf("%s: %v, %v", value, answer.Object, err)
		}
		want := ""
		if body != nil {
			encoded, err := json.Marshal(body)
			if err != nil {
				t.Fatal(err)
			}
			want = string(encoded)
		}
		if a.seen[0].Body != want {
			t.Errorf("sent %q, want %q", a.seen[0].Body, want)
		}
	}
}

func TestApprovalIsNeverGivenAtFirst(t *testing.T) {
	t.Parallel()
	a := newArray(t, refuse(403, "APPROVAL_REQUIRED", "Deleting loses data", "volume is mapped", "Deleting loses data"), result(200, `{"id":1}`))
	answer, err := connect(t, a).Do(t.Context(), api.Change{Method: http.MethodDelete, Path: "volumes/1", Approved: true})
	if err != nil || answer.Object == nil || !slices.Equal(answer.Approved, []string{"Deleting loses data", "volume is mapped"}) {
		t.Errorf("%+v, %v", answer, err)
	}
	a.expect(t, "DELETE /api/rest/volumes/1", "DELETE /api/rest/volumes/1?approved=yes")
}

func TestApprovalJoinsAQueryThatIsThere(t *testing.T) {
	t.Parallel()
	a := newArray(t, refuse(403, "APPROVAL_REQUIRED", "x"), result(200, `{}`))
	if _, err := connect(t, a).Do(t.Context(), api.Change{Method: http.MethodDelete, Path: "cgs/1?delete_members=true", Approved: true}); err != nil {
		t.Error(err)
	}
	a.expect(t, "DELETE /api/rest/cgs/1?delete_members=true", "DELETE /api/rest/cgs/1?delete_members=true&approved=yes")
}

func TestApprovalIsNotGivenUnasked(t *testing.T) {
	t.Parallel()
	a := newArray(t, refuse(403, "APPROVAL_REQUIRED", "Deleting loses data", "volume is mapped"))
	answer, err := connect(t, a, func(o *Options) { o.Approved = true }).Do(t.Context(), api.Change{Method: http.MethodDelete, Path: "volumes/1"})
	var refusal *api.Error
	if !errors.Is(err, api.ErrApprovalRequired) || !errors.As(err, &refusal) || refusal.Message != "Deleting loses data" ||
		!slices.Equal(refusal.Reasons, []string{"volume is mapped"}) || len(answer.Approved) != 0 {
		t.Errorf("%+v, %v", answer, err)
	}
	a.expect(t, "DELETE /api/rest/volumes/1")
}

func TestApprovalIsGivenOnlyOnce(t *testing.T) {
	t.Parallel()
	a := newArray(t, refuse(403, "APPROVAL_REQUIRED", "again"))
	_, err := connect(t, a).Do(t.Context(), api.Change{Method: http.MethodDelete, Path: "volumes/1", Approved: true})
	if !errors.Is(err, api.ErrApprovalRequired) || len(a.requests()) != 2 {
		t.Errorf("%v after %d requests", err, len(a.requests()))
	}
}

func TestReadOnlySendsNothingAndSaysWhat(t *testing.T) {
	t.Parallel()
	a := newArray(t, result(200, `{"id":1}`))
	client := connect(t, a, func(o *Options) { o.ReadOnly = true })
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
		change := api.Change{Method: method, Path: "users", Approved: true, Secrets: []string{"listed-secret"}}
		if method == http.MethodPost {
			change.Body = map[string]any{"name": "bob", "password": "named-secret", "note": "listed-secret"}
		}
		_, err := client.Do(t.Context(), change)
		if !errors.Is(err, api.ErrReadOnly) || !strings.Contains(err.Error(), method+" users") || strings.Contains(err.Error(), "-secret") {
			t.Errorf("%s: %v", method, err)
		}
		if method == http.MethodPost && !strings.Contains(err.Error(), `{"name":"bob","note":"***","password":"***"}`) {
			t.Errorf("%v doesn't show the body", err)
		}
	}
	a.expect(t)
	if _, err := client.Get(t.Context(), "users/1"); err != nil {
		t.Errorf("reading: %v", err)
	}
}

func TestChangesAreRepeatedOnlyWhereThatIsSafe(t *testing.T) {
	t.Parallel()
	ok := result(200, `{"id":1}`)
	tests := map[string]struct {
		method   string
		answers  []http.HandlerFunc
		requests int
		kind     error
	}{
		"post, lost":            {http.MethodPost, []http.HandlerFunc{dropped, ok}, 1, api.ErrOutcomeUnknown},
		"post, 503":             {http.MethodPost, []http.HandlerFunc{raw(503, "text/html", "x"), ok}, 1, api.ErrOutcomeUnknown},
		"post, 503 in words":    {http.MethodPost, []http.HandlerFunc{refuse(503, "OUT_OF_ORDER", "x"), ok}, 1, api.ErrOutcomeUnknown},
		"post, 500 page":        {http.MethodPost, []http.HandlerFunc{raw(500, "text/html", "x"), ok}, 1, api.ErrOutcomeUnknown},
		"post, 500 in words":    {http.MethodPost, []http.HandlerFunc{refuse(500, "INTERNAL_SERVER_ERROR", "x"), ok}, 1, api.ErrRefused},
		"put, lost":             {http.MethodPut, []http.HandlerFunc{dropped, ok}, 2, nil},
		"delete, lost":          {http.MethodDelete, []http.HandlerFunc{dropped, refuse(404, "VOLUME_NOT_FOUND", "x")}, 2, api.ErrNotFound},
		"put, lost for good":    {http.MethodPut, []http.HandlerFunc{dropped}, 3, api.ErrOutcomeUnknown},
		"post, 429":             {http.MethodPost, []http.HandlerFunc{refuse(429, "TOO_MANY", "x"), ok}, 2, nil},
		"post, replica failed":  {http.MethodPost, []http.HandlerFunc{refuse(409, "REPLICA_CREATE_FAILED", "try later"), ok}, 1, api.ErrRefused},
		"post, other conflict":  {http.MethodPost, []http.HandlerFunc{refuse(409, "POOL_VIRTUAL_CAPACITY", "full"), ok}, 1, api.ErrRefused},
		"post, busy, then lost": {http.MethodPost, []http.HandlerFunc{refuse(409, "CANNOT_TAKE_SNAPSHOT", "x"), dropped, ok}, 2, api.ErrOutcomeUnknown},
	}
	for status, codes := range map[int][]string{
		307: {"RECONFIGURING"},
		403: {"SSA_EXPRESS_BUSY"},
		409: {"CANNOT_TAKE_SNAPSHOT", "DELETE_VOLUME_IN_PROMOTION_PROCESS", "PROMOTE_BACKGROUND_PROCESS_NOT_FINISHED", "INTERFACE_OPERATION_FAILED"},
		503: {"RECONFIGURING"},
	} {
		for _, code := range codes {
			test := tests["post, 429"]
			test.answers = []http.HandlerFunc{refuse(status, code, "x"), ok}
			tests["post, "+code+http.StatusText(status)] = test
		}
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, test.answers...)
			_, err := connect(t, a).Do(t.Context(), api.Change{Method: test.method, Path: "x", Body: map[string]any{}})
			if !errors.Is(err, test.kind) || (test.kind == nil) != (err == nil) || len(a.requests()) != test.requests {
				t.Errorf("%v after %d requests, want %v after %d", err, len(a.requests()), test.kind, test.requests)
			}
		})
	}
}

func TestWordsOfAnUnavailableArrayAreKept(t *testing.T) {
	t.Parallel()
	a := newArray(t, refuse(503, "OUT_OF_ORDER", "the service restarts", "upgrade"))
	_, err := connect(t, a).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "x"})
	var failure *api.Error
	if !errors.As(err, &failure) || failure.Code != "OUT_OF_ORDER" || failure.Message != "the service restarts" ||
		failure.Status != 503 || !errors.Is(err, api.ErrOutcomeUnknown) {
		t.Errorf("got %+v", failure)
	}
}

func TestChangeWithAnotherMethodIsNotSent(t *testing.T) {
	t.Parallel()
	a := newArray(t, result(200, `{}`))
	if _, err := connect(t, a).Do(t.Context(), api.Change{Method: http.MethodGet, Path: "x"}); !errors.Is(err, api.ErrRefused) {
		t.Error(err)
	}
	if _, err := connect(t, a).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "x", Body: func() {}}); !errors.Is(err, api.ErrRefused) {
		t.Error(err)
	}
	a.expect(t)
}

func TestPendingChangeIsWaitedFor(t *testing.T) {
	t.Parallel()
	for name, location := range map[string]string{
		"absolute path": "/api/rest/jobs/7?x=1",
		"relative":      "jobs/7?x=1",
		"with root":     "api/rest/jobs/7?x=1",
		"whole address": "SERVER/api/rest/jobs/7?x=1",
		"other scheme":  "https://127.0.0.1/api/rest/jobs/7?x=1",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newArray(t)
			location := strings.Replace(location, "SERVER", a.URL, 1)
			a.answers = []http.HandlerFunc{unready(location), unready(location), unready(""), result(200, `{"id":9}`)}
			answer, err := connect(t, a).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "volumes/1/promote"})
			if err != nil || answer.Object["id"] != json.Number("9") {
				t.Errorf("%+v, %v", answer, err)
			}
			job := "GET /api/rest/jobs/7?x=1"
			a.expect(t, "POST /api/rest/volumes/1/promote", job, job, job)
		})
	}
}

func TestPendingChangeThatFailsIsARefusalOfTheChange(t *testing.T) {
	t.Parallel()
	a := newArray(t, unready("jobs/7"), unready("jobs/7"), refuse(409, "POOL_VIRTUAL_CAPACITY", "full"))
	answer, err := connect(t, a).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "volumes/1/promote"})
	var failure *api.Error
	if !errors.As(err, &failure) || failure.Code != "POOL_VIRTUAL_CAPACITY" || failure.Method != http.MethodPost ||
		failure.Path != "volumes/1/promote" || answer.Pending != "" {
		t.Errorf("%+v, %v", answer, err)
	}
}

func TestRefusalInASuccessfulAnswerIsARefusal(t *testing.T) {
	t.Parallel()
	a := newArray(t, unready("jobs/7"), refuse(200, "POOL_VIRTUAL_CAPACITY", "full"))
	if _, err := connect(t, a).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "x"}); !errors.Is(err, api.ErrRefused) {
		t.Error(err)
	}
}

func TestWaitingThatEndsFirstTellsWhereTheOutcomeWillBe(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	a := newArray(t, unready("/api/rest/jobs/7"), func(w http.ResponseWriter, r *http.Request) {
		unready("/api/rest/jobs/7")(w, r)
		cancel()
	})
	client := connect(t, a)
	answer, err := client.Do(ctx, api.Change{Method: http.MethodPost, Path: "volumes/1/promote"})
	if !errors.Is(err, context.Canceled) || answer.Pending != "jobs/7" {
		t.Fatalf("%+v, %v", answer, err)
	}
	a.answers = []http.HandlerFunc{nil, nil, unready("jobs/7"), unready("jobs/7"), result(200, `{"id":1}`)}
	object, err := client.Get(t.Context(), answer.Pending)
	if err != nil || object["id"] != json.Number("1") {
		t.Errorf("taken up again: %v, %v", object, err)
	}
}

func TestOutcomeThatCannotBeReadIsUnknown(t *testing.T) {
	t.Parallel()
	for name, answers := range map[string][]http.HandlerFunc{
		"another host":   {unready("https://elsewhere.example/api/rest/jobs/7")},
		"no address":     {unready("")},
		"credentials":    {unready("https://u:p@127.0.0.1/api/rest/jobs/7")},
		"lost":           {unready("jobs/7"), dropped},
		"something else": {unready("jobs/7"), raw(200, "text/html", "<title>Login</title>")},
	} {
		a := newArray(t, answers...)
		_, err := connect(t, a).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "x"})
		if !errors.Is(err, api.ErrOutcomeUnknown) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
