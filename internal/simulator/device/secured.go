package device

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
)

// Secured is a device with two addresses, plain HTTP and HTTPS, whose own
// settings say which of them it answers at. Start listens on both; what the
// device doesn't serve is closed without an answer and isn't in the request log.
// The control API always answers at the plain address.
type Secured interface {
	Device
	// Serves tells whether the device answers now: over HTTPS when secure, else
	// over plain HTTP. It's asked for every connection and request.
	Serves(secure bool) bool
	// Certificate is what HTTPS is served with from the next connection on; nil
	// is one of the server's own authority.
	Certificate() *tls.Certificate
}

// listenSecured listens at the second address of a secured device.
func (s *Server) listenSecured(ctx context.Context, d Secured, address string) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listening for HTTPS of the simulated %s: %w", d.Name(), err)
	}
	authority, err := newAuthority(d.Name())
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	own, err := authority.issue(listener.Addr())
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	s.ca, s.secureURL = authority.pem, "https://"+reachable(listener.Addr())
	return tls.NewListener(openListener{listener, func() bool { return d.Serves(true) }}, &tls.Config{
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			if given := d.Certificate(); given != nil {
				return given, nil
			}
			return &own, nil
		},
		NextProtos: []string{"http/1.1"},
		MinVersion: tls.VersionTLS12,
		// A resumed session would show the certificate of an earlier one.
		SessionTicketsDisabled: true,
	}), nil
}

// openListener closes the connections that come while it isn't open.
type openListener struct {
	net.Listener
	open func() bool
}

// Accept implements net.Listener.
func (l openListener) Accept() (net.Conn, error) {
	for {
		connection, err := l.Listener.Accept()
		if err != nil || l.open() {
			return connection, err
		}
		// Nobody is there to be told.
		_ = connection.Close()
	}
}

// served drops the requests that a secured device doesn't serve.
func served(d Device, next http.Handler) http.Handler {
	secured, ok := d.(Secured)
	if !ok {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isControl(r.URL.Path) && !secured.Serves(r.TLS != nil) {
			drop(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}
