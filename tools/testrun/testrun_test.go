package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// suites are packages whose tests end in every way that tests can.
var suites = map[string]string{
	"passing": `
func TestOne(t *testing.T) {}
func TestTwo(t *testing.T) {
	t.Run("a", func(t *testing.T) { t.Log("not shown") })
	t.Run("b/c", func(t *testing.T) {})
}
func FuzzThree(f *testing.F) { f.Add("seed"); f.Fuzz(func(*testing.T, string) {}) }
func ExampleTest() { fmt.Println("hello") // Output: hello
}`,
	"failing": `
func TestOne(t *testing.T) { t.Error("one is wrong") }
func TestTwo(t *testing.T) {
	t.Run("a", func(t *testing.T) { t.Error("a is wrong") })
	t.Run("b", func(t *testing.T) {})
	t.Error("two is wrong as well")
}
func TestThree(t *testing.T) {
	t.Run("a", func(t *testing.T) {})
	t.Error("three is wrong by itself")
}`,
	"skipping": `
func TestOne(t *testing.T) { t.Skip("one needs a newer Terraform") }
func TestTwo(t *testing.T) { t.Run("a", func(t *testing.T) { t.SkipNow() }) }
func TestThree(t *testing.T) {}`,
	"panicking": `
func TestOne(t *testing.T) {}
func TestTwo(t *testing.T) { panic("two has fallen over") }
func TestThree(t *testing.T) {}`,
	"stuck": `
func TestOne(t *testing.T) {}
func TestTwo(t *testing.T) { fmt.Println("two waits"); select {} }`,
	"unbuildable": `func TestOne(t *testing.T) { undefined() }`,
	"leaving":     `func TestMain(m *testing.M) { m.Run(); fmt.Println("main has left"); os.Exit(3) }; func TestOne(t *testing.T) {}`,
	"empty":       ``,
}

func TestFollowReports(t *testing.T) {
	t.Parallel()
	dir := writeSuites(t)
	for name, test := range map[string]struct {
		closing string
		good    bool
		shown   []string
	}{
		"passing":     {closing: "5 passed, 0 failed, 0 skipped", good: true, shown: []string{"ok        5 tests"}},
		"failing":     {closing: "2 passed, 3 failed, 0 skipped", shown: []string{"one is wrong", "TestTwo/a", "a is wrong", "two is wrong as well", "three is wrong by itself"}},
		"skipping":    {closing: "1 passed, 0 failed, 2 skipped", shown: []string{"FAIL      3 tests", "SKIP: suites/skipping TestOne", "one needs a newer Terraform", "TestTwo/a"}},
		"panicking":   {closing: "1 passed, 1 failed, 0 skipped", shown: []string{"TestTwo", "two has fallen over"}},
		"stuck":       {closing: "1 passed, 1 failed, 0 skipped", shown: []string{"TestTwo", "two waits", "timed out"}},
		"unbuildable": {closing: "0 passed, 1 failed, 0 skipped", shown: []string{"package suites/unbuildable", "undefined: undefined"}},
		"leaving":     {closing: "1 passed, 1 failed, 0 skipped", shown: []string{"package suites/leaving", "main has left"}},
		"empty":       {closing: "0 passed, 0 failed, 0 skipped", shown: []string{"No test has run."}},
		"...":         {closing: "11 passed, 7 failed, 2 skipped"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			command := exec.CommandContext(t.Context(), "go", "test", "-json", "-vet=off", "-timeout=5s", "./"+name)
			command.Dir = dir
			command.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
			var report strings.Builder
			good, err := follow(command, &report)
			if err != nil {
				t.Fatal(err)
			}
			if good != test.good {
				t.Errorf("good is %t", good)
			}
			lines := strings.Split(strings.TrimSuffix(report.String(), "\n"), "\n")
			if closing := lines[len(lines)-1]; closing != test.closing {
				t.Errorf("closed with %q, want %q", closing, test.closing)
			}
			for _, part := range test.shown {
				if !strings.Contains(report.String(), part) {
					t.Errorf("%q is missing", part)
				}
			}
			if strings.Contains(report.String(), "not shown") {
				t.Error("shows what a passed test printed")
			}
			if t.Failed() {
				t.Log(report.String())
			}
		})
	}
}

func writeSuites(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{"go.mod": "module suites\n\ngo 1.26\n"}
	for name, body := range suites {
		files[name+"/x_test.go"] = "package x\n\nimport (\n\t\"fmt\"\n\t\"os\"\n\t\"testing\"\n)\n\nvar _ = fmt.Sprint\nvar _ = os.Exit\nvar _ *testing.T\n" + body + "\n"
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFollowNeedsItsCommand(t *testing.T) {
	t.Parallel()
	good, err := follow(exec.CommandContext(t.Context(), filepath.Join(t.TempDir(), "absent")), &strings.Builder{})
	if good || err == nil {
		t.Errorf("good is %t, error is %v", good, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{"Action":"run","Package":"p","Test":"TestA/b"}` + "\n" + `{"Action":"fail","Package":"p","Test":"TestA/b"}`)
	f.Add("# p\nx.go:1: undefined")
	f.Fuzz(func(t *testing.T, text string) {
		results := newResults()
		if err := results.read(strings.NewReader(text), func(*tested) {}); err != nil {
			t.Fatal(err)
		}
		counts := results.counts()
		tests := 0
		for _, p := range results.packages {
			tests += len(p.tests)
		}
		if counted := counts.passed + len(counts.failed) + len(counts.skipped); counted > tests {
			t.Errorf("counted %d of %d tests", counted, tests)
		}
	})
}
