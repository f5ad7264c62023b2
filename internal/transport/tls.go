package transport

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/hashicorp/go-cleanhttp"
)

// ErrNoCertificate says that a CACertificate holds no PEM certificate.
var ErrNoCertificate = errors.New("no PEM certificate found in the CA certificate text")

func newHTTPTransport(options Options) (*http.Transport, error) {
	config := &tls.Config{
		MinVersion: tls.VersionTLS12,
		// The person who configures the device decides, and is warned.
		InsecureSkipVerify: options.InsecureSkipVerify, //nolint:gosec // asked for explicitly
	}
	if options.CACertificate != "" {
		roots, err := x509.SystemCertPool()
		if err != nil {
			// Without system roots the given certificates are all there is.
			roots = x509.NewCertPool()
		}
		if !roots.AppendCertsFromPEM([]byte(options.CACertificate)) {
			return nil, ErrNoCertificate
		}
		config.RootCAs = roots
	}
	transport := cleanhttp.DefaultPooledTransport()
	transport.TLSClientConfig = config
	transport.DialContext = (&net.Dialer{
		Timeout:   options.ConnectTimeout,
		KeepAlive: 30 * time.Second,
	}).DialContext
	transport.TLSHandshakeTimeout = options.ConnectTimeout
	transport.IdleConnTimeout = idleTimeout
	transport.MaxIdleConnsPerHost = options.ConcurrentRequests
	transport.MaxIdleConns = options.ConcurrentRequests * max(1, len(options.Endpoints))
	return transport, nil
}
