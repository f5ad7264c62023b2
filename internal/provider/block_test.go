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
)

// simulated is a simulated device of one kind or another.
type simulated interface{ Environment() map[string]string }

// setting is one value of a device's attribute, in both places where it can be
// given, with a value that mustn't count when the block has the other, and what
// shows that it is in force.
type setting[D simulated] struct {
	name     string
	value    any
	variable string
	other    string
	inForce  func(t *testing.T, on D, protocol *acctest.Protocol) bool
}

// TestSettings: given in the block and in the environment they mean the same, and the
// block counts where both are given.
func TestSettings(t *testing.T) {
	t.Parallel()
	checkSettings(t, kinds()[0], acctest.NewArray, []setting[*acctest.Array]{
		{"approved", true, "true", "false", approves},
		{"read_only", true, "true", "false", refusesToWrite},
		{"adopt_existing", true, "1", "0", adopts},
		{"max_concurrent_requests", 1, "1", "64", sendsOneAtATime},
		{"request_timeout", "50ms", "50ms", "10m", givesUpSoon},
		{"remote", map[string]any{"ibox02": map[string]any{"username": "peer", "password": "pw"}},
			`{"ibox02": {"username": "peer", "password": "pw"}}`, `{}`, hasPeers},
	})
	checkSettings(t, kinds()[1], acctest.NewPlatform, []setting[*acctest.Platform]{
		{"read_only", true, "true", "false", platformStays},
		{"adopt_existing", true, "1", "0", platformAdopts},
		{"max_concurrent_requests", 1, "1", "64", platformIsAskedOneAtATime},
		{"request_timeout", "50ms", "50ms", "10m", platformIsGivenUpSoon},
	})
}

func checkSettings[D simulated](t *testing.T, k kind, start func(testing.TB) D, settings []setting[D]) {
	t.Helper()
	for _, s := range settings {
		for place, c := range map[string]struct {
			block       map[string]any
			environment map[string]string
			want        bool
		}{
			"nowhere":            {nil, nil, false},
			"in the block":       {map[string]any{s.name: s.value}, nil, true},
			"in the environment": {nil, map[string]string{k.variable(s.name): s.variable}, true},
			"in both":            {map[string]any{s.name: s.value}, map[string]string{k.variable(s.name): s.other}, true},
		} {
			t.Run(k.name+" "+s.name+" "+place, func(t *testing.T) {
				t.Parallel()
				on := start(t)
				protocol, diagnostics := k.configure(t, c.environment, with(connection(on), c.block))
				wantSuccess(t, diagnostics)
				if got := s.inForce(t, on, protocol); got != c.want {
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
	forEachKind(t, func(t *testing.T, k kind) {
		on := k.start(t, device.Options{TLS: true})
		protocol, diagnostics := k.configure(t, on.Environment(), nil)
		wantSuccess(t, diagnostics)
		k.use(protocol)
		wantUsed(t, on)
		if sent := on.Requests(device.Match{}); len(sent) > 0 && sent[0].User != "admin" {
			t.Errorf("sent %v", sent)
		}
	})
}

// TestConnectionInBlockAndEnvironment: each value of the block counts, beside
// values that only the environment has.
func TestConnectionInBlockAndEnvironment(t *testing.T) {
	t.Parallel()
	forEachKind(t, func(t *testing.T, k kind) {
		for fromBlock := range k.start(t, device.Options{TLS: true}).Environment() {
			_, name, _ := strings.Cut(fromBlock, "_")
			name = strings.ToLower(name)
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				on := k.start(t, device.Options{TLS: true})
				environment := on.Environment()
				block := map[string]any{name: environment[fromBlock]}
				environment[fromBlock] = "not this one"
				protocol, diagnostics := k.configure(t, environment, block)
				wantSuccess(t, diagnostics)
				k.use(protocol)
				wantUsed(t, on)
			})
		}
	})
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

// TestStandbyEndpoints take over when the first address can't be reached.
func TestStandbyEndpoints(t *testing.T) {
	t.Parallel()
	forEachKind(t, func(t *testing.T, k kind) {
		on := k.start(t, device.Options{})
		for place, c := range map[string]struct {
			block       map[string]any
			environment map[string]string
		}{
			"block":       {map[string]any{"standby_endpoints": []any{closedPort(t), on.URL()}}, nil},
			"environment": {nil, map[string]string{k.variable("standby_endpoints"): closedPort(t) + ", " + on.URL()}},
		} {
			settings := with(with(connection(on), map[string]any{"endpoint": closedPort(t)}), c.block)
			protocol, diagnostics := k.configure(t, c.environment, settings)
			wantSuccess(t, diagnostics)
			on.ClearRequests()
			k.use(protocol)
			if !wantUsed(t, on) {
				t.Error("given in the", place)
			}
		}
	})
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
