package transport

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"
)

// Describe says what an answer looks like that isn't the API's, without
// repeating it.
func (r *Response) Describe() string {
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if kind == "" {
		kind = http.DetectContentType(r.Body)
		kind, _, _ = strings.Cut(kind, ";")
	}
	if len(r.Body) == 0 {
		return "an empty answer"
	}
	if title := pageTitle(r.Body); title != "" {
		return fmt.Sprintf("a page titled %q", title)
	}
	return fmt.Sprintf("%d bytes of %s", len(r.Body), kind)
}

// pageTitle is the title of an HTML page, shortened: often it names the
// product that answered instead.
func pageTitle(body []byte) string {
	const longest = 60
	head := body[:min(len(body), 4096)]
	lower := bytes.ToLower(head)
	start := bytes.Index(lower, []byte("<title>"))
	if start < 0 || len(lower) != len(head) {
		return ""
	}
	start += len("<title>")
	length := bytes.IndexByte(head[start:], '<')
	if length < 0 || !utf8.Valid(head[start:start+length]) {
		return ""
	}
	title := []rune(strings.Join(strings.Fields(string(head[start:start+length])), " "))
	if len(title) > longest {
		return string(title[:longest]) + "..."
	}
	return string(title)
}
