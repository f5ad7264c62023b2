package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// differences lists, a line each, how the files of one folder differ from those
// that it should have.
func differences(has, wants fs.FS) ([]string, error) {
	there, err := texts(has)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	wanted, err := texts(wants)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		text, ok := there[name]
		switch {
		case !ok:
			lines = append(lines, pages+"/"+name+": new")
		case text != wanted[name]:
			lines = append(lines, pages+"/"+name+": "+firstDifference(text, wanted[name]))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(there)) {
		if _, ok := wanted[name]; !ok {
			lines = append(lines, pages+"/"+name+": nothing makes it any more")
		}
	}
	return lines, nil
}

// texts are the files of a folder by path.
func texts(folder fs.FS) (map[string]string, error) {
	files := map[string]string{}
	err := fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(folder, name)
		files[name] = string(text)
		return err
	})
	return files, err
}

// firstDifference quotes the first line in which two texts differ.
func firstDifference(has, wants string) string {
	old, fresh := strings.Split(has, "\n"), strings.Split(wants, "\n")
	for i := range min(len(old), len(fresh)) {
		if old[i] != fresh[i] {
			return fmt.Sprintf("line %d is %q, should be %q", i+1, old[i], fresh[i])
		}
	}
	return fmt.Sprintf("%d lines, should be %d", len(old), len(fresh))
}
