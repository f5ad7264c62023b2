package acctest_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/symkloud/client"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// connect is a client of a platform, by what points the provider at it.
func connect(t *testing.T, p *acctest.Platform) *client.Client {
	t.Helper()
	environment := p.Environment()
	made, err := client.New(client.Options{
		Endpoint: environment["SYMKLOUD_ENDPOINT"], HTTPSEndpoint: environment["SYMKLOUD_HTTPS_ENDPOINT"],
		CACertificate: environment["SYMKLOUD_CA_CERTIFICATE"], Platform: environment["SYMKLOUD_PLATFORM"],
		Username: environment["SYMKLOUD_USERNAME"], Password: environment["SYMKLOUD_PASSWORD"],
		Retry: transport.Retry{Pace: transport.Pace{Min: 20 * time.Millisecond, Max: 200 * time.Millisecond}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func do(t *testing.T, c *client.Client, method, path string, body map[string]any) error {
	t.Helper()
	_, err := c.Do(t.Context(), api.Change{Method: method, Path: path, Body: body})
	return err
}

func TestPlatformTellsWhatWouldHaveChangedIt(t *testing.T) {
	t.Parallel()
	p := acctest.NewPlatform(t)
	c := connect(t, p)
	for _, change := range [][2]string{{"POST", "SEL/Clear"}, {"GET", "StartSnmp"}, {"GET", "PSU/1/ResetStats"}} {
		if err := do(t, c, change[0], change[1], nil); err != nil {
			t.Error(err)
		}
	}
	if _, err := c.Get(t.Context(), "PSU/1/Value"); err != nil {
		t.Error(err)
	}
	err := errors.Join(
		do(t, c, http.MethodPut, "SEL/Settings", map[string]any{"pollingEnabled": false, "recordsRetention": 500}),
		do(t, c, http.MethodPost, "v3/Security/HTTPS", map[string]any{"enabled": true, "strictMode": false}))
	if err != nil {
		t.Error(err)
	}
	want := []string{
		"POST SEL/Clear", "GET StartSnmp", "GET PSU/1/ResetStats", "PUT SEL/Settings pollingEnabled=false&recordsRetention=500",
		"POST /v3/Security/HTTPS enabled=true&strictMode=false",
	}
	if got := p.Writes(); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestPlatformIsChangedBehindTheBack(t *testing.T) {
	t.Parallel()
	p := acctest.NewPlatform(t)
	c := connect(t, p)
	if id := p.Put("users", "", map[string]any{"name": "ricky", "password": "bobby", "roleKey": "user"}); id != "ricky" {
		t.Errorf("id %q", id)
	}
	p.Put("payloads", p.Number()+"/1/1", map[string]any{"description": "db"})
	payload, err := c.Get(t.Context(), "Node/1/Payload/1/Value")
	if err != nil || payload["description"] != "db" || p.Only("users", map[string]any{"name": "ricky"})["roleKey"] != "user" {
		t.Errorf("%v, %v", payload, err)
	}
	p.Remove("users", "ricky")
	if len(p.Find("users", map[string]any{"name": "ricky"})) != 0 {
		t.Error("the user is still there")
	}
	p.Break(device.Rule{Path: "/v3/Platform/*/Oid", Error: "5"})
	if _, err := c.Get(t.Context(), "Oid"); !errors.Is(err, api.ErrRefused) {
		t.Errorf("got %v", err)
	}
}

func TestPlatformFollowsToHTTPSAndBack(t *testing.T) {
	t.Parallel()
	p := acctest.NewPlatform(t)
	c := connect(t, p)
	for _, strict := range []bool{true, false} {
		if err := do(t, c, http.MethodPost, "v3/Security/HTTPS", map[string]any{"enabled": strict, "strictMode": strict}); err != nil {
			t.Fatal(err)
		}
		if err := do(t, c, http.MethodPost, "SharedIp", map[string]any{"ip": "10.0.0.9", "netmask": 24}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPlatformsUpgradeIsWaitedFor(t *testing.T) {
	t.Parallel()
	p := acctest.StartPlatform(t, symkloud.Options{Upgrade: 200 * time.Millisecond}, device.Options{})
	c := connect(t, p)
	p.Break(device.Rule{Path: "/v3/Platform/*/SharedIp", Error: "13", Times: 3})
	if err := do(t, c, http.MethodPost, "SharedIp", map[string]any{"ip": "10.0.0.9", "netmask": 24}); err != nil {
		t.Error(err)
	}
}

func TestProviderBlockOfAPlatform(t *testing.T) {
	t.Parallel()
	p := acctest.NewPlatform(t)
	block := p.Provider("read_only = true", `platform = "7"`)
	for _, line := range []string{"symkloud = {", `username = "admin"`, "read_only = true", `platform = "7"`, `endpoint = "` + p.URL() + `"`} {
		if !strings.Contains(block, line) {
			t.Errorf("%s lacks %s", block, line)
		}
	}
}

func TestEventsOfASimulatedPlatform(t *testing.T) {
	t.Parallel()
	p := acctest.NewPlatform(t)
	c := connect(t, p)
	for range 3 {
		if err := do(t, c, http.MethodPost, "Node/1/Payload/1/PowerCommand", map[string]any{"command": "reset"}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(250 * time.Millisecond)
	}
	var all, few int
	for event, err := range c.List(t.Context(), "SEL/Events", api.Query{}) {
		if err != nil || event["recordId"] == nil {
			t.Fatal(event, err)
		}
		all++
	}
	for _, err := range c.List(t.Context(), "SEL/Events", api.Query{Page: 3}) {
		if err != nil {
			t.Fatal(err)
		}
		few++
	}
	if all < 6 || few != all {
		t.Errorf("%d events as a whole, %d page by page", all, few)
	}
	table, err := c.Get(t.Context(), "SEL/Csv")
	if text, _ := table["result"].(string); err != nil || strings.Count(text, "\n") < all {
		t.Errorf("%v, %v", table, err)
	}
}
