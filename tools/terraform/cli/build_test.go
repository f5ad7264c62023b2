//go:build unix

package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// fakeBuilder is a builder into a folder of its own whose compiler makes fake
// Terraforms of the given version; compiled counts them.
func fakeBuilder(t *testing.T, version string) (b builder, progress *strings.Builder, compiled *atomic.Int32) {
	t.Helper()
	progress, compiled = &strings.Builder{}, &atomic.Int32{}
	b = newBuilder(t.TempDir(), progress)
	text, err := os.ReadFile(fakeTerraform(t, version))
	if err != nil {
		t.Fatal(err)
	}
	b.compile = func(_ context.Context, dir, out string) error {
		compiled.Add(1)
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
			return err
		}
		return writeProgram(out, text)
	}
	return b, progress, compiled
}

func TestEnsureBuildsOnce(t *testing.T) {
	t.Parallel()
	b, progress, compiled := fakeBuilder(t, Pinned)
	for range 3 {
		if got, err := b.ensure(t.Context(), "No Terraform on PATH"); err != nil || got != b.path() {
			t.Fatalf("got %q, %v; want %q", got, err, b.path())
		}
	}
	if compiled.Load() != 1 {
		t.Errorf("compiled %d times", compiled.Load())
	}
	for _, part := range []string{"No Terraform on PATH", Pinned, b.path(), "minutes", "Built Terraform"} {
		if !strings.Contains(progress.String(), part) {
			t.Errorf("%q doesn't mention %q", progress.String(), part)
		}
	}
}

func TestEnsureBuildsOnceForSeveralAtATime(t *testing.T) {
	t.Parallel()
	b, _, compiled := fakeBuilder(t, Pinned)
	var builders sync.WaitGroup
	for range 4 {
		b := b
		b.progress = &strings.Builder{}
		builders.Go(func() {
			if _, err := b.ensure(t.Context(), ""); err != nil {
				t.Error(err)
			}
		})
	}
	builders.Wait()
	if compiled.Load() != 1 {
		t.Errorf("compiled %d times", compiled.Load())
	}
}

func TestEnsureBuildsAnew(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*testing.T, *builder){
		"the source changed": func(_ *testing.T, b *builder) { b.source.backend += "\n// Changed.\n" },
		"the program is gone": func(t *testing.T, b *builder) {
			if err := os.Remove(b.path()); err != nil {
				t.Fatal(err)
			}
		},
		"the stamp is gone": func(t *testing.T, b *builder) {
			if err := os.Remove(b.stamp()); err != nil {
				t.Fatal(err)
			}
		},
		"the program is another": func(t *testing.T, b *builder) {
			if err := os.Rename(fakeTerraform(t, "1.15.0"), b.path()); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, _, compiled := fakeBuilder(t, Pinned)
			if _, err := b.ensure(t.Context(), ""); err != nil {
				t.Fatal(err)
			}
			change(t, &b)
			if _, err := b.ensure(t.Context(), ""); err != nil {
				t.Fatal(err)
			}
			if compiled.Load() != 2 {
				t.Errorf("compiled %d times", compiled.Load())
			}
			if !b.built(t.Context()) {
				t.Error("the second build isn't recognized")
			}
		})
	}
}

func TestFailedBuildLeavesThePreviousTerraform(t *testing.T) {
	t.Parallel()
	b, _, _ := fakeBuilder(t, Pinned)
	if _, err := b.ensure(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	b.source.backend += "\n// Changed.\n"
	broken := errors.New("no space left on device")
	b.compile = func(context.Context, string, string) error { return broken }
	if _, err := b.ensure(t.Context(), ""); !errors.Is(err, broken) {
		t.Fatalf("got %v, want %v", err, broken)
	}
	if version, err := VersionOf(t.Context(), b.path()); err != nil || version.String() != Pinned {
		t.Errorf("the previous one is now %s, %v", version, err)
	}
	if left, err := filepath.Glob(filepath.Join(b.bin, "terraform-build-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

func TestEnsureRefusesABuildOfAnotherVersion(t *testing.T) {
	t.Parallel()
	b, _, _ := fakeBuilder(t, "1.16.0-dev")
	if got, err := b.ensure(t.Context(), ""); err == nil || !strings.Contains(err.Error(), "1.16.0-dev instead of "+Pinned) {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestLockIsGivenUpWhenInterrupted(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "terraform.lock")
	unlock, err := lock(t.Context(), path, func() { t.Error("waited for a free lock") })
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	waited := false
	if _, err := lock(ctx, path, func() { waited = true; cancel() }); !errors.Is(err, context.Canceled) || !waited {
		t.Errorf("got %v, told to wait: %t", err, waited)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	again, err := lock(t.Context(), path, func() { t.Error("the lock wasn't given back") })
	if err != nil {
		t.Fatal(err)
	}
	if err := again(); err != nil {
		t.Fatal(err)
	}
}

func TestALongBuildSaysThatItGoesOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var progress strings.Builder
		b := builder{progress: &progress}
		if err := b.reporting(time.Now(), func() error { time.Sleep(tick*2 + time.Second); return nil }); err != nil {
			t.Error(err)
		}
		if want := "Building Terraform, 30s so far.\nBuilding Terraform, 1m0s so far.\n"; progress.String() != want {
			t.Errorf("said %q, want %q", progress.String(), want)
		}
	})
}
