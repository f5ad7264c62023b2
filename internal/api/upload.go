package api

import "io"

// Upload is the body of a change that sends files, for devices that take them.
type Upload struct {
	// Fields are sent beside the files.
	Fields map[string]string
	// Files are sent in this order.
	Files []File
}

// File is one file of an Upload. It is read while it is sent.
type File struct {
	// Field is what the device calls it.
	Field string
	// Name is the file's own, without folders.
	Name string
	// Size is its length in bytes.
	Size int64
	// Open begins reading it; a request that is repeated reads it again.
	Open func() (io.ReadCloser, error)
}
