package provider_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// setting is one value of the infinibox attribute, in both places where it can
// be given, with a value that mustn't count when the block has the other, and
// what shows that it is in force.
type setting struct {
	name     string
	value    any
	variable string
	other    string
	inForce  func(t *testing.T, array *acctest.Array, protocol *acctest.Protocol) bool
}

func settings() []setting {
	return []setting{
		{"approved", true, "true", "false", approves},
		{"read_only", true, "true", "false", refusesToWrite},
		{"adopt_existing", true, "1", "0", adopts},
		{"max_concurrent_requests", 1, "1", "64", sendsOneAtATime},
		{"request_timeout", "50ms", "50ms", "10m", givesUpSoon},
		{"remote", map[string]any{"ibox02": map[string]any{"username": "peer", "password": "pw"}},
			`{"ibox02": {"username": "peer", "password": "pw"}}`, `{}`, hasPeers},
	}
}

// TestSettings: given in the block and in the environment they mean the same, and the
// block counts where both are given.
func TestSettings(t *testing.T) {
	t.Parallel()
	for _, s := range settings() {
		for place, c := range map[string]struct {
			block       map[string]any
			environment map[string]string
			want        bool
		}{
			"nowhere":            {nil, nil, false},
			"in the block":       {map[string]any{s.name: s.value}, nil, true},
			"in the environment": {nil, map[string]string{"INFINIBOX_" + strings.ToUpper(s.name): s.variable}, true},
			"in both":            {map[string]any{s.name: s.value}, map[string]string{"INFINIBOX_" + strings.ToUpper(s.name): s.other}, true},
		} {
			t.Run(s.name+" "+place, func(t *testing.T) {
				t.Parallel()
				array := acctest.NewArray(t)
				protocol := configure(t, c.environment, with(connection(array), c.block))
				if got := s.inForce(t, array, protocol); got != c.want {
					t.Errorf("in force: %t, want %t", got, c.want)
				}
			})
		}
	}
}

// approves tells whether a dangerous change goes through.
func approves(t *testing.T, array *acctest.Array, protocol *acctest.Protocol) bool {
	t.Helper()
	volume := protocol.Resource(volumeResource)
	config := db01(poolOn(array, "p"))
	wantSuccess(t, volume.Apply(config))
	refused := acctest.Errors(volume.Apply(with(config, map[string]any{"write_protected": true})))
	protected := len(array.Find("volumes", map[string]any{"write_protected": true})) == 1
	if protected != (refused == "") {
		t.Errorf("protected: %t, but said %q", protected, refused)
	}
	return protected
}

// refusesToWrite tells whether a create is kept from the array.
func refusesToWrite(t *testing.T, array *acctest.Array, protocol *acctest.Protocol) bool {
	t.Helper()
	protocol.Resource(volumeResource).Apply(db01(poolOn(array, "p")))
	return len(array.Find("volumes", nil)) == 0 && len(array.Writes()) == 0
}

// adopts tells whether a volume that exists already is taken over.
func adopts(t *testing.T, array *acctest.Array, protocol *acctest.Protocol) bool {
	t.Helper()
	config := db01(poolOn(array, "p"))
	id := array.Put("volumes", 0, config)
	volume := protocol.Resource(volumeResource)
	volume.Apply(config)
	array.Only("volumes", map[string]any{"id": id})
	return volume.Int("id") == id
}

// sendsOneAtATime tells whether the array never got two requests at once.
func sendsOneAtATime(t *testing.T, array *acctest.Array, protocol *acctest.Protocol) bool {
	t.Helper()
	return peak(t, array, protocol, 8, 100*time.Millisecond) == 1
}

// peak reads volumes side by side, each in a request of its own that takes the
// array a while, and answers how many requests it had at once.
func peak(t *testing.T, array *acctest.Array, protocol *acctest.Protocol, volumes int, while time.Duration) int {
	t.Helper()
	pool := poolOn(array, "p")
	ids := make([]int64, volumes)
	for i := range ids {
		ids[i] = array.Put("volumes", 0, with(db01(pool), map[string]any{"name": fmt.Sprint("v", i)}))
	}
	array.ClearRequests()
	array.Break(device.Rule{Method: "GET", Delay: while})
	var readers sync.WaitGroup
	for _, id := range ids {
		readers.Go(func() {
			_, diagnostics := protocol.DataSource(volumeResource).Read(map[string]any{"id": id})
			if errors := acctest.Errors(diagnostics); errors != "" {
				t.Error(errors)
			}
		})
	}
	readers.Wait()
	if totals := array.Totals(); totals.Requests != volumes {
		t.Errorf("sent %d requests for %d reads", totals.Requests, volumes)
	}
	return array.Totals().Peak
}

// givesUpSoon tells whether an answer that takes 200 ms is too late.
func givesUpSoon(t *testing.T, array *acctest.Array, protocol *acctest.Protocol) bool {
	t.Helper()
	volume := protocol.Resource(volumeResource)
	pool := poolOn(array, "p")
	array.Break(device.Rule{Method: "POST", Path: "/api/rest/volumes", Delay: 200 * time.Millisecond})
	errors := acctest.Errors(volume.Apply(db01(pool)))
	if errors != "" && !strings.Contains(errors, "timed out") && !strings.Contains(errors, "50ms") {
		t.Errorf("said %s", errors)
	}
	return errors != ""
}

// hasPeers tells whether a change that needs permission on a peer goes
// through.
func hasPeers(t *testing.T, array *acctest.Array, protocol *acctest.Protocol) bool {
	t.Helper()
	volume := protocol.Resource(volumeResource)
	pool := poolOn(array, "p")
	array.Break(device.Rule{Method: "POST", Path: "/api/rest/volumes", Error: "REMOTE_PERMISSION_REQUIRED", Times: 1})
	errors := acctest.Errors(volume.Apply(db01(pool)))
	if errors != "" && !strings.Contains(errors, "remote") {
		t.Errorf("said %s", errors)
	}
	return len(array.Find("volumes", nil)) == 1
}

// TestConnectionFromTheEnvironment alone needs no block at all, as in a
// workspace that runs elsewhere.
func TestConnectionFromTheEnvironment(t *testing.T) {
	t.Parallel()
	array := acctest.StartArray(t, infinibox.Options{}, device.Options{TLS: true})
	volume := configure(t, array.Environment(), nil).Resource(volumeResource)
	wantSuccess(t, volume.Apply(db01(poolOn(array, "p"))))
	array.Only("volumes", map[string]any{"name": "db01"})
	if sent := array.Requests(device.Match{Method: "POST"}); len(sent) != 1 || sent[0].User != "admin" {
		t.Errorf("sent %v", sent)
	}
}

// TestConnectionInBlockAndEnvironment: each value of the block counts, beside
// values that only the environment has.
func TestConnectionInBlockAndEnvironment(t *testing.T) {
	t.Parallel()
	array := acctest.StartArray(t, infinibox.Options{}, device.Options{TLS: true})
	for _, fromBlock := range []string{"endpoint", "username", "password", "ca_certificate"} {
		t.Run(fromBlock, func(t *testing.T) {
			t.Parallel()
			environment := array.Environment()
			variable := "INFINIBOX_" + strings.ToUpper(fromBlock)
			block := map[string]any{fromBlock: environment[variable]}
			environment[variable] = "not this one"
			volume := configure(t, environment, block).Resource(volumeResource)
			wantSuccess(t, volume.Apply(with(db01(poolOn(array, fromBlock)), map[string]any{"name": fromBlock})))
			array.Only("volumes", map[string]any{"name": fromBlock})
		})
	}
}

// TestPeerCredentials go out once the array has asked, never before.
func TestPeerCredentials(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	array.Break(device.Rule{Method: "POST", Error: "REMOTE_PERMISSION_REQUIRED", Times: 1})
	var sent []string
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := (&http.Request{Header: http.Header{"Authorization": r.Header["X-Remote-Authorization"]}}).BasicAuth()
		sent = append(sent, r.Method+" "+user+" "+password)
		array.ServeHTTP(w, r)
	}))
	defer front.Close()
	remote, err := json.Marshal(map[string]any{"ibox02": map[string]any{"username": "peer", "password": "pw"}})
	if err != nil {
		t.Fatal(err)
	}
	settings := with(connection(array), map[string]any{"endpoint": front.URL})
	volume := configure(t, map[string]string{"INFINIBOX_REMOTE": string(remote)}, settings).Resource(volumeResource)
	wantSuccess(t, volume.Apply(db01(pool)))
	if got := strings.Join(sent, ", "); got != "POST  , POST peer pw" {
		t.Errorf("sent %s", got)
	}
	array.Only("volumes", map[string]any{"name": "db01"})
}

// TestStandbyEndpoint takes over when the first address can't be reached, and
// stays.
func TestStandbyEndpoint(t *testing.T) {
	t.Parallel()
	for place, inBlock := range map[string]bool{"in the block": true, "in the environment": false} {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			settings := with(connection(array), map[string]any{"endpoint": closedPort(t)})
			environment := map[string]string{}
			if inBlock {
				settings["standby_endpoints"] = []any{closedPort(t), array.URL()}
			} else {
				environment["INFINIBOX_STANDBY_ENDPOINTS"] = closedPort(t) + ", " + array.URL()
			}
			volume := configure(t, environment, settings).Resource(volumeResource)
			wantSuccess(t, volume.Apply(db01(poolOn(array, "p"))))
			wantSuccess(t, volume.Refresh())
			array.Only("volumes", map[string]any{"name": "db01"})
		})
	}
}

// TestStandbyEndpointTakesOverInUse, when the address that answered so far
// goes away, and the first is asked again when the standby goes away too.
func TestStandbyEndpointTakesOverInUse(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	first, second := httptest.NewServer(array.Front), httptest.NewServer(array.Front)
	defer first.Close()
	defer second.Close()
	settings := with(connection(array), map[string]any{"endpoint": first.URL, "standby_endpoints": []any{second.URL, array.URL()}})
	volume := configure(t, nil, settings).Resource(volumeResource)
	config := db01(poolOn(array, "p"))
	wantSuccess(t, volume.Apply(config))
	first.Close()
	wantSuccess(t, volume.Refresh())
	second.Close()
	wantSuccess(t, volume.Apply(with(config, map[string]any{"udid": 3})))
	array.Only("volumes", map[string]any{"name": "db01", "udid": 3})
}

// TestRequestLimit keeps to ten when nothing else is said.
func TestRequestLimit(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	if got := peak(t, array, configure(t, nil, connection(array)), 20, time.Second); got != 10 {
		t.Errorf("%d requests at once, want 10", got)
	}
}
