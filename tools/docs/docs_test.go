package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/terraform-onprem/terraform-provider-onprem/tools/terraform/cli"
)

// TestAccPages makes the pages once, and holds them, the examples and the
// schema against each other.
func TestAccPages(t *testing.T) {
	t.Parallel()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("acceptance tests run only with TF_ACC set")
	}
	root, err := cli.Root()
	if err != nil {
		t.Fatal(err)
	}
	made, err := render(t.Context(), root, t.TempDir(), os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("docs are current", func(t *testing.T) {
		t.Parallel()
		changes, err := differences(os.DirFS(filepath.Join(root, pages)), made.pages)
		if err != nil {
			t.Fatal(err)
		}
		if len(changes) > 0 {
			t.Errorf("docs/ isn't what the provider's schema, templates/ and examples/ make. Run make docs and commit docs/.\n%s", strings.Join(changes, "\n"))
		}
	})
	t.Run("every face has its page", func(t *testing.T) {
		t.Parallel()
		for kind, faces := range made.faces {
			for _, face := range faces {
				if _, err := fs.Stat(made.pages, kind.page(face)); err != nil {
					t.Errorf("%s %s: %v", kind, face, err)
				}
			}
		}
	})
	t.Run("every face has its example", func(t *testing.T) {
		t.Parallel()
		for kind, faces := range made.faces {
			for _, face := range faces {
				for _, file := range kind.examples(face) {
					if _, err := os.Stat(filepath.Join(root, "examples", file)); err != nil {
						t.Errorf("%s %s: its page has no example: %v", kind, face, err)
					}
				}
			}
		}
	})
	t.Run("every example has its face", func(t *testing.T) {
		t.Parallel()
		for _, kind := range kinds {
			entries, err := os.ReadDir(filepath.Join(root, "examples", string(kind)))
			if err != nil {
				t.Fatal(err)
			}
			for _, entry := range entries {
				if !slices.Contains(made.faces[kind], entry.Name()) {
					t.Errorf("examples/%s/%s: the provider has nothing of that name", kind, entry.Name())
				}
			}
		}
	})
	t.Run("pages link to pages", func(t *testing.T) {
		t.Parallel()
		wantLinks(t, made.pages)
	})
	t.Run("descriptions are sentences", func(t *testing.T) {
		t.Parallel()
		wantSentences(t, made.pages)
	})
	t.Run("examples are formatted", func(t *testing.T) {
		t.Parallel()
		terraform, err := cli.Find(t.Context(), root, os.Stderr)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := output(t.Context(), root, cli.Environment(os.Environ(), os.DevNull), terraform, "fmt", "-check", "-diff", "-recursive", "examples"); err != nil {
			t.Error(err)
		}
	})
}

// shown is a block of configuration that a template holds itself.
var shown = regexp.MustCompile("(?m)^```(terraform|hcl)\n")

// TestTemplatesShowExamples: all configuration on a page is a file below
// examples/, because those are applied. A Terraform CLI configuration, which
// can't be, says so in its first line.
func TestTemplatesShowExamples(t *testing.T) {
	t.Parallel()
	root, err := cli.Root()
	if err != nil {
		t.Fatal(err)
	}
	templates, err := texts(os.DirFS(filepath.Join(root, "templates")))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range templates {
		for _, at := range shown.FindAllStringIndex(text, -1) {
			if !strings.HasPrefix(text[at[1]:], "# ~/.terraformrc\n") {
				line := strings.Count(text[:at[0]], "\n") + 1
				t.Errorf("templates/%s:%d: show a file of examples/ with tffile instead", name, line)
			}
		}
	}
}

// link is a relative link of Markdown.
var link = regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)

// wantLinks fails for links to pages that there aren't.
func wantLinks(t *testing.T, folder fs.FS) {
	t.Helper()
	files, err := texts(folder)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for name, text := range files {
		for _, to := range link.FindAllStringSubmatch(text, -1) {
			found++
			target := filepath.ToSlash(filepath.Join(filepath.Dir(name), to[1]))
			if _, ok := files[target]; !ok {
				t.Errorf("docs/%s links to %s, which there isn't", name, to[1])
			}
		}
	}
	if found == 0 {
		t.Error("no page links to another")
	}
}

// attribute is a line of a page's schema: name, type, description.
var attribute = regexp.MustCompile("^- `(\\w+)` \\([^)]*\\)(.*)$")

// wantSentences fails for attributes without a description, or whose
// description doesn't end as a sentence does.
func wantSentences(t *testing.T, folder fs.FS) {
	t.Helper()
	files, err := texts(folder)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for name, text := range files {
		for line := range strings.Lines(text) {
			parts := attribute.FindStringSubmatch(strings.TrimSpace(line))
			if parts == nil {
				continue
			}
			found++
			description, _, nested := strings.Cut(parts[2], "(see [below")
			description = strings.TrimSpace(description)
			// The framework describes timeouts one level below.
			if description == "" && nested && parts[1] == "timeouts" {
				continue
			}
			if !strings.HasSuffix(description, ".") {
				t.Errorf("docs/%s: the description of %s is %q, want a sentence", name, parts[1], description)
			}
		}
	}
	if found == 0 {
		t.Error("no page has attributes")
	}
}

func TestDifferences(t *testing.T) {
	t.Parallel()
	has := fstest.MapFS{
		"same.md":    {Data: []byte("a\nb\n")},
		"line.md":    {Data: []byte("a\nb\n")},
		"shorter.md": {Data: []byte("a\nb")},
		"gone.md":    {Data: []byte("a")},
	}
	wants := fstest.MapFS{
		"same.md":     {Data: []byte("a\nb\n")},
		"line.md":     {Data: []byte("a\nc\n")},
		"shorter.md":  {Data: []byte("a\nb\nc")},
		"added/to.md": {Data: []byte("a")},
	}
	changes, err := differences(has, wants)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"docs/added/to.md: new",
		`docs/line.md: line 2 is "b", should be "c"`,
		"docs/shorter.md: 2 lines, should be 3",
		"docs/gone.md: nothing makes it any more",
	}
	if !slices.Equal(changes, want) {
		t.Errorf("got %q, want %q", changes, want)
	}
}
