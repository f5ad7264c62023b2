package cli

import "testing"

func TestParseVersion(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Version{
		"1.16.1":           {Major: 1, Minor: 16, Patch: 1},
		"v1.14.0":          {Major: 1, Minor: 14},
		"1.15":             {Major: 1, Minor: 15},
		"1.14.0-rc2":       {Major: 1, Minor: 14, Prerelease: "rc2"},
		"1.17.0-dev+build": {Major: 1, Minor: 17, Prerelease: "dev"},
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got, err := ParseVersion(text)
			if err != nil || got != want {
				t.Errorf("got %+v, %v; want %+v", got, err, want)
			}
		})
	}
}

func TestParseVersionRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "1", "1.x.0", "1.2.3.4", "1.-2.0", "1.14.0-", "latest", "1.99999999999.0"} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			if got, err := ParseVersion(text); err == nil {
				t.Errorf("took %q for %s", text, got)
			}
		})
	}
}

func TestAtLeast(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"0.15.5":        false,
		"1.11.4":        false,
		"1.13.9":        false,
		"1.14.0-beta1":  false,
		"1.14.0":        true,
		"1.14.1":        true,
		"1.15.0-alpha2": true,
		"1.16.1":        true,
		"2.0.0":         true,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			version, err := ParseVersion(text)
			if err != nil {
				t.Fatal(err)
			}
			if got := version.AtLeast(Least()); got != want {
				t.Errorf("got %t, want %t", got, want)
			}
		})
	}
}

func FuzzParseVersion(f *testing.F) {
	f.Add("1.16.1")
	f.Add("v1.14.0-rc2+build")
	f.Fuzz(func(t *testing.T, text string) {
		version, err := ParseVersion(text)
		if err != nil {
			return
		}
		again, err := ParseVersion(version.String())
		if err != nil || again != version {
			t.Errorf("%q became %s, which reads as %+v, %v", text, version, again, err)
		}
	})
}
