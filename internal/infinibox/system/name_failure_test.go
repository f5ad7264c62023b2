package system_test

import (
	"context"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// TestSystemNameTakeOverFails before, while and after the array renames itself:
// it has the name that was found and the state has nothing, or it has the new
// one and the state knows both.
func TestSystemNameTakeOverFails(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		rules  []device.Rule
		failed []string // nil when it succeeds nevertheless
	}{
		{"the name can't be read", []device.Rule{{Method: "GET", Path: namePath, Error: "INTERNAL_SERVER_ERROR"}},
			[]string{"Unable to take over InfiniBox system name", "INTERNAL_SERVER_ERROR", "GET system/name"}},
		{"refused", []device.Rule{{Method: "PUT", Path: namePath, Error: "INTERNAL_SERVER_ERROR"}},
			[]string{"Unable to change InfiniBox system name", "INTERNAL_SERVER_ERROR", "PUT system/name"}},
		{"executed, and answered as if it weren't", []device.Rule{{Method: "PUT", Path: namePath, Body: "ibox01", Error: "INTERNAL_SERVER_ERROR", Executed: true}},
			nil},
		{"the answer is lost once", []device.Rule{{Method: "PUT", Path: namePath, Drop: device.AfterExecution, Times: 1}},
			nil},
		{"the answers are lost", []device.Rule{{Method: "PUT", Path: namePath, Body: "ibox01", Drop: device.AfterExecution}},
			nil},
		{"the new name can't be read", []device.Rule{{Method: "GET", Path: namePath, Skip: 1, Times: 1, Error: "INTERNAL_SERVER_ERROR"}},
			[]string{"Unable to read InfiniBox system name", "INTERNAL_SERVER_ERROR"}},
		{"nothing can be read any more", []device.Rule{{Method: "GET", Path: namePath, Skip: 1, Error: "INTERNAL_SERVER_ERROR"}},
			[]string{"Unable to read InfiniBox system name", "INTERNAL_SERVER_ERROR"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			name := acctest.NewProtocol(t, array, nil).Resource(nameResource)
			for _, rule := range c.rules {
				array.Break(rule)
			}
			applied := name.Apply(called("ibox01"))
			array.ClearFaults()
			if c.failed != nil {
				wantErrors(t, applied, c.failed)
				if nameOf(array) != found || name.Exists() {
					t.Errorf("the array is called %q, the state has something: %t", nameOf(array), name.Exists())
				}
				return
			}
			wantSuccess(t, applied)
			wantNamed(t, array, name, "ibox01")
			wantSuccess(t, name.Destroy())
			if nameOf(array) != found {
				t.Errorf("given back as %q", nameOf(array))
			}
		})
	}
}

// TestSystemNameCannotBePutBack says both what failed and what is left.
func TestSystemNameCannotBePutBack(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	name := acctest.NewProtocol(t, array, nil).Resource(nameResource)
	array.Break(device.Rule{Method: "GET", Path: namePath, Skip: 1, Error: "INTERNAL_SERVER_ERROR"})
	array.Break(device.Rule{Method: "PUT", Path: namePath, Body: found, Error: "INTERNAL_SERVER_ERROR"})
	wantErrors(t, name.Apply(called("ibox01")),
		[]string{"Unable to read InfiniBox system name", "what it has now, isn't known", `Before, it had name = "ibox-simulator"`})
	if name.Exists() {
		t.Error("the state has something")
	}
}

// TestSystemNameUpdateFails keeps in the state what the array has.
func TestSystemNameUpdateFails(t *testing.T) {
	t.Parallel()
	array, name := taken(t)
	array.Break(device.Rule{Method: "PUT", Path: namePath, Error: "INTERNAL_SERVER_ERROR"})
	wantErrors(t, name.Apply(called("ibox02")), []string{"Unable to change InfiniBox system name", "INTERNAL_SERVER_ERROR"})
	wantNamed(t, array, name, "ibox01")
	array.ClearFaults()
	array.Break(device.Rule{Method: "PUT", Path: namePath, Drop: device.AfterExecution})
	wantErrors(t, name.Apply(called("ibox02")), []string{"Unable to change InfiniBox system name", "answer was lost"})
	wantNamed(t, array, name, "ibox02")
	array.ClearFaults()
	wantSuccess(t, name.Destroy())
	if nameOf(array) != found {
		t.Errorf("given back as %q", nameOf(array))
	}
}

// TestSystemNameDestroyFails leaves it in the state, with what was found, so
// that the next destroy gives it back.
func TestSystemNameDestroyFails(t *testing.T) {
	t.Parallel()
	array, name := taken(t)
	array.Break(device.Rule{Method: "PUT", Path: namePath, Error: "INTERNAL_SERVER_ERROR", Times: 1})
	wantErrors(t, name.Destroy(), []string{"Unable to give back InfiniBox system name", "INTERNAL_SERVER_ERROR"})
	if !name.Exists() {
		t.Fatal("the state has nothing")
	}
	wantSuccess(t, name.Destroy())
	if nameOf(array) != found {
		t.Errorf("given back as %q", nameOf(array))
	}
}

// TestSystemNameInterrupted while the array renames itself: what it is called
// then is in the state, and what it was called isn't forgotten.
func TestSystemNameInterrupted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		delay time.Duration
		limit time.Duration
	}{
		{"the answer comes soon", 500 * time.Millisecond, 2 * time.Second},
		{"the answer doesn't come", time.Minute, 8 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			name := acctest.NewProtocol(t, array, nil).Resource(nameResource)
			array.Break(device.Rule{Method: "PUT", Path: namePath, Delay: c.delay, Executed: true, Times: 1})
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			time.AfterFunc(100*time.Millisecond, cancel)
			begun := time.Now()
			wantSuccess(t, name.ApplyIn(ctx, called("ibox01")))
			if took := time.Since(begun); took > c.limit {
				t.Errorf("it took %s", took)
			}
			wantNamed(t, array, name, "ibox01")
			wantSuccess(t, name.Destroy())
			if nameOf(array) != found {
				t.Errorf("given back as %q", nameOf(array))
			}
		})
	}
}
