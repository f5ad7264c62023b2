//go:build !unix

package main

import (
	"os"
	"os/exec"
)

// separate does nothing: here are no process groups.
func separate(*exec.Cmd) {}

// askToStop ends a program; it can't be asked here.
func askToStop(process *os.Process) error {
	return process.Kill()
}

// sweep does nothing: here are no process groups.
func sweep(*os.Process) {}
