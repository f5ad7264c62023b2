package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/tools/terraform/cli"
)

func TestDemoShowsEverythingAndLeavesNothing(t *testing.T) {
	temporary := onStage(t)
	before := files(t)
	var out bytes.Buffer
	if err := run(t.Context(), &out); err != nil {
		t.Fatalf("the demo failed: %v\n%s", err, &out)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if last := lines[len(lines)-1]; last != shown {
		t.Errorf("the last line is %q, want %q", last, shown)
	}
	if after := files(t); !slices.Equal(before, after) {
		t.Errorf("%s had %v and has %v now", example, before, after)
	}
	nothingLeft(t, temporary)
}

// What the array does otherwise than Terraform is told must end the demo at the
// step that looks for it, with what Terraform printed.
func TestDemoFailsWhenTheArrayIsNotAsTold(t *testing.T) {
	const answered = `{"result": {"id": 1000}, "metadata": {"ready": true}, "error": null}`
	for name, test := range map[string]struct {
		rule device.Rule
		says []string
	}{
		"a create fails": {
			device.Rule{Method: "POST", Path: "/api/rest/volumes", Error: "DATASET_COUNT_LIMIT"},
			[]string{"terraform apply -auto-approve: exit code 1, and 0 was", "Error: Unable to create InfiniBox volume"},
		},
		"a change isn't carried out": {
			device.Rule{Method: "PUT", Path: "/api/rest/volumes/*", Status: 200, Answer: answered},
			[]string{"terraform apply -auto-approve: ", "Plan: 0 to add, 2 to change, 0 to destroy."},
		},
		"a deletion isn't carried out": {
			device.Rule{Method: "DELETE", Path: "/api/rest/pools/*", Query: "approved=yes", Status: 200, Answer: answered},
			[]string{"INFINIBOX_APPROVED=true terraform destroy -auto-approve: the array still has", "Destroy complete!"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			temporary := onStage(t)
			var out bytes.Buffer
			s := &stage{out: &page{to: &out}}
			err := s.prepare(t.Context())
			if err == nil {
				_, err = s.array.Fault(test.rule)
			}
			if err == nil {
				err = s.show(t.Context())
			}
			if err := s.close(); err != nil {
				t.Errorf("clearing up: %v", err)
			}
			if err == nil {
				t.Fatalf("the demo didn't fail:\n%s", &out)
			}
			for _, words := range test.says {
				if !strings.Contains(err.Error(), words) {
					t.Errorf("the error doesn't say %q:\n%v", words, err)
				}
			}
			nothingLeft(t, temporary)
		})
	}
}

func TestInterruptedDemoLeavesNothing(t *testing.T) {
	for name, at := range map[string]string{
		"while building the provider": "Building the provider",
		"while Terraform runs":        "$ terraform apply",
	} {
		t.Run(name, func(t *testing.T) {
			temporary := onStage(t)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			begun := time.Now()
			err := run(ctx, &interrupter{at: at, interrupt: cancel})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("the error is %v, want %v", err, context.Canceled)
			}
			if took := time.Since(begun); took > time.Minute {
				t.Errorf("stopping took %s", took)
			}
			nothingLeft(t, temporary)
		})
	}
}

// interrupter interrupts shortly after a text was printed.
type interrupter struct {
	at        string
	interrupt func()
}

func (i *interrupter) Write(text []byte) (int, error) {
	if strings.Contains(string(text), i.at) {
		time.AfterFunc(200*time.Millisecond, i.interrupt)
	}
	return len(text), nil
}

// onStage skips the test outside of acceptance runs, and gives it a folder for
// temporary files of its own.
func onStage(t *testing.T) string {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("runs Terraform; set TF_ACC=1")
	}
	dir, err := os.MkdirTemp("", "demo") //nolint:usetesting // the paths of t.TempDir are too long for sockets
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	t.Setenv("TMPDIR", dir)
	return dir
}

// nothingLeft checks that neither files nor processes remain below dir.
func nothingLeft(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range left {
		t.Errorf("the demo left %s", entry.Name())
	}
	if runtime.GOOS != "linux" {
		return
	}
	programs, err := filepath.Glob("/proc/[0-9]*/exe")
	if err != nil {
		t.Fatal(err)
	}
	for _, program := range programs {
		// Processes end meanwhile; an error means that one has.
		if target, err := os.Readlink(program); err == nil && strings.HasPrefix(target, dir) {
			t.Errorf("the demo left %s running", target)
		}
		folder := filepath.Join(filepath.Dir(program), "cwd")
		if target, err := os.Readlink(folder); err == nil && strings.HasPrefix(target, dir) {
			t.Errorf("the demo left a process running in %s", target)
		}
	}
}

// files lists what is in the example's folder.
func files(t *testing.T) []string {
	t.Helper()
	root, err := cli.Root()
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	err = filepath.WalkDir(filepath.Join(root, example), func(path string, _ fs.DirEntry, err error) error {
		found = append(found, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
