package entity_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

var errLost = failed(api.ErrOutcomeUnknown, "POST", "books")

// unreadable is a book with a field of a kind that the reference doesn't say.
func unreadable(id int) api.Object {
	object := shown(id, "dune", 600)
	object["shelf"] = []any{"top"}
	return object
}

// TestCreateUndoesWhatItCannotRead, as the state couldn't know it.
func TestCreateUndoesWhatItCannotRead(t *testing.T) {
	t.Parallel()
	device := &fakeDevice{do: func(change api.Change) (api.Answer, error) {
		if change.Method == http.MethodPost {
			return api.Answer{Object: unreadable(7)}, nil
		}
		if !change.Approved {
			t.Error("the deletion of what was just made isn't approved")
		}
		return api.Answer{}, nil
	}}
	created := instance(t, books(), device)
	wantOneError(t, created.Apply(map[string]any{"name": "dune"}), `Unable to read the created shelf book "dune"`, "shelf", "deleted again")
	if device.requests() != "POST books, DELETE books/7" || created.Exists() {
		t.Errorf("sent %s; the state has something: %t", device.requests(), created.Exists())
	}
}

// TestCreateKeepsWhatItCannotUndo as tainted, by its key.
func TestCreateKeepsWhatItCannotUndo(t *testing.T) {
	t.Parallel()
	device := &fakeDevice{do: func(change api.Change) (api.Answer, error) {
		if change.Method == http.MethodPost {
			return api.Answer{Object: unreadable(7)}, nil
		}
		return api.Answer{}, failed(api.ErrRefused, change.Method, change.Path)
	}}
	created := instance(t, books(), device)
	wantOneError(t, created.Apply(map[string]any{"name": "dune"}), "couldn't be deleted again", "tainted")
	if created.Int("id") != 7 || !created.Tainted || len(created.Unknowns()) > 0 || created.Identity()["id"] == "" {
		t.Errorf("the state has id %d (tainted: %t), unknown %v, identity %v", created.Int("id"), created.Tainted, created.Unknowns(), created.Identity())
	}
}

// TestCreateWithoutAKey can undo nothing, and says so.
func TestCreateWithoutAKey(t *testing.T) {
	t.Parallel()
	for name, id := range map[string]any{"missing": nil, "text": "seven"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			object := unreadable(7)
			object["id"] = id
			device := &fakeDevice{do: func(api.Change) (api.Answer, error) { return api.Answer{Object: object}, nil }}
			created := instance(t, books(), device)
			wantOneError(t, created.Apply(map[string]any{"name": "dune"}), "no usable id", "import")
			if device.requests() != "POST books" || created.Exists() {
				t.Errorf("sent %s", device.requests())
			}
		})
	}
}

// TestCreateThatShowsNothing finds the object by its name.
func TestCreateThatShowsNothing(t *testing.T) {
	t.Parallel()
	device := &fakeDevice{
		do:   func(api.Change) (api.Answer, error) { return api.Answer{}, nil },
		list: func(api.Query) ([]api.Object, error) { return []api.Object{shown(7, "dune", 600)}, nil },
	}
	created := instance(t, books(), device)
	wantSuccess(t, created.Apply(map[string]any{"name": "dune"}))
	if created.Int("id") != 7 || created.Int("pages") != 600 || device.requests() != "POST books, LIST books" {
		t.Errorf("the state has id %d after %s", created.Int("id"), device.requests())
	}
}

// TestLostObjectThatTurnsUpLate: the device was still making it when its
// answer was lost.
func TestLostObjectThatTurnsUpLate(t *testing.T) {
	t.Parallel()
	looks := 0
	device := &fakeDevice{
		do: func(api.Change) (api.Answer, error) { return api.Answer{}, errLost },
		list: func(api.Query) ([]api.Object, error) {
			if looks++; looks == 1 {
				return nil, nil
			}
			return []api.Object{shown(7, "dune", 600)}, nil
		},
	}
	created := instance(t, books(), device)
	wantSuccess(t, created.Apply(map[string]any{"name": "dune"}))
	if created.Int("id") != 7 || looks != 2 {
		t.Errorf("the state has id %d after %d looks", created.Int("id"), looks)
	}
}

// TestLostObjectAmongNamesakes: where names needn't be unique, the age and the
// fields tell which is this run's, and nothing else is taken.
func TestLostObjectAmongNamesakes(t *testing.T) {
	t.Parallel()
	old := func(id int) api.Object {
		object := shown(id, "dune", 600)
		object["created"] = time.Now().Add(-time.Minute)
		return object
	}
	ageless := func(id int) api.Object {
		object := shown(id, "dune", 600)
		delete(object, "created")
		return object
	}
	right := func(id int) api.Object { return shown(id, "dune", 600) }
	other := func(id int) api.Object { return shown(id, "dune", 300) }
	upper := func(id int) api.Object { return shown(id, "Dune", 600) }
	for _, c := range []struct {
		name  string
		found []func(id int) api.Object
		want  int64
	}{
		{"the right one is last", []func(int) api.Object{old, other, ageless, unreadable, right}, 4},
		{"too old", []func(int) api.Object{old}, 0},
		{"other fields", []func(int) api.Object{other}, 0},
		{"of unknown age", []func(int) api.Object{ageless}, 0},
		{"unreadable", []func(int) api.Object{unreadable}, 0},
		{"with another case", []func(int) api.Object{upper}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			device := &fakeDevice{
				do: func(api.Change) (api.Answer, error) { return api.Answer{}, errLost },
				list: func(api.Query) ([]api.Object, error) {
					var objects []api.Object
					for id, one := range c.found {
						objects = append(objects, one(id))
					}
					return objects, nil
				},
			}
			created := instance(t, books(), device)
			diagnostics := created.Apply(map[string]any{"name": "dune", "pages": 600})
			if got := created.Int("id"); got != c.want || (acctest.Errors(diagnostics) == "") != (c.want != 0) {
				t.Errorf("took %d, want %d: %s", got, c.want, acctest.Errors(diagnostics))
			}
			if strings.Contains(device.requests(), "DELETE") {
				t.Errorf("sent %s", device.requests())
			}
		})
	}
}

// TestAdoptionOfWhatCannotBeRead never ends in a deletion.
func TestAdoptionOfWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	device := &fakeDevice{
		settings: api.Settings{AdoptExisting: true},
		do: func(api.Change) (api.Answer, error) {
			return api.Answer{}, failed(api.ErrNameConflict, "POST", "books")
		},
		list: func(api.Query) ([]api.Object, error) { return []api.Object{unreadable(7)}, nil },
	}
	created := instance(t, books(), device)
	wantOneError(t, created.Apply(map[string]any{"name": "dune"}), `Unable to adopt shelf book "dune"`, "shelf")
	if device.requests() != "POST books, LIST books" || created.Exists() {
		t.Errorf("sent %s", device.requests())
	}
}

// TestConflictWithSeveral leaves the choice to a person.
func TestConflictWithSeveral(t *testing.T) {
	t.Parallel()
	device := &fakeDevice{
		settings: api.Settings{AdoptExisting: true},
		do: func(api.Change) (api.Answer, error) {
			return api.Answer{}, failed(api.ErrNameConflict, "POST", "books")
		},
		list: func(api.Query) ([]api.Object, error) {
			return []api.Object{shown(1, "dune", 1), shown(2, "dune", 1)}, nil
		},
	}
	created := instance(t, books(), device)
	wantOneError(t, created.Apply(map[string]any{"name": "dune"}), `Unable to create shelf book "dune"`, "name conflict")
	if created.Exists() {
		t.Error("one was taken")
	}
}

// TestLookThatFails after a lost answer leaves the outcome open, and says what
// to do.
func TestLookThatFails(t *testing.T) {
	t.Parallel()
	device := &fakeDevice{
		do:   func(api.Change) (api.Answer, error) { return api.Answer{}, errLost },
		list: func(api.Query) ([]api.Object, error) { return nil, failed(api.ErrUnreachable, "GET", "books") },
	}
	created := instance(t, books(), device)
	wantOneError(t, created.Apply(map[string]any{"name": "dune"}), "can't be found out", "before applying again")
	if created.Exists() {
		t.Error("the state has something")
	}
}

// TestLookWithoutAName can't be had, and that isn't taken for an answer.
func TestLookWithoutAName(t *testing.T) {
	t.Parallel()
	nameless := books()
	nameless.NaturalKey = ""
	device := &fakeDevice{do: func(api.Change) (api.Answer, error) { return api.Answer{}, errLost }}
	created := instance(t, nameless, device)
	wantOneError(t, created.Apply(map[string]any{"name": "dune"}), "can't be found out", "no name to look for")
	if device.requests() != "POST books" {
		t.Errorf("sent %s", device.requests())
	}
}

// TestOutcomeAnnouncedForLater is asked for when the wait for it broke off.
func TestOutcomeAnnouncedForLater(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		outcome api.Object
		err     error
		texts   []string
	}{
		{"made", shown(7, "dune", 600), nil, nil},
		{"refused", nil, failed(api.ErrRefused, "POST", "books"), []string{"Unable to create", "refused"}},
		{"lost", nil, errLost, []string{"Unable to create", "still works on it", "import"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			device := &fakeDevice{
				do: func(api.Change) (api.Answer, error) { return api.Answer{Pending: "results/1"}, errLost },
				get: func(path string) (api.Object, error) {
					if path != "results/1" {
						return nil, errors.New("asked for " + path)
					}
					return c.outcome, c.err
				},
			}
			created := instance(t, books(), device)
			diagnostics := created.Apply(map[string]any{"name": "dune"})
			if len(c.texts) == 0 {
				wantSuccess(t, diagnostics)
			} else {
				wantOneError(t, diagnostics, c.texts...)
			}
			if created.Exists() != (c.outcome != nil) {
				t.Errorf("the state has id %d", created.Int("id"))
			}
		})
	}
}
