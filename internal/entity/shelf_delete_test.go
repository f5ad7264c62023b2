package entity_test

import (
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// onLoan is the loan that the shelf has.
func onLoan(t *testing.T, device *fakeDevice) *acctest.Instance {
	t.Helper()
	managed := instance(t, lendings(), device)
	wantSuccess(t, managed.Import("5/3"))
	device.sent = nil
	return managed
}

// TestDeleteWhereItIsDeleted: the place to read it isn't that to delete it.
func TestDeleteWhereItIsDeleted(t *testing.T) {
	t.Parallel()
	device := shelf()
	managed := imported(t, device, "1/10")
	body := replying(device, "", nil)
	wantSuccess(t, managed.Destroy())
	wantRequests(t, device, "DELETE books/1/marks/page/10")
	if *body != "null" || managed.Exists() {
		t.Errorf("sent %s, the state has it: %t", *body, managed.Exists())
	}
}

// TestDeleteByAnOperation sends the attributes that it takes, and no others.
func TestDeleteByAnOperation(t *testing.T) {
	t.Parallel()
	device := shelf()
	managed := onLoan(t, device)
	body := replying(device, `{"receipt":78}`, nil)
	wantSuccess(t, managed.Destroy())
	wantRequests(t, device, "POST books/3/return")
	if *body != `{"reader":5}` || managed.Exists() {
		t.Errorf("sent %s, the state has it: %t", *body, managed.Exists())
	}
}

// TestDeleteOfAPartThatIsGone is done, with what it was in as well.
func TestDeleteOfAPartThatIsGone(t *testing.T) {
	t.Parallel()
	for name, begin := range map[string]func(*testing.T, *fakeDevice) *acctest.Instance{
		"inside": func(t *testing.T, device *fakeDevice) *acctest.Instance {
			t.Helper()
			return imported(t, device, "1/10")
		},
		"by an operation": onLoan,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			device := shelf()
			managed := begin(t, device)
			replying(device, "", failed(api.ErrNotFound, "DELETE", "books"))
			wantSuccess(t, managed.Destroy())
			if managed.Exists() {
				t.Error("still in the state")
			}
		})
	}
}

// TestDeleteWhoseAnswerIsLostInsideAnother is looked into where it shows.
func TestDeleteWhoseAnswerIsLostInsideAnother(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, after string
		gone        bool
	}{
		{"gone", `{"id":1,"marks":[` + readers + `]}`, true},
		{"a reader's by now", `{"id":1,"marks":[{"book":1,"page":10,"color":"red","owned":true}]}`, true},
		{"still there", one, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			device := shelf()
			managed := imported(t, device, "1/10")
			replying(device, "", errLost)
			device.get = answering(c.after)
			diagnostics := managed.Destroy()
			if c.gone {
				wantSuccess(t, diagnostics)
			} else {
				wantOneError(t, diagnostics, "Unable to delete shelf mark 1/10", "still there", "Apply again")
			}
			if managed.Exists() == c.gone {
				t.Errorf("the state has it: %t", managed.Exists())
			}
			wantRequests(t, device, "DELETE books/1/marks/page/10", "GET books/1")
		})
	}
}
