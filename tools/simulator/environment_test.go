package main

import (
	"strings"
	"testing"
)

func TestExportsMeanToAShellWhatTheyStandFor(t *testing.T) {
	t.Parallel()
	values := map[string]string{
		"ADDRESS":   "http://127.0.0.1:8080",
		"EMPTY":     "",
		"QUOTES":    `it's "quoted"`,
		"SHELL":     "$HOME `id` $(id) \\n ! * ~ #",
		"LINES":     "-----BEGIN-----\nab+/=\n-----END-----",
		"ODD_LINES": "it's\n\\t $HOME %s \\\\\n\"",
	}
	text := exports(values)
	if lines := strings.Count(text, "\n"); lines != len(values) {
		t.Errorf("%d lines for %d variables:\n%s", lines, len(values), text)
	}
	got := evaluate(t, text)
	for name, want := range values {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
}
