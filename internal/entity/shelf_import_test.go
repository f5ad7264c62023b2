package entity_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// TestImportBySeveralKeys takes them joined by slashes, those of what the
// object belongs to first.
func TestImportBySeveralKeys(t *testing.T) {
	t.Parallel()
	const malformed = "is no import id of this resource. Give its book_id and page, such as 1001/1001."
	for _, c := range []struct{ id, refusal, requests string }{
		{"1/10", "", "GET books/1"},
		{"01/+10", "", "GET books/1"},
		{"1/20", "The object with book_id 1 and page 20 isn't one. It is a reader's.", "GET books/1"},
		{"1/30", "There is no object with book_id 1 and page 30.", "GET books/1"},
		{"3/10", "There is no object with book_id 3 and page 10.", "GET books/3"},
		{"9/10", "There is no object with book_id 9 and page 10.", "GET books/9"},
		{"1", malformed, ""},
		{"1/", malformed, ""},
		{"/10", malformed, ""},
		{"/", malformed, ""},
		{"1/10/", malformed, ""},
		{"1/10/2", malformed, ""},
		{"0/10", malformed, ""},
		{"1/-10", malformed, ""},
		{"1/ten", malformed, ""},
		{"1/page=10", malformed, ""},
	} {
		t.Run(c.id, func(t *testing.T) {
			t.Parallel()
			device := shelf()
			imported := instance(t, marks(), device)
			diagnostics := imported.Import(c.id)
			if c.refusal != "" {
				wantOneError(t, diagnostics, c.refusal)
			} else {
				wantSuccess(t, diagnostics)
				wantMark(t, imported, 1, 10, "red")
			}
			wantRequests(t, device, c.requests)
		})
	}
}

// TestImportByIdentityOfSeveralKeys reads the object that they lead to.
func TestImportByIdentityOfSeveralKeys(t *testing.T) {
	t.Parallel()
	device := shelf()
	imported := instance(t, marks(), device)
	wantSuccess(t, imported.ImportIdentity(map[string]any{"book_id": 1, "page": 10}))
	wantMark(t, imported, 1, 10, "red")
	wantRequests(t, device, "GET books/1")
	wantOneError(t, instance(t, marks(), shelf()).ImportIdentity(map[string]any{"book_id": 1, "page": 20}), "Cannot Import", "It is a reader's.")
}

// TestImportByANameAmongOthersOfTheSameParent: the name is looked for there
// alone, and what is text may have a slash.
func TestImportByANameAmongOthersOfTheSameParent(t *testing.T) {
	t.Parallel()
	const malformed = "Give its book_id and code, such as 1001/CODE, or its label, such as 1001/label=db01."
	for _, c := range []struct {
		id, code, refusal string
		requests          []string
	}{
		{"1/label=first", "a/1", "", []string{"LIST books/1/printings", "GET books/1/printings/a%2F1"}},
		{"2/label=first", "b", "", []string{"LIST books/2/printings", "GET books/2/printings/b"}},
		{"1/a/1", "a/1", "", []string{"GET books/1/printings/a%2F1"}},
		{"1/label=third", "", "shows no such object", []string{"LIST books/1/printings"}},
		{"9/label=first", "", `Unable to find shelf printing "first"`, []string{"LIST books/9/printings"}},
		{"label=first/1", "", malformed, nil},
		{"label=first", "", malformed, nil},
	} {
		t.Run(c.id, func(t *testing.T) {
			t.Parallel()
			device := shelf()
			imported := instance(t, printings(), device)
			diagnostics := imported.Import(c.id)
			if c.refusal != "" {
				wantOneError(t, diagnostics, c.refusal)
			} else {
				wantSuccess(t, diagnostics)
			}
			if imported.Text("code") != c.code {
				t.Errorf("imported %q", imported.Text("code"))
			}
			wantRequests(t, device, c.requests...)
		})
	}
}

// TestImportOfAnAmbiguousNameUnderOneParent asks for the key.
func TestImportOfAnAmbiguousNameUnderOneParent(t *testing.T) {
	t.Parallel()
	device := shelf()
	device.listAt = func(string, api.Query) ([]api.Object, error) { return []api.Object{plain(first), plain(first)}, nil }
	wantOneError(t, instance(t, printings(), device).Import("1/label=first"), "2 objects of that name", "Give the code instead")
}

// FuzzImportOfSeveralKeys: what a person types is either keys that the device
// is asked for, or refused without asking.
func FuzzImportOfSeveralKeys(f *testing.F) {
	for _, id := range []string{"1/10", "1", "/", "1/", "/10", "1/10/", "01/10", "1/-1", "1//10", "\x00/1", "1/9223372036854775808", " 1/10", "1/page=10"} {
		f.Add(id)
	}
	number := regexp.MustCompile(`^\+?[0-9]+$`)
	key := func(text string) (int64, bool) {
		value, err := strconv.ParseInt(text, 10, 64)
		return value, err == nil && value > 0 && number.MatchString(text)
	}
	f.Fuzz(func(t *testing.T, id string) {
		device := shelf()
		refused := acctest.Errors(instance(t, marks(), device).Import(id))
		parent, own, _ := strings.Cut(id, "/")
		book, isBook := key(parent)
		page, isPage := key(own)
		switch requests := device.requests(); {
		case isBook && isPage:
			exists := book < 3 && page == 10
			if requests != fmt.Sprintf("GET books/%d", book) || (refused == "") != exists {
				t.Errorf("%q: sent %q: %s", id, requests, refused)
			}
		case requests != "" || !strings.Contains(refused, "no import id"):
			t.Errorf("%q: sent %q: %s", id, requests, refused)
		}
	})
}
