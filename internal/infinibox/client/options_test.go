package client

import (
	"errors"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

func TestEndpointsThatAreAccepted(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"https://ibox01.example.com":           "https://ibox01.example.com/api/rest",
		"https://IBOX01.example.com/":          "https://ibox01.example.com/api/rest",
		"https://ibox01.example.com/api/rest":  "https://ibox01.example.com/api/rest",
		"https://ibox01.example.com/api/rest/": "https://ibox01.example.com/api/rest",
		"http://127.0.0.1:8080":                "http://127.0.0.1:8080/api/rest",
		"https://[2001:db8::1]:8443/":          "https://[2001:db8::1]:8443/api/rest",
		"\thttps://ibox01.example.com\n":       "https://ibox01.example.com/api/rest",
	} {
		got, problem := transport.ParseEndpoint(given, root, example)
		if problem != "" || got.String() != want {
			t.Errorf("%q: %v, %s", given, got, problem)
		}
	}
}

func TestOptionsThatAreRefusedNameTheAttribute(t *testing.T) {
	t.Parallel()
	const secret = "pa55word"
	base := Options{Endpoint: "https://ibox01", Username: "terraform", Password: secret}
	tests := map[string]struct {
		option string
		change func(*Options)
	}{
		"no endpoint":          {"endpoint", func(o *Options) { o.Endpoint = "" }},
		"no scheme":            {"endpoint", func(o *Options) { o.Endpoint = "ibox01.example.com" }},
		"port without scheme":  {"endpoint", func(o *Options) { o.Endpoint = "ibox01:443" }},
		"other scheme":         {"endpoint", func(o *Options) { o.Endpoint = "ftp://ibox01" }},
		"no host":              {"endpoint", func(o *Options) { o.Endpoint = "https:///api/rest" }},
		"credentials":          {"endpoint", func(o *Options) { o.Endpoint = "https://u:" + secret + "@ibox01" }},
		"broken credentials":   {"endpoint", func(o *Options) { o.Endpoint = "https://u:" + secret + "/@ibox01" }},
		"other path":           {"endpoint", func(o *Options) { o.Endpoint = "https://ibox01/ui" }},
		"query":                {"endpoint", func(o *Options) { o.Endpoint = "https://ibox01/?a=b" }},
		"fragment":             {"endpoint", func(o *Options) { o.Endpoint = "https://ibox01/#top" }},
		"standby":              {"standby_endpoints", func(o *Options) { o.StandbyEndpoints = []string{"https://a", "b"} }},
		"no username":          {"username", func(o *Options) { o.Username = "" }},
		"username with colon":  {"username", func(o *Options) { o.Username = "a:b" }},
		"no password":          {"password", func(o *Options) { o.Password = "" }},
		"certificate":          {"ca_certificate", func(o *Options) { o.CACertificate = "nothing" }},
		"negative limit":       {"max_concurrent_requests", func(o *Options) { o.MaxConcurrentRequests = -1 }},
		"negative time":        {"request_timeout", func(o *Options) { o.RequestTimeout = -1 }},
		"endpoint with spaces": {"endpoint", func(o *Options) { o.Endpoint = "https://ibox 01" }},
	}
	for name, test := range tests {
		options := base
		test.change(&options)
		_, err := New(options)
		var problem *api.OptionError
		if !errors.As(err, &problem) || problem.Option != test.option || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOptionErrorNamesTheElement(t *testing.T) {
	t.Parallel()
	_, err := New(Options{Endpoint: "https://a", Username: "u", Password: "p", StandbyEndpoints: []string{"https://b", "c"}})
	var problem *api.OptionError
	if !errors.As(err, &problem) || problem.Index == nil || *problem.Index != 1 || !strings.HasPrefix(err.Error(), "standby_endpoints[1]: ") {
		t.Errorf("%+v", err)
	}
}

func TestNewSendsNothing(t *testing.T) {
	t.Parallel()
	a := newArray(t, result(200, "null"))
	client := connect(t, a, func(o *Options) { o.Approved, o.AdoptExisting = true, true })
	if settings := client.Settings(); !settings.Approved || !settings.AdoptExisting || settings.Username != testUser {
		t.Errorf("settings %+v", settings)
	}
	a.expect(t)
}

func TestSameEndpointTwiceIsOne(t *testing.T) {
	t.Parallel()
	options := Options{Endpoint: "https://a", Username: "u", Password: "p", StandbyEndpoints: []string{"https://b", "https://A/api/rest", "https://b/"}}
	endpoints, err := options.endpoints()
	if err != nil || len(endpoints) != 2 {
		t.Errorf("%v, %v", endpoints, err)
	}
}
