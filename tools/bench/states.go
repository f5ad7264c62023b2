package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// states keeps Terraform's states, for its backend "http". With states in files
// Terraform writes all of them anew for each object of an apply, and that would
// be most of what is measured.
type states struct {
	server  *http.Server
	address string

	mu      sync.Mutex
	content map[string][]byte
}

// keepStates serves an empty store on the loopback address.
func keepStates(ctx context.Context) (*states, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &states{address: "http://" + listener.Addr().String() + "/", content: make(map[string][]byte)}
	s.server = &http.Server{Handler: s, ReadHeaderTimeout: time.Minute}
	go func() { _ = s.server.Serve(listener) }()
	return s, nil
}

// ServeHTTP gives and takes the state of a path.
func (s *states) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodGet:
		content := s.get(r.URL.Path[1:])
		if content == nil {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(content)
	case http.MethodPost:
		content, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		s.put(r.URL.Path[1:], content)
	default:
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}

func (s *states) get(name string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.content[name]
}

func (s *states) put(name string, content []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.content[name] = content
}

// config is the configuration that has Terraform keep a state here.
func (s *states) config(name string) string {
	return fmt.Sprintf("terraform {\n  backend \"http\" {\n    address = %q\n  }\n}\n", s.address+name)
}

func (s *states) close() error { return s.server.Close() }
