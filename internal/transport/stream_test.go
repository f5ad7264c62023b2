package transport

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// streamed is a stream of a text.
func streamed(text string) *Stream {
	return &Stream{Length: int64(len(text)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}}
}

// drip gives a byte at a time, slowly.
type drip struct {
	left  int
	pause time.Duration
}

func (d *drip) Read(p []byte) (int, error) {
	if d.left == 0 {
		return 0, io.EOF
	}
	time.Sleep(d.pause)
	d.left--
	p[0] = 'x'
	return 1, nil
}

func TestStreamIsSentWithItsLengthByEveryAttempt(t *testing.T) {
	t.Parallel()
	type received struct {
		length int64
		body   string
	}
	var got []received
	take := func(then step) step {
		return func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				t.Error(err)
			}
			got = append(got, received{r.ContentLength, string(body)})
			then(w, r)
		}
	}
	server, _ := serve(t, take(drop), take(answer(429, "")), take(answer(200, "stored")))
	response, err := newClient(t, nil, server.URL).Do(t.Context(), Request{Method: http.MethodPost, Idempotent: true, Stream: streamed("bundle")})
	if err != nil || string(response.Body) != "stored" {
		t.Fatalf("%v, %v", response, err)
	}
	if len(got) != 3 {
		t.Fatalf("%d attempts, want 3", len(got))
	}
	for _, attempt := range got {
		if attempt != (received{6, "bundle"}) {
			t.Errorf("got %+v", attempt)
		}
	}
}

func TestStreamThatMovesMayTakeLongerThanTheTimeout(t *testing.T) {
	t.Parallel()
	server, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n, err := io.Copy(io.Discard, r.Body)
		if err != nil || n != 10 {
			t.Errorf("%d bytes, %v", n, err)
		}
		answer(200, "stored")(w, r)
	})
	slow := &Stream{Length: 10, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(&drip{left: 10, pause: 25 * time.Millisecond}), nil
	}}
	client := newClient(t, func(o *Options) { o.RequestTimeout = 100 * time.Millisecond }, server.URL)
	for _, idempotent := range []bool{true, false} {
		response, err := client.Do(t.Context(), Request{Method: http.MethodPost, Idempotent: idempotent, Stream: slow})
		if err != nil || string(response.Body) != "stored" {
			t.Errorf("%v, %v", response, err)
		}
	}
}

func TestStreamThatNobodyTakesEndsWithTheTimeout(t *testing.T) {
	t.Parallel()
	given := make(chan struct{})
	// A server doesn't see the client go before it has read the request.
	server, seen := serve(t, func(http.ResponseWriter, *http.Request) { <-given })
	defer close(given)
	client := newClient(t, func(o *Options) { o.RequestTimeout = 50 * time.Millisecond }, server.URL)
	big := strings.Repeat("x", 32<<20)
	_, err := client.Do(t.Context(), Request{Method: http.MethodPost, Stream: streamed(big)})
	if !errors.Is(err, api.ErrOutcomeUnknown) || !strings.Contains(err.Error(), "no answer within 50ms") || seen.count() != 1 {
		t.Errorf("%v after %d requests", err, seen.count())
	}
}

func TestStreamThatCannotBeReadIsNotTheDevicesFault(t *testing.T) {
	t.Parallel()
	server, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if n, err := io.Copy(io.Discard, r.Body); err == nil {
			t.Errorf("the device got a whole request of %d bytes, announced as %d", n, r.ContentLength)
		}
		answer(200, "")(w, r)
	})
	file := filepath.Join(t.TempDir(), "bundle.zip")
	tests := map[string]struct {
		stream *Stream
		says   string
	}{
		"can't be opened": {&Stream{Length: 1, Open: func() (io.ReadCloser, error) { return os.Open(file) }}, "no such file"},
		"breaks off": {&Stream{Length: 2 << 20, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(bytes.NewReader(make([]byte, 1<<20)), broken{})), nil
		}}, "the disk is gone"},
		"is shorter": {&Stream{Length: 10, Open: streamed("short").Open}, "size isn't what it was"},
		"is longer":  {&Stream{Length: 3, Open: streamed("longer").Open}, "size isn't what it was"},
	}
	for name, test := range tests {
		_, err := newClient(t, nil, server.URL).Do(t.Context(), Request{Method: http.MethodPost, Idempotent: true, Stream: test.stream})
		if !errors.Is(err, api.ErrRefused) || errors.Is(err, api.ErrOutcomeUnknown) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("the disk is gone") }

func TestGetThatChangesIsNeverRepeated(t *testing.T) {
	t.Parallel()
	server, seen := serve(t, answer(200, "first"), drop, answer(200, "second"))
	client := newClient(t, nil, server.URL)
	for i, want := range []error{nil, api.ErrOutcomeUnknown} {
		// The second goes out on the connection of the first, on which net/http
		// repeats a plain GET by itself.
		_, err := client.Do(t.Context(), Request{Method: http.MethodGet, Changes: true})
		if !errors.Is(err, want) {
			t.Errorf("request %d: %v", i+1, err)
		}
	}
	if seen.count() != 2 {
		t.Errorf("%d requests, want 2", seen.count())
	}
	for _, r := range seen.seen {
		if r.ContentLength != 0 || len(r.TransferEncoding) != 0 || r.Header.Get("Content-Length") != "" {
			t.Errorf("a GET with a body: %d, %v", r.ContentLength, r.TransferEncoding)
		}
	}
}
