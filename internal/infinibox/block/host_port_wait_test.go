package block_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// portsOf has a provider make the ports of a host that has a mapping, made by
// an administrator; nothing has been sent since.
func portsOf(t *testing.T, array *acctest.Array, extra map[string]any, addresses ...string) (ports []*acctest.Instance, host, mapping int64) {
	t.Helper()
	host = hostOn(array, "web01")
	protocol := acctest.NewProtocol(t, array, nil)
	for _, address := range addresses {
		port := protocol.Resource(hostPortResource)
		wantErrors(t, acctest.Errors(port.Apply(configured(portOf(host, "FC", address), extra))))
		ports = append(ports, port)
	}
	mapping = mappedTo(array, host)
	array.ClearRequests()
	return ports, host, mapping
}

// brief is how long the deletions of these tests wait.
func brief() map[string]any {
	return map[string]any{"timeouts": map[string]any{"delete": "1s"}}
}

// destroyed destroys resources at the same time, as Terraform does.
func destroyed(resources ...*acctest.Instance) []*tfprotov6.Diagnostic {
	said := make([][]*tfprotov6.Diagnostic, len(resources))
	var all sync.WaitGroup
	for i, one := range resources {
		all.Go(func() { said[i] = one.Destroy() })
	}
	all.Wait()
	return slices.Concat(said...)
}

// TestLastHostPortWaitsForMappings that the same run removes: the port goes
// after them, and nothing about it has to be approved.
func TestLastHostPortWaitsForMappings(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	ports, _, mapping := portsOf(t, array, map[string]any{"timeouts": map[string]any{"delete": "1m"}}, aWWPN)
	unmapped := time.AfterFunc(500*time.Millisecond, func() { array.Remove("host_luns", mapping) })
	defer unmapped.Stop()
	wantErrors(t, acctest.Errors(ports[0].Destroy()))
	for _, write := range array.Writes() {
		if strings.Contains(write, "/ports/") && strings.Contains(write, "approved") {
			t.Errorf("sent %q", write)
		}
	}
	if err := none(array, "host_ports", "host_luns"); err != nil {
		t.Error(err)
	}
}

// TestLastHostPortOfAMappedHost waits as long as timeouts say, and then it is
// as the array says.
func TestLastHostPortOfAMappedHost(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	ports, host, _ := portsOf(t, array, brief(), aWWPN)
	begun := time.Now()
	wantOneReason(t, ports[0].Destroy(), `"approved"`, "Approval Required To Delete", "Removing the last port from a host", "approved = true")
	if took := time.Since(begun); took < 500*time.Millisecond || took > 20*time.Second {
		t.Errorf("waited %s", took)
	}
	for _, write := range array.Writes() {
		if write != fmt.Sprintf("DELETE hosts/%d/ports/FC/%s", host, aWWPN) {
			t.Errorf("sent %q", write)
		}
	}
	array.Only("host_ports", map[string]any{"host_id": host})
	if !ports[0].Exists() {
		t.Error("it isn't in the state any more")
	}
}

// TestLastHostPortApproved goes all the same, and that is recorded.
func TestLastHostPortApproved(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	ports, _, mapping := portsOf(t, array, configured(brief(), map[string]any{"approved": true}), aWWPN)
	diagnostics := ports[0].Destroy()
	wantErrors(t, acctest.Errors(diagnostics))
	if warnings := acctest.Warnings(diagnostics); !strings.Contains(warnings, "Removing the last port from a host") {
		t.Errorf("recorded %q", warnings)
	}
	if err := none(array, "host_ports"); err != nil {
		t.Error(err)
	}
	array.Only("host_luns", map[string]any{"id": mapping})
}

// TestHostPortBesideOthers goes at once: the host keeps its volumes.
func TestHostPortBesideOthers(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	ports, host, _ := portsOf(t, array, nil, aWWPN, "2100000000000002")
	wantErrors(t, acctest.Errors(ports[0].Destroy()))
	wantWrites(t, array, fmt.Sprintf("DELETE hosts/%d/ports/FC/%s", host, aWWPN))
}

// TestHostPortsRemovedTogether: one of them is the last, whichever that is, and
// waits.
func TestHostPortsRemovedTogether(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	ports, _, mapping := portsOf(t, array, map[string]any{"timeouts": map[string]any{"delete": "1m"}}, aWWPN, "2100000000000002")
	unmapped := time.AfterFunc(500*time.Millisecond, func() { array.Remove("host_luns", mapping) })
	defer unmapped.Stop()
	wantErrors(t, acctest.Errors(destroyed(ports...)))
	if slices.ContainsFunc(array.Writes(), func(write string) bool {
		return strings.Contains(write, "approved=yes") && strings.Contains(write, "/ports/")
	}) {
		t.Errorf("sent %q", array.Writes())
	}
	if err := none(array, "host_ports"); err != nil {
		t.Error(err)
	}
}

// TestHostPortsOfAMappedHostRemovedTogether: one goes, and the last is refused.
func TestHostPortsOfAMappedHostRemovedTogether(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	ports, host, _ := portsOf(t, array, brief(), aWWPN, "2100000000000002")
	wantOneReason(t, destroyed(ports...), `"approved"`, "Removing the last port from a host")
	array.Only("host_ports", map[string]any{"host_id": host})
	if ports[0].Exists() == ports[1].Exists() {
		t.Errorf("in the state: %t and %t", ports[0].Exists(), ports[1].Exists())
	}
}
