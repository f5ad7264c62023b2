package device

import (
	"net"
	"net/http"
	"sync"
)

// requestGate counts the requests in the handlers, those whose connection was
// taken over included, which net/http no longer waits for.
type requestGate struct {
	mu       sync.Mutex
	closed   bool
	handlers sync.WaitGroup
}

// through lets requests pass to next until the gate is shut.
func (g *requestGate) through(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !g.enter() {
			w.Header().Set("Connection", "close")
			http.Error(w, "the simulator is stopping", http.StatusServiceUnavailable)
			return
		}
		defer g.handlers.Done()
		next.ServeHTTP(w, r)
	})
}

func (g *requestGate) enter() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return false
	}
	g.handlers.Add(1)
	return true
}

func (g *requestGate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.closed = true
}

func (g *requestGate) wait() { g.handlers.Wait() }

// freshConnections are those on which no request has come yet. Shutting a
// server down waits five seconds for each of them; clients that open spare
// connections would slow down every test.
type freshConnections struct {
	mu   sync.Mutex
	open map[net.Conn]struct{}
}

func (f *freshConnections) observe(c net.Conn, state http.ConnState) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if state != http.StateNew {
		delete(f.open, c)
		return
	}
	if f.open == nil {
		f.open = map[net.Conn]struct{}{}
	}
	f.open[c] = struct{}{}
}

func (f *freshConnections) closeAll() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for c := range f.open {
		// The server notices by itself, and has nothing to say about it.
		_ = c.Close()
	}
}
