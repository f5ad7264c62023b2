package provider_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const manyVolumes = `
provider "onprem" {}

resource "onprem_infinibox_volume" "db" {
  count   = 40
  name    = "db${count.index}"
  pool_id = %d
  size    = 1000000000
}
`

// slowArray is an array that takes its time for each create, and a Terraform
// with many to do.
func slowArray(t *testing.T) (*acctest.Array, *acctest.CLI) {
	t.Helper()
	array := acctest.NewArray(t)
	array.Break(device.Rule{Method: "POST", Path: "/api/rest/volumes", Delay: 400 * time.Millisecond, Executed: true})
	terraform := acctest.NewCLI(t, array.Environ()...)
	terraform.Write("main.tf", acctest.Required+fmt.Sprintf(manyVolumes, poolOn(array, "p")))
	return array, terraform
}

// TestAccInterrupted: everything that the array made until a person pressed
// Ctrl-C is in the state, and the next apply does the rest.
func TestAccInterrupted(t *testing.T) {
	t.Parallel()
	array, terraform := slowArray(t)
	output, code, _ := terraform.Interrupted(os.Interrupt, func() bool { return len(array.Find("volumes", nil)) >= 15 },
		"apply", "-no-color", "-auto-approve")
	made := len(array.Find("volumes", nil))
	listed := terraform.Must("state", "list")
	if known := strings.Count(listed, "onprem_infinibox_volume.db["); code == 0 || made == 40 || known != made {
		t.Fatalf("exit code %d: the array has %d volumes, the state %d\n%s", code, made, known, output)
	}
	array.ClearFaults()
	if plan := terraform.Must("plan", "-no-color"); !strings.Contains(plan, fmt.Sprintf("Plan: %d to add, 0 to change, 0 to destroy", 40-made)) {
		t.Errorf("with %d volumes made: %s", made, plan)
	}
	terraform.Must("apply", "-no-color", "-auto-approve")
	wantEmptyPlan(t, terraform)
	if all := len(array.Find("volumes", nil)); all != 40 {
		t.Errorf("the array has %d volumes", all)
	}
}

// TestAccInterruptedRead: a plan ends when a person presses Ctrl-C, although the
// array has stopped to answer.
func TestAccInterruptedRead(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	terraform := acctest.NewCLI(t, array.Environ()...)
	terraform.Write("main.tf", acctest.Required+fmt.Sprintf(manyVolumes, poolOn(array, "p")))
	terraform.Must("apply", "-no-color", "-auto-approve")
	hung := array.Break(device.Rule{Method: "GET", Path: "/api/rest/**", Delay: time.Minute})
	output, code, ended := terraform.Interrupted(os.Interrupt, func() bool { return hung.Struck() > 0 }, "plan", "-no-color")
	hung.Remove()
	if code == 0 || ended > 10*time.Second {
		t.Errorf("exit code %d, %s after the interrupt\n%s", code, ended, output)
	}
}

// TestAccKilled: when Terraform is gone without a word, the provider doesn't
// go on creating what no state will know, and ends.
func TestAccKilled(t *testing.T) {
	t.Parallel()
	array, terraform := slowArray(t)
	creates := device.Match{Method: "POST"}
	ours := "INFINIBOX_ENDPOINT=" + array.URL()
	var before []string
	terraform.Interrupted(os.Kill, func() bool {
		before = running(t, ours)
		return array.CountRequests(creates) > 0
	}, "apply", "-no-color", "-auto-approve")
	// What was on its way when Terraform was killed still arrives.
	time.Sleep(500 * time.Millisecond)
	atOnce := array.CountRequests(creates)
	time.Sleep(2 * time.Second)
	if after := array.CountRequests(creates); atOnce > 10 || after != atOnce {
		t.Errorf("%d creates when Terraform was killed, %d two seconds later", atOnce, after)
	}
	if left := running(t, ours); len(left) > 0 || (len(before) < 2 && runtime.GOOS == "linux") {
		t.Errorf("running before: %v, still running: %v", before, left)
	}
}

// running lists the processes that have a variable in their environment. Where
// the system doesn't show that, it finds none.
func running(t *testing.T, variable string) []string {
	t.Helper()
	environments, err := filepath.Glob("/proc/[0-9]*/environ")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, file := range environments {
		// A process that ended meanwhile, or isn't ours, has nothing to show.
		if content, err := os.ReadFile(file); err == nil && strings.Contains(string(content), variable+"\x00") {
			found = append(found, filepath.Dir(file))
		}
	}
	return found
}
