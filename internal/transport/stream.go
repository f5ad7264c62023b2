package transport

import (
	"errors"
	"fmt"
	"io"
	"net/http"
)

// Stream is a body that is read while it is sent, so that its size costs no
// memory.
type Stream struct {
	// Length is its size in bytes.
	Length int64
	// Open begins it, for each attempt anew.
	Open func() (io.ReadCloser, error)
}

// fill gives an attempt's request its body, unless it has it already. The
// fault says what can't be read.
func (c *call) fill(request *http.Request, progress func()) *fault {
	stream := c.request.Stream
	switch {
	case stream != nil:
		opened, err := stream.Open()
		if err != nil {
			return unreadable(err)
		}
		request.ContentLength = stream.Length
		request.Body = &reader{stream: opened, left: stream.Length, progress: progress}
		// For a connection on which nothing could be written at all.
		request.GetBody = func() (io.ReadCloser, error) {
			again, err := stream.Open()
			if err != nil {
				return nil, &streamError{err}
			}
			return &reader{stream: again, left: stream.Length, progress: progress}, nil
		}
	case c.request.Changes && c.request.Body == nil && c.request.Method == http.MethodGet:
		// net/http would repeat a GET by itself, even one that the device may
		// have carried out, if it didn't have a body that can't be had again.
		request.Body, request.GetBody = io.NopCloser(nothing{}), nil
	}
	return nil
}

// nothing is a body without a byte.
type nothing struct{}

func (nothing) Read([]byte) (int, error) { return 0, io.EOF }

// reader tells of each piece of a stream that goes out, and lets no stream pass
// that isn't as long as was announced.
type reader struct {
	stream   io.ReadCloser
	left     int64
	progress func()
}

var errOtherLength = errors.New("its size isn't what it was")

// Read reads the next piece. The last one passes only when nothing follows it.
func (r *reader) Read(piece []byte) (int, error) {
	n, err := r.stream.Read(piece)
	r.left -= int64(n)
	if n > 0 && r.left == 0 && err == nil {
		err = r.end()
	}
	switch {
	case r.left < 0, errors.Is(err, io.EOF) && r.left > 0:
		return 0, &streamError{errOtherLength}
	case err != nil && !errors.Is(err, io.EOF):
		return 0, &streamError{err}
	}
	if n > 0 {
		r.progress()
	}
	return n, err
}

// end makes sure that nothing follows what was announced.
func (r *reader) end() error {
	switch n, err := io.ReadFull(r.stream, make([]byte, 1)); {
	case n > 0:
		return errOtherLength
	case err != nil:
		return err
	}
	return io.EOF
}

// Close ends the stream.
func (r *reader) Close() error {
	return r.stream.Close()
}

// streamError is a stream that couldn't be read, as opposed to one that
// couldn't be sent.
type streamError struct{ err error }

func (e *streamError) Error() string { return e.err.Error() }

func (e *streamError) Unwrap() error { return e.err }

// unreadable is the fault of a stream that can't be read to its end: the device
// got less than it was promised, so that it can't have carried out the request.
func unreadable(err error) *fault {
	return &fault{kind: faultUnreadable, message: fmt.Sprintf("what is to be sent can't be read: %v", err), err: err}
}
