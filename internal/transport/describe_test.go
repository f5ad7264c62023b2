package transport

import (
	"net/http"
	"strings"
	"testing"
)

func TestAnswersAreDescribedWithoutRepeatingThem(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 100)
	for body, want := range map[string]string{
		"":                                       "an empty answer",
		"<html><TITLE> Other\n Product </TITLE>": `a page titled "Other Product"`,
		"<title>" + long + "</title>":            `a page titled "` + long[:60] + `..."`,
		"<title>no end":                          "13 bytes of text/html",
		"plain":                                  "5 bytes of text/plain",
	} {
		response := &Response{Header: http.Header{}, Body: []byte(body)}
		if got := response.Describe(); got != want {
			t.Errorf("%q: %s, want %s", body, got, want)
		}
	}
}

func FuzzPageTitle(f *testing.F) {
	f.Add([]byte(`<html><title>x</title>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		if title := pageTitle(body); len([]rune(title)) > 63 {
			t.Errorf("long title %q", title)
		}
	})
}
