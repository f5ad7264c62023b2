package catalogue

import (
	"strings"
	"testing"
)

func TestContradictionsAreErrors(t *testing.T) {
	t.Parallel()
	const volume = `{"method": "GET", "path": "volumes/{id}", "title": "Get", "section": "S", "entity": "volumes", "op": "read", "path_params": [{"name": "id"}]}`
	for name, c := range map[string]struct{ data, says string }{
		"unknown field":       {`{"colour": "red"}`, "colour"},
		"more after the end":  {`{} {}`, "follows"},
		"not JSON":            {`{`, "reading"},
		"entity twice":        {`{"entities": [{"name": "a"}, {"name": "a"}]}`, `"a" twice`},
		"entity of nobody":    {`{"endpoints": [` + volume + `]}`, `no entity "volumes"`},
		"error code":          {`{"entities": [{"name": "volumes"}], "endpoints": [` + strings.Replace(volume, `"op"`, `"errors": ["X"], "op"`, 1) + `]}`, "no status for X"},
		"general error code":  {`{"general_errors": ["X"]}`, "no status for X"},
		"title of nobody":     {`{"entities": [{"name": "volumes", "create": "Make"}], "endpoints": [` + volume + `]}`, `"Make"`},
		"asynchronous title":  {`{"entities": [{"name": "volumes", "asynchronous": ["Make"]}], "endpoints": [` + volume + `]}`, `"Make"`},
		"title twice":         {`{"entities": [{"name": "volumes"}], "endpoints": [` + volume + `,` + volume + `]}`, "two endpoints"},
		"undeclared in path":  {`{"entities": [{"name": "volumes"}], "endpoints": [` + strings.Replace(volume, `{"name": "id"}`, ``, 1) + `]}`, "{id}"},
		"declared for no use": {`{"entities": [{"name": "volumes"}], "endpoints": [` + strings.Replace(volume, `/{id}`, ``, 1) + `]}`, `"id" isn't`},
		"broken pattern":      {`{"entities": [{"name": "volumes"}], "endpoints": [` + strings.Replace(volume, `"name": "id"`, `"name": "id", "pattern": "("`, 1) + `]}`, "path parameter"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := parse([]byte(c.data)); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want %q", err, c.says)
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := parse(infiniBoxReference); err != nil {
			b.Fatal(err)
		}
	}
}
