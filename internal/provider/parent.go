package provider

import "time"

// parentCheck is how often the process that serves looks for the one that
// started it.
const parentCheck = time.Second

// Orphaned is closed when alive says that the process that started the
// provider is gone. Terraform that is killed leaves its providers running, and
// nobody would ever end them.
func Orphaned(alive func() bool) <-chan struct{} {
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		ticker := time.NewTicker(parentCheck)
		defer ticker.Stop()
		for alive() {
			<-ticker.C
		}
	}()
	return gone
}
