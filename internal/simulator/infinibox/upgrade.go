package infinibox

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
)

// upgradeRoutes is the update of GUI and CLI of the section "System".
func (a *Array) upgradeRoutes() []route {
	upgrade := post("system/upgrade", administrators(), a.upgrade)
	upgrade.files = true
	return []route{upgrade}
}

// upgrade takes a package and forgets it: there's neither GUI nor CLI here.
func (a *Array) upgrade(c *call) (*answer, error) {
	size, err := c.fileSize()
	if err != nil {
		return nil, err
	}
	if err := c.approve("This operation is irreversible. In addition, the GUI and InfiniShell are not available during the update"); err != nil {
		return nil, err
	}
	if size == 0 {
		return nil, fail("UPGRADE_FILE_INVALID")
	}
	return plain(flag(true)), nil
}

// fileSize is the length of the first file in the call's form. The boundary of
// a form is what its first line says after two dashes.
func (c *call) fileSize() (int64, error) {
	first, _, _ := bytes.Cut(c.body, []byte("\r\n"))
	boundary, ok := bytes.CutPrefix(first, []byte("--"))
	if !ok {
		return 0, fail("MALFORMED_CONTENT")
	}
	form := multipart.NewReader(bytes.NewReader(c.body), string(boundary))
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) || part == nil {
			return 0, fail("MALFORMED_CONTENT")
		}
		if part.FileName() == "" {
			continue
		}
		size, err := io.Copy(io.Discard, part)
		if err != nil {
			return 0, fail("MALFORMED_CONTENT")
		}
		return size, nil
	}
}
