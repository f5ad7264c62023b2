package entity_test

import (
	"encoding/json"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// reddish and borrowed are the configurations of what the shelf has.
var (
	reddish  = map[string]any{"book_id": 1, "page": 10, "color": "red"}
	borrowed = map[string]any{"reader_id": 5, "book_id": 3, "days": 14}
)

// replying answers every change alike, and keeps what was sent last.
func replying(device *fakeDevice, answer string, err error) *string {
	var body string
	device.do = func(change api.Change) (api.Answer, error) {
		sent, wrong := json.Marshal(change.Body)
		if wrong != nil {
			return api.Answer{}, wrong
		}
		body = string(sent)
		if answer == "" {
			return api.Answer{}, err
		}
		return api.Answer{Object: plain(answer)}, err
	}
	return &body
}

// TestCreateInsideAnother sends what the path doesn't say, and takes the
// answer when it is the object.
func TestCreateInsideAnother(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, answer string
		requests     []string
	}{
		{"answered with the object", red, []string{"POST books/1/marks"}},
		{"answered with what it is in", one, []string{"POST books/1/marks", "GET books/1"}},
		{"answered with another one", green, []string{"POST books/1/marks", "GET books/1"}},
		{"answered with one that isn't its own", readers, []string{"POST books/1/marks", "GET books/1"}},
		{"answered with nothing", "", []string{"POST books/1/marks", "GET books/1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			device := shelf()
			body := replying(device, c.answer, nil)
			managed := instance(t, marks(), device)
			wantSuccess(t, managed.Apply(reddish))
			wantMark(t, managed, 1, 10, "red")
			wantRequests(t, device, c.requests...)
			if *body != `{"color":"red","page":10}` {
				t.Errorf("sent %s", *body)
			}
		})
	}
}

// TestCreateThatShowsSomethingElseForEver isn't taken for the object.
func TestCreateThatShowsSomethingElseForEver(t *testing.T) {
	t.Parallel()
	device := shelf()
	replying(device, two, nil)
	device.get = answering(two)
	managed := instance(t, marks(), device)
	wantOneError(t, managed.Apply(reddish), "Unable to create shelf mark 1/10", "the object can't be found")
	if managed.Exists() {
		t.Error("the state has something")
	}
}

// TestCreateByAnOperation looks first whether it is done already, sends the
// rest as the operation's body, and reads what came of it.
func TestCreateByAnOperation(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]string{
		"no reader": `{"id":3,"reader":null,"days":null}`, "reader 0": `{"id":3,"reader":0}`, "another reader": `{"id":3,"reader":6,"days":7}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			device := shelf()
			body := replying(device, `{"receipt":77}`, nil)
			reads := []string{before, three}
			device.get = func(string) (api.Object, error) {
				read := reads[0]
				reads = reads[1:]
				return plain(read), nil
			}
			managed := instance(t, lendings(), device)
			wantSuccess(t, managed.Apply(borrowed))
			wantRequests(t, device, "GET books/3", "POST books/3/lend", "GET books/3")
			if *body != `{"days":14,"reader":5}` || managed.Int("days") != 14 {
				t.Errorf("sent %s, the state has %d days", *body, managed.Int("days"))
			}
		})
	}
}

// TestCreateByAnOperationOnNothing says what the device does.
func TestCreateByAnOperationOnNothing(t *testing.T) {
	t.Parallel()
	device := shelf()
	wantOneError(t, instance(t, lendings(), device).Apply(map[string]any{"reader_id": 5, "book_id": 9}), "Unable to create shelf lending 5/9", "not found")
	wantRequests(t, device, "GET books/9")
}

// TestCreateOfWhatIsThereAlready shows how to import it, by all its keys,
// however that came to light.
func TestCreateOfWhatIsThereAlready(t *testing.T) {
	t.Parallel()
	texts := []string{"import {", `to = onprem_shelf_mark.example`, `id = "1/10"`, "adopt_existing = true"}
	for name, cause := range map[string]error{
		"refused": failed(api.ErrNameConflict, "POST", "books/1/marks"), "answer lost": failed(api.ErrOutcomeUnknown, "POST", "books/1/marks"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			device := shelf()
			replying(device, "", cause)
			managed := instance(t, marks(), device)
			wantOneError(t, managed.Apply(reddish), texts...)
			wantRequests(t, device, "POST books/1/marks", "GET books/1")
			if managed.Exists() {
				t.Error("the state has something")
			}
			wantSuccess(t, managed.Import("1/10"))
			wantMark(t, managed, 1, 10, "red")
		})
	}
	t.Run("done already", func(t *testing.T) {
		t.Parallel()
		device := shelf()
		wantOneError(t, instance(t, lendings(), device).Apply(borrowed), `id = "5/3"`)
		wantRequests(t, device, "GET books/3")
	})
}

// TestAdoptionInsideAnother takes over what matches, and nothing else.
func TestAdoptionInsideAnother(t *testing.T) {
	t.Parallel()
	for color, texts := range map[string][]string{"red": nil, "pink": {"Unable to adopt shelf mark 1/10", `color = "red"`, `"pink"`}} {
		t.Run(color, func(t *testing.T) {
			t.Parallel()
			device := shelf()
			device.settings = api.Settings{AdoptExisting: true}
			replying(device, "", failed(api.ErrOutcomeUnknown, "POST", "books/1/marks"))
			managed := instance(t, marks(), device)
			diagnostics := managed.Apply(with(reddish, "color", color))
			if texts == nil {
				wantSuccess(t, diagnostics)
				wantMark(t, managed, 1, 10, "red")
			} else {
				wantOneError(t, diagnostics, texts...)
			}
			if managed.Exists() != (texts == nil) {
				t.Error("adopted what differs")
			}
		})
	}
}

// TestLostOperation is taken when it did what it should: what was there before
// was looked at first.
func TestLostOperation(t *testing.T) {
	t.Parallel()
	device := shelf()
	replying(device, "", errLost)
	looks := 0
	device.get = func(string) (api.Object, error) {
		if looks++; looks == 1 {
			return plain(`{"id":3,"reader":null}`), nil
		}
		return plain(three), nil
	}
	managed := instance(t, lendings(), device)
	wantSuccess(t, managed.Apply(borrowed))
	if managed.Int("reader_id") != 5 {
		t.Errorf("the state has reader %d", managed.Int("reader_id"))
	}
	wantRequests(t, device, "GET books/3", "POST books/3/lend", "GET books/3")
}

// TestLostCreateInsideAnother that never happened leaves nothing.
func TestLostCreateInsideAnother(t *testing.T) {
	t.Parallel()
	device := shelf()
	replying(device, "", errLost)
	device.get = answering(`{"id":1,"marks":[` + readers + `]}`)
	managed := instance(t, marks(), device)
	wantOneError(t, managed.Apply(reddish), "Unable to create shelf mark 1/10", "apply again")
	if managed.Exists() {
		t.Error("the state has something")
	}
}
