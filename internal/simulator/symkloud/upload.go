package symkloud

import (
	"errors"
	"io"
	"os"
	"slices"
)

// maxFile is the largest file that is kept in memory, in bytes; bundles are
// larger and aren't.
const maxFile = 1 << 20

// readFiles reads the parts of an upload, which may have the given names, once
// each. What isn't multipart has no parts.
func readFiles(c *call, names ...string) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := eachPart(c, names, func(name string, content io.Reader) error {
		content = io.LimitReader(content, maxFile+1)
		file, err := io.ReadAll(content)
		if err != nil || len(file) > maxFile {
			return refuse(codeNotWritten)
		}
		files[name] = file
		return nil
	})
	return files, err
}

// eachPart hands the parts of an upload over one after the other.
func eachPart(c *call, names []string, take func(name string, content io.Reader) error) error {
	if c.request.URL.RawQuery != "" {
		return refuse(codeBadParameters)
	}
	parts, err := c.request.MultipartReader()
	if err != nil {
		return nil //nolint:nilerr // no parts: what is missing has a code
	}
	seen := []string{}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil || !slices.Contains(names, part.FormName()) || slices.Contains(seen, part.FormName()) {
			return refuse(codeBadParameters)
		}
		seen = append(seen, part.FormName())
		if err := take(part.FormName(), part); err != nil {
			return err
		}
	}
}

// spool writes a large file to disk, from where it can be read in any order.
// done takes it away again.
func spool(content io.Reader) (file *os.File, size int64, done func(), err error) {
	file, err = os.CreateTemp("", "symkloud-upload-")
	if err != nil {
		return nil, 0, nil, refuse(codeNotWritten)
	}
	done = func() {
		// What can't be taken away is left to the system's cleaning.
		_ = file.Close()
		_ = os.Remove(file.Name())
	}
	if size, err = io.Copy(file, content); err != nil {
		done()
		return nil, 0, nil, refuse(codeNotWritten)
	}
	return file, size, done, nil
}
