package entity

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
)

// TestClaimsBeginOneByOne: two creates of the same don't overlap, others do.
func TestClaimsBeginOneByOne(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var claims Claims
		first := begin(t, &claims, "volume named db01")
		begin(t, &claims, "volume named db02")()
		var order []string
		var both sync.WaitGroup
		both.Go(func() {
			done := begin(t, &claims, "volume named db01")
			order = append(order, "second")
			done()
		})
		synctest.Wait()
		order = append(order, "first")
		first()
		both.Wait()
		if order[0] != "first" || order[1] != "second" {
			t.Errorf("they ended in the order %q", order)
		}
	})
}

// TestClaimsBeginIsInterrupted while another create of the same goes on.
func TestClaimsBeginIsInterrupted(t *testing.T) {
	t.Parallel()
	var claims Claims
	done := begin(t, &claims, "volume named db01")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := claims.begin(ctx, "volume named db01"); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	done()
	begin(t, &claims, "volume named db01")()
}

func begin(t *testing.T, claims *Claims, what string) func() {
	t.Helper()
	done, err := claims.begin(t.Context(), what)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// TestClaimsWait lets only so many wait at once.
func TestClaimsWait(t *testing.T) {
	t.Parallel()
	var claims Claims
	var last func()
	for range mostWaiting {
		done, ok := claims.wait()
		if !ok {
			t.Fatal("too few may wait")
		}
		last = done
	}
	if done, ok := claims.wait(); ok {
		t.Error("one too many waits")
	} else {
		done()
	}
	last()
	if _, ok := claims.wait(); !ok {
		t.Error("nobody may wait in the place of one that is done")
	}
}
