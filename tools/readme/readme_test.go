package readme

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const document = "# Title\n\n<!-- speed -->\nold\n<!-- /speed -->\n\nThe rest.\n"

func TestWriteReplacesWhatIsBetweenTheMarks(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "README.md")
	if err := os.WriteFile(file, []byte(document), 0o600); err != nil {
		t.Fatal(err)
	}
	const want = "# Title\n\n<!-- speed -->\n\n| a |\n|---|\n\n<!-- /speed -->\n\nThe rest.\n"
	for range 2 {
		if err := Write(file, "speed", "| a |\n|---|\n"); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestWriteRefusesADocumentWithoutTheMarks(t *testing.T) {
	t.Parallel()
	for name, document := range map[string]string{
		"none":         "# Title\n",
		"others":       strings.ReplaceAll(document, "speed", "space"),
		"no end":       strings.ReplaceAll(document, "<!-- /speed -->", ""),
		"twice":        document + document,
		"wrong way up": "<!-- /speed -->\n<!-- speed -->\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "README.md")
			if err := os.WriteFile(file, []byte(document), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := Write(file, "speed", "new"); err == nil || !strings.Contains(err.Error(), file) {
				t.Errorf("the error is %v", err)
			}
			if got, err := os.ReadFile(file); err != nil || string(got) != document {
				t.Errorf("the document is %q now, %v", got, err)
			}
		})
	}
}
