package client

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"slices"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// patientUpload is the size from which a platform is asked whether it wants a
// body before that is sent: it may refuse the token, or be busy.
const patientUpload = 1 << 20

// errOtherSize: a file grew or shrank.
var errOtherSize = errors.New("its size has changed since it was looked at")

// encodeUpload writes files as a form in parts. Nothing is read before it is
// sent. The type names what separates the parts.
func encodeUpload(upload api.Upload) (stream *transport.Stream, mediaType string, err error) {
	var frame bytes.Buffer
	writer := multipart.NewWriter(&frame)
	for _, name := range slices.Sorted(maps.Keys(upload.Fields)) {
		if err := writer.WriteField(name, upload.Fields[name]); err != nil {
			return nil, "", fmt.Errorf("field %s: %w", name, err)
		}
	}
	// Each piece of the frame goes before the file of the same place.
	pieces := make([][]byte, 0, len(upload.Files)+1)
	length, cut := int64(0), 0
	for _, file := range upload.Files {
		if file.Open == nil || file.Size < 0 {
			return nil, "", fmt.Errorf("file %s: nothing says how to read it", file.Name)
		}
		if _, err := writer.CreateFormFile(file.Field, file.Name); err != nil {
			return nil, "", fmt.Errorf("file %s: %w", file.Name, err)
		}
		pieces = append(pieces, bytes.Clone(frame.Bytes()[cut:]))
		cut = frame.Len()
		length += file.Size
	}
	if err := writer.Close(); err != nil {
		return nil, "", fmt.Errorf("the end of the form: %w", err)
	}
	pieces = append(pieces, bytes.Clone(frame.Bytes()[cut:]))
	open := func() (io.ReadCloser, error) { return &parts{pieces: pieces, files: upload.Files}, nil }
	return &transport.Stream{Length: length + int64(frame.Len()), Open: open}, writer.FormDataContentType(), nil
}

// described names the files of an upload.
func described(upload api.Upload) string {
	var names []string
	for _, file := range upload.Files {
		names = append(names, fmt.Sprintf("the file %q (%d bytes) as %s", file.Name, file.Size, file.Field))
	}
	return strings.Join(names, ", ")
}

// parts reads frame and files in turn. One file is open at a time.
type parts struct {
	pieces [][]byte
	files  []api.File

	at      int // the piece that is next, and the file after it
	current io.Reader
	file    io.ReadCloser
	left    int64
}

// Read reads the next part.
func (p *parts) Read(piece []byte) (int, error) {
	for {
		switch {
		case p.file != nil:
			n, err := p.file.Read(piece)
			if p.left -= int64(n); p.left < 0 || (errors.Is(err, io.EOF) && p.left != 0) {
				return 0, p.named(errOtherSize)
			}
			if errors.Is(err, io.EOF) {
				err = p.next()
			}
			if n > 0 || err != nil {
				return n, p.named(err)
			}
		case p.current == nil:
			p.current = bytes.NewReader(p.pieces[p.at])
		default:
			n, err := p.current.Read(piece)
			if n > 0 || !errors.Is(err, io.EOF) {
				return n, err
			}
			if p.at == len(p.files) {
				return 0, io.EOF
			}
			if err := p.open(); err != nil {
				return 0, p.named(err)
			}
		}
	}
}

// open begins the file after the current piece.
func (p *parts) open() error {
	file, err := p.files[p.at].Open()
	if err != nil {
		return err
	}
	p.file, p.left = file, p.files[p.at].Size
	return nil
}

// next ends a file and goes on to the piece after it.
func (p *parts) next() error {
	err := p.file.Close()
	p.file, p.current = nil, nil
	if err == nil {
		p.at++
	}
	return err
}

// named adds the file's name to an error.
func (p *parts) named(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", p.files[min(p.at, len(p.files)-1)].Name, err)
}

// Close ends the file that is open.
func (p *parts) Close() error {
	if p.file == nil {
		return nil
	}
	file := p.file
	p.file = nil
	return file.Close()
}
