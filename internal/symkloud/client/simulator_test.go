package client_test

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/symkloud/client"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// simulate starts a simulated stack.
func simulate(t *testing.T, options symkloud.Options) *device.Server {
	t.Helper()
	server, err := device.Start(t.Context(), symkloud.New(options), device.Options{ErrorLog: log.New(io.Discard, "", 0)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return server
}

// connect is a client of a simulated stack.
func connect(t *testing.T, server *device.Server, change ...func(*client.Options)) *client.Client {
	t.Helper()
	environment := server.Environment()
	options := client.Options{
		Endpoint: environment["SYMKLOUD_ENDPOINT"], Platform: environment["SYMKLOUD_PLATFORM"],
		Username: environment["SYMKLOUD_USERNAME"], Password: environment["SYMKLOUD_PASSWORD"],
		Retry: transport.Retry{Pace: transport.Pace{Min: 20 * time.Millisecond, Max: 200 * time.Millisecond}},
	}
	for _, set := range change {
		set(&options)
	}
	made, err := client.New(options)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestAccountsOfASimulatedStack(t *testing.T) {
	t.Parallel()
	c := connect(t, simulate(t, symkloud.Options{}))
	do := func(path string, fields map[string]any) error {
		_, err := c.Do(t.Context(), api.Change{Method: http.MethodPost, Path: path, Body: fields})
		return err
	}
	role := func(name string) any {
		for user, err := range c.List(t.Context(), "UserList", api.Query{Filters: []api.Filter{{Field: "name", Operator: "eq", Values: []string{name}}}}) {
			if err != nil {
				t.Fatal(err)
			}
			return user["roleKey"]
		}
		return nil
	}
	ricky := map[string]any{"name": "ricky", "password": "bobby&co=1", "roleKey": "operator"}
	if err := do("AddUser", ricky); err != nil || role("ricky") != "operator" {
		t.Fatalf("%v, %v", err, role("ricky"))
	}
	if err := do("AddUser", ricky); !errors.Is(err, api.ErrNameConflict) {
		t.Errorf("again: %v", err)
	}
	if err := do("ModifyUser", map[string]any{"name": "ricky", "newRoleKey": "user"}); err != nil || role("ricky") != "user" {
		t.Errorf("%v, %v", err, role("ricky"))
	}
	if err := do("DeleteUser", map[string]any{"name": "ricky"}); err != nil || role("ricky") != nil {
		t.Errorf("%v, %v", err, role("ricky"))
	}
	if err := do("DeleteUser", map[string]any{"name": "ricky"}); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("gone: %v", err)
	}
}

func TestRolesOfASimulatedStack(t *testing.T) {
	t.Parallel()
	server := simulate(t, symkloud.Options{Users: []symkloud.User{
		{Name: "admin", Password: "admin-1", Role: "admin"}, {Name: "reader", Password: "reader-1", Role: "user"},
	}})
	reader := connect(t, server, func(o *client.Options) { o.Username, o.Password = "reader", "reader-1" })
	if _, err := reader.Get(t.Context(), "Node/1/Value"); err != nil {
		t.Error(err)
	}
	if _, err := reader.Get(t.Context(), "UserList"); !errors.Is(err, api.ErrForbidden) {
		t.Errorf("got %v", err)
	}
	stranger := connect(t, server, func(o *client.Options) { o.Password = "wrong" })
	if _, err := stranger.Get(t.Context(), "Node/1/Value"); !errors.Is(err, api.ErrUnauthenticated) {
		t.Errorf("got %v", err)
	}
}

func TestPartsOfASimulatedStack(t *testing.T) {
	t.Parallel()
	server := simulate(t, symkloud.Options{})
	c := connect(t, server)
	node, err := c.Get(t.Context(), "Node/1/Value")
	components, _ := node["components"].([]any)
	if err != nil || node["number"] != "1" || len(components) == 0 {
		t.Fatalf("%v, %v", node, err)
	}
	if first, _ := components[0].(map[string]any); first["description"] != "Payload1" {
		t.Errorf("%v, %v", node, err)
	}
	for path, want := range map[string]error{
		"Node/9/Value": api.ErrNotFound, "Node/1/Payload/9/Value": api.ErrNotFound,
		"Node/1/Payload/1/Nic/9/Network": api.ErrNotFound, "NoSuchCall": api.ErrRefused,
	} {
		if _, err := c.Get(t.Context(), path); !errors.Is(err, want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	elsewhere := connect(t, server, func(o *client.Options) { o.Platform = "7" })
	for _, path := range []string{"Node/1/Value", "Node/1/Payload/1/Nic/1/Network", "UserList"} {
		if _, err := elsewhere.Get(t.Context(), path); !errors.Is(err, api.ErrRefused) {
			t.Errorf("%s of an unknown platform: %v", path, err)
		}
	}
}

// TestTwoRunsAgainstOneStackBothFinish: the logins of one end those of the
// other, and the changes of both are made once each.
func TestTwoRunsAgainstOneStackBothFinish(t *testing.T) {
	t.Parallel()
	server := simulate(t, symkloud.Options{})
	var group sync.WaitGroup
	for run := range 2 {
		c := connect(t, server)
		for i := range 20 {
			group.Go(func() {
				name := fmt.Sprintf("user%dx%d", run, i)
				_, err := c.Do(t.Context(), api.Change{Method: http.MethodPost, Path: "AddUser", Body: map[string]any{"name": name, "password": "x", "roleKey": "user"}})
				if err != nil {
					t.Error(err)
				}
				if _, err := c.Refresh(t.Context(), "", "UserList", nil); err != nil {
					t.Error(err)
				}
			})
		}
	}
	group.Wait()
	if users, _ := server.Device().Objects("users"); len(users) != 41 {
		t.Errorf("%d users, want 41", len(users))
	}
}

func TestStackThatStartsIsWaitedFor(t *testing.T) {
	t.Parallel()
	server := simulate(t, symkloud.Options{})
	fault, err := server.Fault(device.Rule{Path: "/v3/**", Error: "11", Times: 2})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := connect(t, server).Get(t.Context(), "PresentNodes"); err != nil || fault == nil {
		t.Error(err)
	}
}
