package provider_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

const inWorkspace = `
terraform {
  backend "http" {
    address        = "%[1]s/state"
    lock_address   = "%[1]s/lock"
    unlock_address = "%[1]s/lock"
  }
}

provider "onprem" {}

resource "onprem_infinibox_volume" "db" {
  name    = "db01"
  pool_id = %[2]d
  size    = 2000000000
}
`

// workspace keeps one state for Terraform's http backend.
type workspace struct {
	mu     sync.Mutex
	state  []byte
	locks  int
	locked bool
}

// kept is the state as it is now, and how often it was locked.
func (w *workspace) kept() (state string, locks int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return string(w.state), w.locks
}

// ServeHTTP reads, writes, locks and unlocks the state.
func (w *workspace) ServeHTTP(writer http.ResponseWriter, request *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case strings.HasSuffix(request.URL.Path, "/lock") && request.Method == "LOCK":
		if w.locked {
			writer.WriteHeader(http.StatusLocked)
			return
		}
		w.locked = true
		w.locks++
	case strings.HasSuffix(request.URL.Path, "/lock"):
		w.locked = false
	case request.Method == http.MethodGet && w.state == nil:
		writer.WriteHeader(http.StatusNotFound)
	case request.Method == http.MethodGet:
		_, _ = writer.Write(w.state)
	case request.Method == http.MethodPost:
		w.state, _ = io.ReadAll(request.Body)
	}
}

// TestAccPlanAppliesElsewhere saves a plan in one folder and applies it from
// another, as a remote workspace does: the state is in a backend, and the
// credentials are in the environment alone.
func TestAccPlanAppliesElsewhere(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	states := &workspace{}
	backend := httptest.NewServer(states)
	defer backend.Close()
	configuration := acctest.Required + fmt.Sprintf(inWorkspace, backend.URL, poolOn(array, "p"))

	planner := acctest.NewCLI(t, array.Environ()...)
	planner.Write("main.tf", configuration)
	planner.Must("init", "-no-color")
	planner.Must("plan", "-no-color", "-out=saved")
	if writes := array.Writes(); len(writes) > 0 {
		t.Fatalf("planning sent %q", writes)
	}

	applier := planner.Elsewhere()
	applier.Write("main.tf", configuration)
	applier.Write("saved", planner.Read("saved"))
	applier.Must("init", "-no-color")
	applier.Must("apply", "-no-color", "saved")
	id := acctest.ID(array.Only("volumes", map[string]any{"name": "db01", "size": 2000000000}))
	if state, locks := states.kept(); !strings.Contains(state, fmt.Sprintf(`"id": %d`, id)) || locks < 2 {
		t.Errorf("after %d locks the backend keeps %s", locks, state)
	}

	if output, code := planner.Run("plan", "-no-color", "-detailed-exitcode"); code != 0 {
		t.Errorf("the second plan isn't empty: exit code %d\n%s", code, output)
	}
	planner.Must("destroy", "-no-color", "-auto-approve")
	if left := array.Find("volumes", nil); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
