// Package readme keeps what programs write into README.md between two marks
// that a reader doesn't see.
package readme

import (
	"bytes"
	"fmt"
	"os"
	"strings"
)

// Write puts text between the marks of that name in a file, in the place of
// what is there. Both marks must be there once.
func Write(file, name, text string) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	replaced, err := replace(content, name, text)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return os.WriteFile(file, replaced, 0o644) //nolint:gosec // a file of the repository, read by everyone
}

// replace replaces what stands between the marks. Empty lines keep Markdown
// from taking it for a part of the marks.
func replace(content []byte, name, text string) ([]byte, error) {
	begin, end := []byte("<!-- "+name+" -->"), []byte("<!-- /"+name+" -->")
	if bytes.Count(content, begin) != 1 || bytes.Count(content, end) != 1 {
		return nil, fmt.Errorf("%s and %s must be there once", begin, end)
	}
	from, to := bytes.Index(content, begin)+len(begin), bytes.Index(content, end)
	if to < from {
		return nil, fmt.Errorf("%s comes after %s", begin, end)
	}
	text = "\n\n" + strings.TrimSpace(text) + "\n\n"
	return bytes.Join([][]byte{content[:from], content[to:]}, []byte(text)), nil
}
