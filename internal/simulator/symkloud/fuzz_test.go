package symkloud_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

// fuzzed is a stack for one fuzz test, on a clock that stands still.
func fuzzed(f *testing.F) (s *symkloud.Stack, token string) {
	f.Helper()
	clock := device.NewClock(nil)
	clock.Freeze()
	s = symkloud.New(symkloud.Options{Clock: clock})
	r := httptest.NewRequest(http.MethodGet, "/v3/Auth", nil)
	r.SetBasicAuth("admin", symkloud.AdminPassword)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	_, rest, _ := strings.Cut(w.Body.String(), `"token":"`)
	token, _, _ = strings.Cut(rest, `"`)
	return s, token
}

// sent is what the stack answers to a body.
func sent(s *symkloud.Stack, token, method, path, kind, body string) reply {
	r := httptest.NewRequest(method, "/v3/Platform/6/"+path, strings.NewReader(body))
	r.Header.Set("Content-Type", kind)
	r.SetBasicAuth("admin", token)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return reply{status: w.Code, body: w.Body.String()}
}

const formType = "application/x-www-form-urlencoded"

// Whatever a client sends as a form, it succeeds or has a documented code, and a
// refused one changes nothing.
func FuzzForm(f *testing.F) {
	s, token := fuzzed(f)
	for _, seed := range []string{
		"ip=10.0.0.1&netmask=24", "ip=10.0.0.1&netmask=24&netmask=25", "ip=%zz", "ip=1;netmask=2", "", "&&&", "ip", "=", "ip=10.0.0.1&netmask=0x18",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		before, _ := s.Object("platforms", "6")
		answered := sent(s, token, http.MethodPost, "SharedIp", formType, body)
		after, _ := s.Object("platforms", "6")
		answered.t = t
		switch answered.fields()["status"] {
		case "Failure":
			answered.refused(4)
			if compact(t, before) != compact(t, after) {
				t.Errorf("%q changed something", body)
			}
		case "Success":
			values, err := url.ParseQuery(body)
			if err != nil || values.Get("ip") != after["sharedIp"] || values.Get("netmask") != after["sharedNetmask"] {
				t.Errorf("%q made %v", body, after)
			}
		default:
			t.Errorf("%q answers %s", body, answered.body)
		}
	})
}

// Whatever JSON is in a form, it succeeds or has one of the call's codes.
func FuzzJSONInForm(f *testing.F) {
	s, token := fuzzed(f)
	for _, seed := range []string{
		`[{"slot":"1","speed":"10"}]`, `[]`, `[{}]`, `[null]`, `{"slot":"1"}`, `[{"slot":"1","speed":"10"},{"slot":"1","speed":"1"}]`,
		`[{"slot":"\u0031","speed":"10"}]`, `[{"slot":1e0,"speed":10}]`, `[[`, `[{"slot":"1","slot":"3","speed":"10"}]`, `[1, 23, 35]`, `[-1]`, `[1.5]`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, config string) {
		for _, call := range []struct{ path, name, more, codes string }{
			{"SwitchSpeed", "speedConfig", "", "[0 4 6 7]"},
			{"FabricDefaultPortMode", "fabricPortModeConfig", "", "[0 4 6 56]"},
			{"Node/1/MonitoredSensors", "list", "&value=yes", "[0 4 15]"},
		} {
			answered := sent(s, token, http.MethodPost, call.path, formType, call.name+"="+url.QueryEscape(config)+call.more)
			answered.t = t
			code, ok := answered.fields()["code"]
			if codes := " " + strings.Trim(call.codes, "[]") + " "; !ok || !strings.Contains(codes, " "+compact(t, code)+" ") {
				t.Errorf("%s with %q answers %s", call.path, config, answered.body)
			}
		}
	})
}

// Whatever is uploaded as a bundle is one or is refused.
func FuzzBundle(f *testing.F) {
	s, token := fuzzed(f)
	for _, seed := range []string{"", "PK\x03\x04", "PK\x05\x06" + strings.Repeat("\x00", 18)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content string) {
		const boundary = "fuzz"
		body := "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.zip\"\r\n\r\n" + content + "\r\n--" + boundary + "--\r\n"
		answered := sent(s, token, http.MethodPost, "UploadBundle", "multipart/form-data; boundary="+boundary, body)
		answered.t = t
		switch compact(t, answered.fields()["code"]) {
		case "0", "1", "4", "21":
		default:
			t.Errorf("%q answers %s", content, answered.body)
		}
	})
}
