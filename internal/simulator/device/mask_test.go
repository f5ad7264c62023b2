package device

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestMaskBody(t *testing.T) {
	t.Parallel()
	const form = "application/x-www-form-urlencoded; charset=utf-8"
	tests := map[string]struct{ contentType, body, want string }{
		"nothing":          {"", "", ""},
		"no secret":        {"", `{"size": 5, "name":"db01"}`, `{"size": 5, "name":"db01"}`},
		"password":         {"", `{"name":"a","password":"x"}`, `{"name":"a","password":"***"}`},
		"any case":         {"", `{"PassWord":"x"}`, `{"PassWord":"***"}`},
		"escaped name":     {"", `{"p\u0061ssword":"x"}`, `{"password":"***"}`},
		"nested":           {"", `[{"a":{"secret_key":"x"}}]`, `[{"a":{"secret_key":"***"}}]`},
		"object":           {"", `{"token":{"a":"x"}}`, `{"token":"***"}`},
		"null":             {"", `{"security_chap_inbound_secret":null}`, `{"security_chap_inbound_secret":null}`},
		"given twice":      {"", `{"password":"x","password":null}`, `{"password":null}`},
		"key of a role":    {"application/x-www-form-urlencoded", "name=a&newRoleKey=admin&key=b", "name=a&newRoleKey=admin&key=***"},
		"large number":     {"", `{"key":1,"size":12345678901234567890}`, `{"key":"***","size":12345678901234567890}`},
		"no markup escape": {"", `{"key":1,"a":"<&>"}`, `{"a":"<&>","key":"***"}`},
		"bare string":      {"", `"10.0.0.1"`, `"10.0.0.1"`},
		"form":             {form, "user=a&pass%77ord=b%20c&x=1", "user=a&pass%77ord=***&x=1"},
		"form, no value":   {form, "password=&x", "password=&x"},
		"cut JSON":         {"", `{"password":"x`, `[14 bytes that may hold a secret]`},
		"two documents":    {"", `{} {"password":"x"}`, `[19 bytes that may hold a secret]`},
		"markup":           {"", `<user><password>x</password></user>`, `[35 bytes that may hold a secret]`},
		"plain text":       {"", `hello`, `hello`},
		"binary":           {"", "\xff\xfe", `[2 bytes, not text]`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := maskBody(test.contentType, []byte(test.body)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// Whatever stands around a secret, it doesn't show.
func FuzzMaskBodyHidesSecrets(f *testing.F) {
	for _, seed := range []string{``, `,"b":1`, `}`, `,"password":null`, ` `, `,"a":{"password":2}`, "\xff"} {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	f.Fuzz(func(t *testing.T, rest string, first bool) {
		const secret = "hunter2"
		if strings.Contains(rest, secret) {
			t.Skip()
		}
		body := `{"password":"` + secret + `"` + rest + `}`
		if first {
			body = `{"a":1` + rest + `,"password":"` + secret + `"}`
		}
		got := maskBody("application/json", []byte(body))
		if strings.Contains(got, secret) || !utf8.ValidString(got) {
			t.Errorf("%q shows as %q", body, got)
		}
	})
}

func FuzzMaskFormHidesSecrets(f *testing.F) {
	f.Add("a=b", "c")
	f.Add("%zz", "&")
	f.Fuzz(func(t *testing.T, before, after string) {
		const secret = "hunter2"
		if strings.Contains(before, secret) || strings.Contains(after, secret) {
			t.Skip()
		}
		text := before + "&password=" + secret + "&" + after
		if got := maskForm(text); strings.Contains(got, secret) {
			t.Errorf("%q shows as %q", text, got)
		}
	})
}
