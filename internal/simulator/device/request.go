package device

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// recordedBody is how much of a body is looked at by matches and kept in the
// request log, in bytes.
const recordedBody = 16 << 10

// Request is one request to the device API, as the request log keeps it.
type Request struct {
	// Number counts from 1 in the order of arrival.
	Number uint64 `json:"number"`
	// Time of arrival, by the device's clock.
	Time time.Time `json:"time"`
	// Method, Path and Query as they were sent, secrets in the query masked.
	Method string `json:"method"`
	Path   string `json:"path"`
	Query  string `json:"query,omitempty"`
	// Secure tells that it came over HTTPS.
	Secure bool `json:"secure,omitempty"`
	// User of HTTP Basic credentials; never the password.
	User string `json:"user,omitempty"`
	// Body is the first 16 KiB of the request's body, the values of secret
	// fields masked.
	Body string `json:"body,omitempty"`
	// Status that went back, 0 while none has and when the connection was
	// dropped instead.
	Status int `json:"status"`
	// Executed tells whether the device got to see the request.
	Executed bool `json:"executed"`
	// Faults that struck the request, by id.
	Faults []int `json:"faults,omitempty"`
	// Duration from arrival until the answer was there, in real time.
	Duration time.Duration `json:"-"`
}

// MarshalJSON implements json.Marshaler; the duration is text such as "20ms".
func (r Request) MarshalJSON() ([]byte, error) {
	type fields Request
	return json.Marshal(struct {
		fields
		Duration span `json:"duration"`
	}{fields(r), span(r.Duration)})
}

// Counter counts the requests with one method and one shape of path.
type Counter struct {
	Method string `json:"method"`
	// Path with "{id}" for numbers, UUIDs and long hexadecimal names.
	Path string `json:"path"`
	// Requests since the log was cleared.
	Requests int `json:"requests"`
	// Failed ones among them: status 400 and above, or no answer.
	Failed int `json:"failed"`
}

// Totals counts all requests since the log was cleared.
type Totals struct {
	Requests int `json:"requests"`
	Failed   int `json:"failed"`
	// Forgotten are those that the log has no room for any more.
	Forgotten int `json:"forgotten"`
	// InFlight is the number of requests without an answer now, Peak the
	// largest such number.
	InFlight int `json:"in_flight"`
	Peak     int `json:"peak"`
}

// arrived makes the record of a request and takes the part of the body that
// the device will read again.
func arrived(r *http.Request, now time.Time) (record *Request, body []byte) {
	body = peek(r)
	user, _, _ := r.BasicAuth()
	return &Request{
		Time: now, Method: r.Method, Path: r.URL.Path, Secure: r.TLS != nil, User: user,
		Query: maskForm(r.URL.RawQuery),
		Body:  maskBody(r.Header.Get("Content-Type"), body),
	}, body
}

// peek reads the first part of a body and puts it back. An error while reading
// is left for the device to find.
func peek(r *http.Request) []byte {
	if r.Body == nil || r.Body == http.NoBody {
		return nil
	}
	start, _ := io.ReadAll(io.LimitReader(r.Body, recordedBody))
	r.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(start), r.Body), r.Body}
	return start
}

// span is a duration that is text in JSON: "1h30m", "20ms".
type span time.Duration

// MarshalText implements encoding.TextMarshaler.
func (s span) MarshalText() ([]byte, error) { return []byte(time.Duration(s).String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *span) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("%q is no duration such as \"20ms\" or \"1h30m\"", text)
	}
	*s = span(d)
	return nil
}
