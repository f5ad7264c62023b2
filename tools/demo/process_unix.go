//go:build unix

package main

import (
	"os"
	"os/exec"
	"syscall"
)

// separate puts a program into a process group of its own.
func separate(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}

// askToStop lets a program tidy up before it ends.
func askToStop(process *os.Process) error {
	return process.Signal(os.Interrupt)
}

// sweep ends what is left of the group of a program that has ended.
func sweep(process *os.Process) {
	// An error means that nothing is left, which is how it should be.
	_ = syscall.Kill(-process.Pid, syscall.SIGKILL)
}
