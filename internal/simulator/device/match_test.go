package device

import (
	"regexp"
	"strings"
	"testing"
)

func TestGlob(t *testing.T) {
	t.Parallel()
	tests := []struct {
		pattern, path string
		want          bool
	}{
		{"/a/b", "/a/b", true},
		{"/a/b", "/a/b/c", false},
		{"/a/*", "/a/b", true},
		{"/a/*", "/a/", true},
		{"/a/*", "/a/b/c", false},
		{"/a/*/c", "/a/b/c", true},
		{"/a/**", "/a/b/c", true},
		{"/a/**/d", "/a/b/c/d", true},
		{"/a/**/d", "/a/d", false},
		{"/a/v*s", "/a/volumes", true},
		{"**", "", true},
		{"", "", true},
		{"", "/", false},
	}
	for _, test := range tests {
		if got := glob(test.pattern, test.path); got != test.want {
			t.Errorf("%q on %q: got %t", test.pattern, test.path, got)
		}
	}
}

// A pattern means the same as the regular expression that it can be written as.
func FuzzGlob(f *testing.F) {
	f.Add("/a/*/c", "/a/b/c")
	f.Add("/**/x*", "/a/b/xyz")
	f.Fuzz(func(t *testing.T, pattern, path string) {
		if len(pattern) > 30 || strings.Count(pattern, "*") > 6 {
			t.Skip()
		}
		parts := regexp.MustCompile(`\*+|[^*]+`).FindAllString(pattern, -1)
		for i, part := range parts {
			switch {
			case !strings.HasPrefix(part, "*"):
				parts[i] = regexp.QuoteMeta(part)
			case part == "*":
				parts[i] = `[^/]*`
			default:
				parts[i] = `(?s:.*)`
			}
		}
		expression, err := regexp.Compile("^" + strings.Join(parts, "") + "$")
		if err != nil {
			t.Skip()
		}
		if got, want := glob(pattern, path), expression.MatchString(path); got != want {
			t.Errorf("%q on %q: got %t, want %t", pattern, path, got, want)
		}
	})
}
