package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// faultKind says how far an attempt without an answer got.
type faultKind int

const (
	faultUnreached  faultKind = iota // no connection: certainly not executed
	faultLost                        // sent, perhaps carried out
	faultUntrusted                   // the certificate isn't trusted: not sent
	faultForeign                     // can't be the device: not sent
	faultOrphaned                    // nobody waits any more: not sent
	faultUnreadable                  // the body can't be read to its end: not sent whole
)

// fault is an attempt without an answer.
type fault struct {
	kind     faultKind
	endpoint string
	host     string
	message  string
	err      error
	// hopeless faults of an endpoint won't be better in a few seconds.
	hopeless bool
}

// repeatable reports whether the request may be sent again after this fault.
func (f *fault) repeatable(request Request) bool {
	if f == nil {
		return false
	}
	switch f.kind {
	case faultUnreached, faultUntrusted:
		return true
	case faultLost:
		return request.repeatable() && !f.hopeless
	default:
		return false
	}
}

// movesOn reports whether the next attempt should go to the next endpoint.
func (f *fault) movesOn(request Request) bool {
	return f.kind == faultUnreached || f.kind == faultUntrusted || f.kind == faultLost && f.repeatable(request)
}

// classify turns what net/http reports into a fault.
func classify(err error, endpoint *url.URL, connected, timedOut bool, timeout time.Duration) *fault {
	f := &fault{endpoint: origin(endpoint), host: endpoint.Host, err: err}
	if timedOut {
		// The attempt's own limit must not look like the caller's context.
		f.err = fmt.Errorf("no answer within %s", timeout)
	}
	var (
		certificate *tls.CertificateVerificationError
		record      tls.RecordHeaderError
		stream      *streamError
	)
	switch {
	case errors.As(err, &stream):
		return unreadable(stream.err)
	case errors.As(err, &certificate):
		// Another endpoint may be as good as this one; waiting won't mend it.
		f.kind, f.hopeless = faultUntrusted, true
		f.message = untrusted(endpoint.Host, certificate)
	case errors.As(err, &record), plainHTTP(err):
		f.kind = faultForeign
		f.message = fmt.Sprintf("%s doesn't speak TLS: is its address meant to begin with http:// or to have another port?", f.endpoint)
	case errors.Is(err, errTooLong):
		f.kind, f.hopeless = faultLost, true
		f.message = fmt.Sprintf("%s: %v", f.endpoint, err)
	case connected:
		f.kind = faultLost
		f.message = fmt.Sprintf("%s was sent the request, but its answer was lost: %s", f.endpoint, reason(f.err))
	default:
		f.kind = faultUnreached
		f.hopeless = unknownHost(err)
		f.message = fmt.Sprintf("%s can't be reached: %s", f.endpoint, reason(f.err))
	}
	return f
}

// untrusted says which certificate isn't trusted and why.
func untrusted(host string, err *tls.CertificateVerificationError) string {
	if len(err.UnverifiedCertificates) == 0 {
		return fmt.Sprintf("the certificate of %s isn't trusted: %v", host, err.Err)
	}
	leaf := err.UnverifiedCertificates[0]
	return fmt.Sprintf("the certificate of %s (subject %q, issuer %q, valid until %s) isn't trusted: %v",
		host, leaf.Subject, leaf.Issuer, leaf.NotAfter.UTC().Format(time.DateOnly), err.Err)
}

// plainHTTP recognises the words with which net/http reports an HTTP answer
// where TLS was expected; there is no type for it.
func plainHTTP(err error) bool {
	return strings.Contains(err.Error(), "server gave HTTP response to HTTPS client")
}

func unknownHost(err error) bool {
	var lookup *net.DNSError
	return errors.As(err, &lookup) && lookup.IsNotFound
}

// reason is what a person needs of an error that repeats addresses and the
// names of system calls on its way up.
func reason(err error) string {
	var lookup *net.DNSError
	switch {
	case errors.As(err, &lookup) && lookup.IsNotFound:
		return fmt.Sprintf("no such host %q", lookup.Name)
	case errors.As(err, &lookup):
		return fmt.Sprintf("looking up %q failed: %s", lookup.Name, lookup.Err)
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused"
	case errors.Is(err, syscall.ECONNRESET):
		return "connection reset"
	case errors.Is(err, context.DeadlineExceeded), isTimeout(err):
		return "timed out"
	}
	return err.Error()
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}
