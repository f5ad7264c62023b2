package client

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

func TestEndpointsThatAreAccepted(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"http://mgmt:9090":            "http://mgmt:9090/v3",
		"http://MGMT.example:9090/":   "http://mgmt.example:9090/v3",
		"https://mgmt/v3":             "https://mgmt/v3",
		"https://mgmt/v3/":            "https://mgmt/v3",
		"http://[2001:db8::1]:9090\n": "http://[2001:db8::1]:9090/v3",
	} {
		got, problem := transport.ParseEndpoint(given, root, example)
		if problem != "" || got.String() != want {
			t.Errorf("%q: %v, %s", given, got, problem)
		}
	}
}

func TestAddressesOfThePlatform(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		endpoint, secure string
		standby          []string
		want             []string
	}{
		"plain":         {"http://a:9090", "", nil, []string{"http://a:9090/v3", "https://a/v3"}},
		"IPv6":          {"http://[2001:db8::1]:9090", "", nil, []string{"http://[2001:db8::1]:9090/v3", "https://[2001:db8::1]/v3"}},
		"HTTPS alone":   {"https://a", "", nil, []string{"https://a/v3"}},
		"HTTPS given":   {"http://a:9090", "https://a:8443", nil, []string{"http://a:9090/v3", "https://a:8443/v3"}},
		"both managers": {"http://a:9090", "", []string{"http://b:9090"}, []string{"http://a:9090/v3", "http://b:9090/v3", "https://a/v3", "https://b/v3"}},
		"each once":     {"http://a:9090", "", []string{"https://a", "http://a:9090"}, []string{"http://a:9090/v3", "https://a/v3"}},
	}
	for name, test := range tests {
		options := Options{Endpoint: test.endpoint, HTTPSEndpoint: test.secure, StandbyEndpoints: test.standby, Username: "u", Password: "p", Platform: "6"}
		endpoints, err := options.endpoints()
		var got []string
		for _, endpoint := range endpoints {
			got = append(got, endpoint.String())
		}
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

func TestOptionsThatAreRefusedNameTheAttribute(t *testing.T) {
	t.Parallel()
	const secret = "pa55word"
	base := Options{Endpoint: "http://mgmt:9090", Username: "admin", Password: secret, Platform: "6"}
	tests := map[string]struct {
		option string
		change func(*Options)
	}{
		"no endpoint":         {"endpoint", func(o *Options) { o.Endpoint = "" }},
		"no scheme":           {"endpoint", func(o *Options) { o.Endpoint = "mgmt:9090" }},
		"no host":             {"endpoint", func(o *Options) { o.Endpoint = "http:///v3" }},
		"credentials":         {"endpoint", func(o *Options) { o.Endpoint = "http://u:" + secret + "@mgmt" }},
		"other path":          {"endpoint", func(o *Options) { o.Endpoint = "http://mgmt:9090/v2" }},
		"query":               {"endpoint", func(o *Options) { o.Endpoint = "http://mgmt:9090?a=b" }},
		"plain as HTTPS":      {"https_endpoint", func(o *Options) { o.HTTPSEndpoint = "http://mgmt" }},
		"standby":             {"standby_endpoints", func(o *Options) { o.StandbyEndpoints = []string{"http://b:9090", "c"} }},
		"no username":         {"username", func(o *Options) { o.Username = "" }},
		"username with colon": {"username", func(o *Options) { o.Username = "a:b" }},
		"no password":         {"password", func(o *Options) { o.Password = "" }},
		"no platform":         {"platform", func(o *Options) { o.Platform = "" }},
		"platform that moves": {"platform", func(o *Options) { o.Platform = ".." }},
		"certificate":         {"ca_certificate", func(o *Options) { o.CACertificate = "nothing" }},
		"negative limit":      {"max_concurrent_requests", func(o *Options) { o.MaxConcurrentRequests = -1 }},
		"negative time":       {"request_timeout", func(o *Options) { o.RequestTimeout = -1 }},
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
	_, err := New(Options{Endpoint: "http://a", Username: "u", Password: "p", Platform: "6", StandbyEndpoints: []string{"http://b", "c"}})
	var problem *api.OptionError
	if !errors.As(err, &problem) || problem.Index == nil || *problem.Index != 1 || !strings.HasPrefix(err.Error(), "standby_endpoints[1]: ") {
		t.Errorf("%+v", err)
	}
}

func TestNewSendsNothing(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, nil)
	client := connect(t, p.URL, func(o *Options) { o.AdoptExisting = true })
	if (client.Settings() != api.Settings{Username: testUser, AdoptExisting: true}) || len(p.requests()) != 0 {
		t.Errorf("%+v, %v", client.Settings(), p.requests())
	}
}

func TestPlatformIsEscaped(t *testing.T) {
	t.Parallel()
	client := connect(t, "http://mgmt:9090", func(o *Options) { o.Platform = "a/b" })
	if got := client.newRequest("GET", "UserList").Path; got != "Platform/a%2Fb/UserList" {
		t.Errorf("got %s", got)
	}
}
