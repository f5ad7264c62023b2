//go:build !linux

package main

import (
	"os"
	"time"
)

// resident isn't known here: systems count it in units of their own.
func resident(*os.ProcessState) int64 { return 0 }

// own isn't known here.
func own() time.Duration { return 0 }

// peak isn't known here.
func peak(int) int64 { return 0 }
