package device

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// closeTimeout is how long Close waits for answers under way to reach their
// clients before it cuts the connections.
const closeTimeout = 10 * time.Second

// Options are how Start serves a device. The zero value serves plain HTTP on a
// free port of the loopback address.
type Options struct {
	// Address is host and port to listen on; "127.0.0.1:0" when empty. Beyond
	// loopback the device's own API is open to the network; the control API
	// still answers to this machine alone.
	Address string
	// TLS serves HTTPS with a certificate of an authority made for this server. A
	// Secured device has an address of its own for that: TLS then only makes it
	// the endpoint that Environment names.
	TLS bool
	// SecureAddress is host and port of a Secured device's HTTPS; when empty, a
	// free port of Address's host.
	SecureAddress string
	// Latency is added to every answer of the device.
	Latency Latency
	// ErrorLog takes what net/http has to say (failed handshakes, panics); nil
	// is the standard logger.
	ErrorLog *log.Logger
}

// Server serves one device over HTTP/1.1, with its control API beside it.
type Server struct {
	*Front
	url string
	// secureURL is a secured device's address for HTTPS, endpoint the one that the
	// environment names.
	secureURL, endpoint string

	ca       []byte
	http     *http.Server
	cancel   context.CancelFunc
	detach   func() bool
	requests requestGate
	fresh    freshConnections
	served   chan error
	stop     func() error
}

// Start serves d until ctx ends or Close is called. Several servers can run in
// one process, each with a device of its own.
func Start(ctx context.Context, d Device, o Options) (*Server, error) {
	if err := o.Latency.validate(); err != nil {
		return nil, err
	}
	address := o.Address
	if address == "" {
		address = "127.0.0.1:0"
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listening for the simulated %s: %w", d.Name(), err)
	}
	s := &Server{Front: NewFront(d), url: "http://" + reachable(listener.Addr())}
	s.latency.set(o.Latency)
	listeners := []net.Listener{listener}
	if secured, ok := d.(Secured); ok {
		second, err := s.listenSecured(ctx, secured, secureAddress(o, listener.Addr()))
		if err != nil {
			return nil, errors.Join(err, listener.Close())
		}
		listeners = append(listeners, second)
	} else if o.TLS {
		secured, ca, err := secure(listener, d.Name())
		if err != nil {
			return nil, errors.Join(err, listener.Close())
		}
		listeners[0], s.ca = secured, ca
		s.url = "https://" + reachable(listener.Addr())
	}
	s.endpoint = s.url
	if o.TLS && s.secureURL != "" {
		s.endpoint = s.secureURL
	}
	s.serve(ctx, listeners, o)
	return s, nil
}

// serve answers at the listeners until ctx ends or Close is called.
func (s *Server) serve(ctx context.Context, listeners []net.Listener, o Options) {
	// Delays end with this context, so that Close needn't wait for them.
	base, cancel := context.WithCancel(context.WithoutCancel(ctx))
	s.cancel = cancel
	s.http = &http.Server{
		Handler:           s.requests.through(served(s.Device(), s.Front)),
		BaseContext:       func(net.Listener) context.Context { return base },
		ConnState:         s.fresh.observe,
		ErrorLog:          o.ErrorLog,
		ReadHeaderTimeout: time.Minute,
	}
	s.stop = sync.OnceValue(s.shutdown)
	s.served = make(chan error, len(listeners))
	for _, listener := range listeners {
		go func() { s.served <- s.http.Serve(listener) }()
	}
	// The error of a close that the context asked for is kept for Close.
	s.detach = context.AfterFunc(ctx, func() { _ = s.stop() })
}

// secureAddress is where HTTPS is listened for beside the plain address.
func secureAddress(o Options, plain net.Addr) string {
	if o.SecureAddress != "" {
		return o.SecureAddress
	}
	host, _, err := net.SplitHostPort(plain.String())
	if err != nil {
		return "127.0.0.1:0"
	}
	return net.JoinHostPort(host, "0")
}

// URL is where the device's API is reached, without a slash at the end.
func (s *Server) URL() string { return s.url }

// SecureURL is where a Secured device's API is reached over HTTPS, without a
// slash at the end; empty for other devices.
func (s *Server) SecureURL() string { return s.secureURL }

// CA is the authority that signed the server's certificate, as PEM; nil
// without TLS.
func (s *Server) CA() []byte { return s.ca }

// Environment is what points the provider at this server: variable name to
// value, the certificate authority (PEM) and a Secured device's HTTPS endpoint
// included.
func (s *Server) Environment() map[string]string {
	environment := s.Device().Environment(s.endpoint)
	if s.secureURL != "" {
		environment[strings.ToUpper(s.Device().Name())+"_HTTPS_ENDPOINT"] = s.secureURL
	}
	if s.ca != nil {
		environment[strings.ToUpper(s.Device().Name())+"_CA_CERTIFICATE"] = string(s.ca)
	}
	return environment
}

// Close stops listening, ends delays at once, lets answers under way finish
// and returns when every handler has. Closing again answers the same.
func (s *Server) Close() error {
	s.detach()
	return s.stop()
}

func (s *Server) shutdown() error {
	s.requests.shut()
	s.cancel()
	s.fresh.closeAll()
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	err := s.http.Shutdown(ctx)
	if err != nil {
		err = errors.Join(err, s.http.Close())
	}
	s.requests.wait()
	for range cap(s.served) {
		if served := <-s.served; !errors.Is(served, http.ErrServerClosed) {
			err = errors.Join(err, served)
		}
	}
	if err != nil {
		return fmt.Errorf("stopping the simulated %s: %w", s.Device().Name(), err)
	}
	return nil
}

// secure puts TLS on a listener. Only HTTP/1.1 is offered: connections of
// HTTP/2 can't be dropped one request at a time.
func secure(listener net.Listener, name string) (secured net.Listener, ca []byte, err error) {
	authority, err := newAuthority(name)
	if err != nil {
		return nil, nil, err
	}
	certificate, err := authority.issue(listener.Addr())
	if err != nil {
		return nil, nil, err
	}
	return tls.NewListener(listener, &tls.Config{
		Certificates: []tls.Certificate{certificate},
		NextProtos:   []string{"http/1.1"},
		MinVersion:   tls.VersionTLS12,
	}), authority.pem, nil
}

// reachable is host and port under which this machine reaches address.
func reachable(address net.Addr) string {
	tcp, ok := address.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return address.String()
	}
	return fmt.Sprintf("127.0.0.1:%d", tcp.Port)
}
