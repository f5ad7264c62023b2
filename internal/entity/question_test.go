package entity_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// loan asks who has a book.
type loan struct {
	Book    types.String `tfsdk:"book"    api:"book"`
	Days    types.Int64  `tfsdk:"days"    api:"days"`
	Reader  types.String `tfsdk:"reader"  api:"reader"`
	History types.List   `tfsdk:"history" api:"history"`
}

func loans() entity.Question[loan] {
	return entity.Question[loan]{
		Name: "shelf_loan", Description: "Who has a book.", Path: "loans/{book}",
		Lists: map[string]string{"history": "loans/{book}/history"},
		Attributes: map[string]schema.Attribute{
			"book":    schema.StringAttribute{Required: true},
			"days":    schema.Int64Attribute{Optional: true},
			"reader":  schema.StringAttribute{Computed: true},
			"history": schema.ListAttribute{Computed: true, ElementType: types.StringType},
		},
	}
}

// asked reads the data source of a declared entity of the fake device.
func asked(t *testing.T, declared func() (entity.Entity, error), device api.Device, config map[string]any) (map[string]any, []*tfprotov6.Diagnostic) {
	t.Helper()
	made, err := declared()
	if err != nil {
		t.Fatal(err)
	}
	return acctest.Serve(t, library{made, device, &entity.Claims{}}).DataSource("onprem_" + made.Name()).Read(config)
}

// TestQuestion asks by GET, with the argument escaped, and lists what is a
// listing of its own.
func TestQuestion(t *testing.T) {
	t.Parallel()
	device := &fakeDevice{
		get:  func(string) (api.Object, error) { return api.Object{"reader": "Ann", "book": "another"}, nil },
		list: func(api.Query) ([]api.Object, error) { return []api.Object{{"result": "Bob"}, {"result": "Eve"}}, nil },
	}
	shown, diagnostics := asked(t, loans().Entity, device, map[string]any{"book": "a/b c"})
	wantSuccess(t, diagnostics)
	if shown["reader"] != "Ann" || shown["book"] != "a/b c" || fmt.Sprint(shown["history"]) != "[Bob Eve]" {
		t.Errorf("answered %v", shown)
	}
	if want := "GET loans/a%2Fb%20c, LIST loans/a%2Fb%20c/history"; device.requests() != want {
		t.Errorf("asked %q, want %q", device.requests(), want)
	}
}

// TestQuestionByPost sends the arguments that are set, and nothing else.
func TestQuestionByPost(t *testing.T) {
	t.Parallel()
	question := loans()
	question.Path, question.Lists, question.Post = "loans/search", nil, true
	var body any
	device := &fakeDevice{ask: func(question api.Question) (api.Answer, error) {
		body = question.Body
		return api.Answer{Object: api.Object{"reader": "Ann", "history": []any{"Bob"}}}, nil
	}}
	shown, diagnostics := asked(t, question.Entity, device, map[string]any{"book": "b", "days": 7})
	wantSuccess(t, diagnostics)
	if shown["reader"] != "Ann" || fmt.Sprint(shown["history"]) != "[Bob]" || shown["days"] != int64(7) {
		t.Errorf("answered %v", shown)
	}
	if sent, err := json.Marshal(body); err != nil || string(sent) != `{"book":"b","days":7}` || device.requests() != "ASK loans/search" {
		t.Errorf("asked %s with %s, %v", device.requests(), sent, err)
	}
}

// TestQuestionOfItsOwn is answered by a function.
func TestQuestionOfItsOwn(t *testing.T) {
	t.Parallel()
	question := loans()
	question.Path, question.Lists = "", nil
	question.Calls = []entity.Call{{Method: "GET", Path: "loans"}}
	question.Ask = func(ctx context.Context, device api.Device, model *loan) error {
		object, err := device.Get(ctx, "loans")
		if err != nil {
			return err
		}
		reader, _ := object[model.Book.ValueString()].(string)
		model.Reader, model.History = types.StringValue(reader), types.ListNull(types.StringType)
		return nil
	}
	device := &fakeDevice{get: func(string) (api.Object, error) { return api.Object{"b": "Ann"}, nil }}
	shown, diagnostics := asked(t, question.Entity, device, map[string]any{"book": "b"})
	wantSuccess(t, diagnostics)
	if shown["reader"] != "Ann" {
		t.Errorf("answered %v", shown)
	}
	_, diagnostics = asked(t, question.Entity, &fakeDevice{}, map[string]any{"book": "b"})
	wantOneError(t, diagnostics, "Unable to read shelf loan", "GET loans")
}

// TestQuestionUnanswered is one error, at the argument where it is known.
func TestQuestionUnanswered(t *testing.T) {
	t.Parallel()
	refused := loans()
	refused.Refusals = entity.Refusals{"BOOK_BURNT": {About: []string{"book"}, Remedy: "Buy {book} again."}}
	found := func(string) (api.Object, error) { return api.Object{"reader": "Ann"}, nil }
	for name, c := range map[string]struct {
		device *fakeDevice
		texts  []string
	}{
		"not there":           {&fakeDevice{}, []string{`AttributeName("book")`, "Give the book of something that exists", "GET loans/b"}},
		"nothing to list":     {&fakeDevice{get: found, list: func(api.Query) ([]api.Object, error) { return nil, failed(api.ErrNotFound, "GET", "loans/b/history") }}, []string{`AttributeName("book")`, "GET loans/b/history"}},
		"unreachable":         {&fakeDevice{get: func(string) (api.Object, error) { return nil, failed(api.ErrUnreachable, "GET", "loans/b") }}, []string{"Unable to read shelf loan", "shelf.endpoint"}},
		"of another kind":     {&fakeDevice{get: func(string) (api.Object, error) { return api.Object{"reader": true}, nil }}, []string{"Unable to read shelf loan", `field "reader"`}},
		"a list of strangers": {&fakeDevice{get: found, list: func(api.Query) ([]api.Object, error) { return []api.Object{{"id": "1"}}, nil }}, []string{`field "history"`}},
		"with a remedy": {&fakeDevice{get: func(string) (api.Object, error) {
			return nil, &api.Error{Kind: api.ErrRefused, Device: "Shelf", Code: "BOOK_BURNT", Status: 409, Message: "It is burnt"}
		}}, []string{`AttributeName("book")`, "Buy b again."}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, diagnostics := asked(t, refused.Entity, c.device, map[string]any{"book": "b"})
			wantOneError(t, diagnostics, c.texts...)
		})
	}
}

// TestMistakesInQuestions come to light when the provider starts.
func TestMistakesInQuestions(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		mistake func(*entity.Question[loan])
		text    string
	}{
		"attribute missing":          {func(q *entity.Question[loan]) { delete(q.Attributes, "days") }, `attribute "days" isn't declared`},
		"attribute not in the model": {func(q *entity.Question[loan]) { q.Attributes["fee"] = schema.BoolAttribute{} }, `attribute "fee" isn't in the model`},
		"argument of the path":       {func(q *entity.Question[loan]) { q.Path = "loans/{shelf}" }, `argument "shelf" isn't declared`},
		"argument of the paths":      {func(q *entity.Question[loan]) { q.Paths = map[string]string{"shelf": "loans"} }, `argument "shelf" isn't declared`},
		"argument of a list":         {func(q *entity.Question[loan]) { q.Lists["history"] = "{shelf}/history" }, `argument "shelf" isn't declared`},
		"list not in the model":      {func(q *entity.Question[loan]) { q.Lists["fees"] = "fees" }, `attribute "fees" isn't in the model`},
	} {
		question := loans()
		c.mistake(&question)
		if _, err := question.Entity(); err == nil || !strings.Contains(err.Error(), c.text) || !strings.Contains(err.Error(), "shelf_loan") {
			t.Errorf("%s: said %v, want shelf_loan and %s", name, err, c.text)
		}
	}
}

// TestQuestionFacts are its calls.
func TestQuestionFacts(t *testing.T) {
	t.Parallel()
	question := loans()
	question.Calls = []entity.Call{{Method: "GET", Path: "extra"}}
	made, err := question.Entity()
	if err != nil {
		t.Fatal(err)
	}
	want := "[{GET extra} {GET loans/{book}} {GET loans/{book}/history}]"
	if facts := made.Facts(); fmt.Sprint(facts.Calls) != want || facts.Path != "" || len(facts.Attributes) != 4 {
		t.Errorf("states %v, want the calls %s", facts, want)
	}
	if len(made.Resources()) != 0 || len(made.ListResources()) != 0 {
		t.Error("there is something to manage")
	}
}
