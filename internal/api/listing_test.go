package api

import (
	"errors"
	"testing"
)

// TestWhole: all pages, or nothing of them.
func TestWhole(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for _, c := range []struct {
		name    string
		objects int
		err     error
		want    int
	}{{"none", 0, nil, 0}, {"several", 3, nil, 3}, {"broken off", 2, broken, -1}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := Whole(func(yield func(Object, error) bool) {
				for range c.objects {
					if !yield(Object{"id": "1"}, nil) {
						return
					}
				}
				if c.err != nil {
					yield(nil, c.err)
				}
			})
			if !errors.Is(err, c.err) || (got == nil) != (c.want < 0) || c.want >= 0 && len(got) != c.want {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
}
