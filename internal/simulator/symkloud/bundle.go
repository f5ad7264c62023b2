package symkloud

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// manifest is the file in a simulated bundle that says what it brings.
const manifest = "bundle.json"

// Firmware is what a bundle has for one model.
type Firmware struct {
	Model      string    `json:"model"`
	Components []Version `json:"components"`
}

// WriteBundle writes a bundle that a simulated platform takes: a zip archive
// with the file bundle.json, a JSON array of models with their components as
// BundleInfo shows them. Other files in it are left alone.
func WriteBundle(w io.Writer, firmware ...Firmware) error {
	archive := zip.NewWriter(w)
	file, err := archive.Create(manifest)
	if err != nil {
		return fmt.Errorf("writing a bundle: %w", err)
	}
	if err := json.NewEncoder(file).Encode(firmware); err != nil {
		return fmt.Errorf("writing a bundle: %w", err)
	}
	if err := archive.Close(); err != nil {
		return fmt.Errorf("writing a bundle: %w", err)
	}
	return nil
}

func (s *Stack) bundleRoutes() []route {
	const base = "Platform/{p}/"
	return []route{
		{methods: "POST", path: base + "UploadBundle", need: Administer, receive: receiveBundle, busy: codeUploading},
		{methods: "GET", path: base + "BundleInfo", need: ReadOnly, handle: showBundle},
	}
}

func showBundle(c *call) (any, error) {
	if c.platform.Bundle == nil {
		return nil, refuse(codeNoBundle)
	}
	return c.platform.Bundle, nil
}

// receiveBundle takes a bundle in, in place of the one before.
func receiveBundle(c *call) (func(*call) (any, error), error) {
	var given []Firmware
	found := false
	err := eachPart(c, []string{"file"}, func(_ string, content io.Reader) error {
		file, size, done, err := spool(content)
		if err != nil {
			return err
		}
		defer done()
		found = true
		given, err = readBundle(file, size)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, refuse(codeMissing)
	}
	return func(c *call) (any, error) {
		if c.platform.Upgrade.running() {
			return nil, refuse(codeUpgrading)
		}
		c.platform.Bundle = given
		c.platform.logUpgrade(c.now, manager, "Bundle uploaded")
		return nil, nil
	}, nil
}

// readBundle reads what a bundle brings: only a zip archive is one (21), and one
// without a sound manifest fails without a detail (1).
func readBundle(file io.ReaderAt, size int64) ([]Firmware, error) {
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return nil, refuse(codeNotZip)
	}
	content, err := archive.Open(manifest)
	if err != nil {
		return nil, refuse(codeFailed)
	}
	text, err := io.ReadAll(io.LimitReader(content, maxFile))
	if err := errors.Join(err, content.Close()); err != nil {
		return nil, refuse(codeFailed)
	}
	var given []Firmware
	if strictly(text, &given) != nil || len(given) == 0 {
		return nil, refuse(codeFailed)
	}
	for _, one := range given {
		if one.Model == "" || len(one.Components) == 0 {
			return nil, refuse(codeFailed)
		}
	}
	return given, nil
}
