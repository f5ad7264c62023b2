package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestUsageOfSeveralProcesses: Terraform starts the provider more than once.
func TestUsageOfSeveralProcesses(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "account.json")
	for _, one := range []usage{{CPU: time.Second, Memory: 30, Accounting: 2}, {CPU: 3 * time.Second, Memory: 90, Accounting: 3}, {Memory: 40}} {
		if err := one.write(file); err != nil {
			t.Fatal(err)
		}
	}
	got, err := used(file)
	if want := (usage{CPU: 4 * time.Second, Memory: 90, Accounting: 5}); err != nil || got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}

func TestNoUsageWithoutAProcess(t *testing.T) {
	t.Parallel()
	if got, err := used(filepath.Join(t.TempDir(), "account.json")); err != nil || got != (usage{}) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestBrokenUsageIsAnError(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "account.json")
	if err := os.WriteFile(file, []byte(`{"cpu": 1`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := used(file); err == nil {
		t.Errorf("got %+v", got)
	}
}
