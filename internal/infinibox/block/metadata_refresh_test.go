package block_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// tagged300 are 300 resources, each with an entry of a volume of its own, on
// an array whose volumes have other entries too.
type tagged300 struct {
	*acctest.Array
	volumes  []int64
	metadata []*acctest.Instance
}

func newTagged300(t *testing.T) *tagged300 {
	t.Helper()
	tagged := &tagged300{Array: acctest.NewArray(t)}
	if err := tagged.Device().Generate(map[string]int{"pools": 1, "volumes": 300}); err != nil {
		t.Fatal(err)
	}
	protocol := acctest.NewProtocol(t, tagged.Array, nil)
	for _, volume := range tagged.Find("volumes", nil) {
		tagged.volumes = append(tagged.volumes, acctest.ID(volume))
		theirs, own := protocol.Resource(metadataResource), protocol.Resource(metadataResource)
		wantErrors(t, acctest.Errors(theirs.Apply(tagged.config(len(tagged.metadata), "theirs", "1"))))
		wantErrors(t, acctest.Errors(own.Apply(tagged.config(len(tagged.metadata), "team", "db"))))
		tagged.metadata = append(tagged.metadata, own)
	}
	tagged.ClearRequests()
	return tagged
}

func (g *tagged300) config(volume int, pairs ...string) map[string]any {
	return map[string]any{"object_id": g.volumes[volume], "entries": entriesOf(pairs...)}
}

// refreshed are all resources, read by a provider of their own, ten at a time
// as Terraform does, with further variables of its environment; and the
// requests that it took.
func (g *tagged300) refreshed(t *testing.T, extra map[string]string) ([]*acctest.Instance, []string) {
	t.Helper()
	environment := g.Environment()
	maps.Copy(environment, extra)
	protocol, diagnostics := acctest.Configure(t, func(name string) string { return environment[name] }, map[string]any{})
	wantErrors(t, acctest.Errors(diagnostics))
	g.ClearRequests()
	read := make([]*acctest.Instance, len(g.metadata))
	next := make(chan int)
	var readers sync.WaitGroup
	for range 10 {
		readers.Go(func() {
			for i := range next {
				read[i] = g.metadata[i].At(protocol)
				if refused := acctest.Errors(read[i].Refresh()); refused != "" {
					t.Errorf("metadata of %d: %s", g.volumes[i], refused)
				}
			}
		})
	}
	for i := range g.metadata {
		next <- i
	}
	close(next)
	readers.Wait()
	var sent []string
	for _, r := range g.Requests(device.Match{Path: "/api/rest/metadata**"}) {
		sent = append(sent, r.Path+"?"+r.Query)
	}
	return read, sent
}

// TestMetadataIsReadTogether: that of 300 volumes by a handful of requests, the
// short way and the whole way, and the state is what 300 requests give.
func TestMetadataIsReadTogether(t *testing.T) {
	t.Parallel()
	g := newTagged300(t)
	alone, sent := g.refreshed(t, map[string]string{"ONPREM_SHARED_READS": "off"})
	if len(sent) != 300 {
		t.Errorf("one by one took %d requests", len(sent))
	}
	for _, way := range []string{"on", "off"} {
		together, sent := g.refreshed(t, map[string]string{"ONPREM_SHORT_WAY": way})
		if len(sent) > 4 {
			t.Errorf("short way %s: %d requests: %.2000s", way, len(sent), strings.Join(sent, "\n"))
		}
		for i := range together {
			if got, want := together[i].Everything(), alone[i].Everything(); got != want {
				t.Errorf("short way %s: read together %s, alone %s", way, got, want)
			}
		}
	}
}

// TestMetadataReadTogetherShowsDrift: what somebody changed, removed, or took
// away with its volume, since the last plan.
func TestMetadataReadTogetherShowsDrift(t *testing.T) {
	t.Parallel()
	g := newTagged300(t)
	elsewhere := func(volume int) *acctest.Instance {
		other := acctest.NewProtocol(t, g.Array, nil).Resource(metadataResource)
		wantErrors(t, acctest.Errors(other.Import(fmt.Sprintf("%d/team", g.volumes[volume]))))
		return other
	}
	wantErrors(t, acctest.Errors(elsewhere(7).Apply(g.config(7, "team", "web"))))
	wantErrors(t, acctest.Errors(elsewhere(9).Destroy()))
	g.Remove("volumes", g.volumes[11])
	together, sent := g.refreshed(t, nil)
	alone, _ := g.refreshed(t, map[string]string{"ONPREM_SHARED_READS": "off"})
	for i := range together {
		if got, want := together[i].Everything(), alone[i].Everything(); got != want {
			t.Errorf("%d: read together %s, alone %s", i, got, want)
		}
		if exists := together[i].Exists(); exists != (i != 9 && i != 11) {
			t.Errorf("%d: exists: %t", i, exists)
		}
	}
	if !strings.Contains(together[7].Everything(), "web") {
		t.Errorf("the state has %s", together[7].Everything())
	}
	// The two that are gone were read by themselves.
	if len(sent) > 6 {
		t.Errorf("%d requests: %s", len(sent), strings.Join(sent, "\n"))
	}
	for _, gone := range []int{9, 11} {
		if !slices.ContainsFunc(sent, func(request string) bool {
			return strings.Contains(request, fmt.Sprintf("metadata/%d?", g.volumes[gone]))
		}) {
			t.Errorf("%d was given up without a read of its own: %v", g.volumes[gone], sent)
		}
	}
}
