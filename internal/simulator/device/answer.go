package device

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// answer keeps what a device answers until the whole of it is known, so that a
// fault can still replace, cut or lose it, and so that the request log is
// complete before the client sees the first byte.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func newAnswer() *answer { return &answer{header: http.Header{}} }

// Header implements http.ResponseWriter.
func (a *answer) Header() http.Header { return a.header }

// WriteHeader implements http.ResponseWriter; informational answers are not
// kept.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 && status >= http.StatusOK {
		a.status = status
	}
}

// Write implements http.ResponseWriter.
func (a *answer) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(p)
}

// complete fills in what a handler may leave out. The Date is the device's own.
func (a *answer) complete(now time.Time) {
	a.WriteHeader(http.StatusOK)
	a.header.Set("Date", now.UTC().Format(http.TimeFormat))
	if a.status != http.StatusNoContent && a.status != http.StatusNotModified {
		a.header.Set("Content-Length", strconv.Itoa(a.body.Len()))
	}
}

// deliver sends the whole answer.
func (a *answer) deliver(w http.ResponseWriter) {
	header := w.Header()
	for name, values := range a.header {
		header[name] = values
	}
	w.WriteHeader(a.status)
	// A client that has gone away is no fault of the device.
	_, _ = w.Write(a.body.Bytes())
}

// truncate announces the whole answer, sends the first n bytes of its body
// (always at least one byte less than the whole) and drops the connection.
func (a *answer) truncate(w http.ResponseWriter, n int) {
	part := a.body.Bytes()
	part = part[:max(0, min(n, len(part)-1))]
	connection, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		cannotDrop(w)
		return
	}
	defer func() { _ = connection.Close() }()
	_, _ = fmt.Fprintf(buffered, "HTTP/1.1 %d %s\r\n", a.status, http.StatusText(a.status))
	_ = a.header.Write(buffered)
	_, _ = buffered.WriteString("\r\n")
	_, _ = buffered.Write(part)
	_ = buffered.Flush()
}

// drop closes the connection without an answer.
func drop(w http.ResponseWriter) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		cannotDrop(w)
		return
	}
	_ = connection.Close()
}

// cannotDrop answers where there is no connection of HTTP/1.1 to close.
func cannotDrop(w http.ResponseWriter) {
	http.Error(w, "only a connection of HTTP/1.1 can be dropped", http.StatusNotImplemented)
}
