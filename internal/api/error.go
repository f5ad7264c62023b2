package api

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// The kinds of failure that callers tell apart with errors.Is.
var (
	// ErrNotFound: the object doesn't exist.
	ErrNotFound = errors.New("not found")
	// ErrNameConflict: another object has the same natural key.
	ErrNameConflict = errors.New("name conflict")
	// ErrApprovalRequired: the device deems the change dangerous and no
	// approval was given.
	ErrApprovalRequired = errors.New("approval required")
	// ErrUnauthenticated: the device doesn't accept the credentials.
	ErrUnauthenticated = errors.New("credentials not accepted")
	// ErrForbidden: the account's role or pools don't allow it.
	ErrForbidden = errors.New("not permitted")
	// ErrRemotePermission: the device's peer has to permit it too, and no account
	// there that may do it was given.
	ErrRemotePermission = errors.New("permission on the remote system required")
	// ErrReadOnly: the provider was told not to write; nothing was sent.
	ErrReadOnly = errors.New("read-only")
	// ErrUnreachable: no endpoint could be reached; nothing was executed.
	ErrUnreachable = errors.New("unreachable")
	// ErrUntrusted: the endpoint's certificate isn't trusted; nothing was sent.
	ErrUntrusted = errors.New("certificate not trusted")
	// ErrOutcomeUnknown: a change was sent and its answer was lost, so the
	// device may or may not have carried it out.
	ErrOutcomeUnknown = errors.New("outcome unknown")
	// ErrNotTheDevice: something answered that doesn't speak the device's API.
	ErrNotTheDevice = errors.New("not the device's API")
	// ErrQueryTooLong: the values of a filter, whose field Fields names, don't
	// fit into a request; nothing was sent.
	ErrQueryTooLong = errors.New("query too long")
	// ErrRefused: the device refused for any other documented reason.
	ErrRefused = errors.New("refused")
)

// Error is a request that failed, with all a person needs to act on it. It
// never holds a secret.
type Error struct {
	// Kind is one of the errors above.
	Kind error
	// Device is the product's name: "InfiniBox".
	Device string
	// Endpoint is the address that was asked, without credentials.
	Endpoint string
	// Method and Path are the request's; Path includes the query.
	Method, Path string
	// Status is the HTTP status; 0 when there was no answer.
	Status int
	// Code is the device's own error code: "POOL_NOT_FOUND".
	Code string
	// Message is the device's own wording, or what went wrong locally.
	Message string
	// Reasons are what the device adds to the message.
	Reasons []string
	// Fields are the API fields that the device names in the message.
	Fields []string
	// Operator is the filter operator that the device names in the message, as
	// in a Filter; empty when it names none.
	Operator string
	// At is when the request ended, by the local clock.
	At time.Time
	// Err is the cause, if there is one.
	Err error
}

// Error says what failed in one line.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: ", e.Method, e.Path)
	if e.Status != 0 {
		fmt.Fprintf(&b, "HTTP %d ", e.Status)
	}
	if e.Code != "" {
		b.WriteString(e.Code + ": ")
	}
	b.WriteString(e.Message)
	return b.String()
}

// Unwrap makes errors.Is find both the kind and the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Err}
}
