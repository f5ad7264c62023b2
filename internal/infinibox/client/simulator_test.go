package client

import (
	"context"
	"fmt"
	"io"
	"log"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// simulated is an array with an inventory, and a client of it.
type simulated struct {
	*device.Server
	*Client
	t testing.TB
}

// simulate starts an array and makes so many objects of each kind.
func simulate(t testing.TB, counts map[string]int) *simulated {
	t.Helper()
	server, err := device.Start(t.Context(), infinibox.New(infinibox.Options{QoS: true, S3: true}),
		device.Options{ErrorLog: log.New(io.Discard, "", 0)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	generating, ok := server.Device().(interface {
		Generate(counts map[string]int) error
	})
	if !ok {
		t.Fatal("the array makes no inventory")
	}
	if err := generating.Generate(counts); err != nil {
		t.Fatal(err)
	}
	environment := server.Environment()
	client, err := New(Options{Endpoint: environment["INFINIBOX_ENDPOINT"],
		Username: environment["INFINIBOX_USERNAME"], Password: environment["INFINIBOX_PASSWORD"]})
	if err != nil {
		t.Fatal(err)
	}
	return &simulated{Server: server, Client: client, t: t}
}

// slow makes every answer take so long.
func (s *simulated) slow(latency time.Duration) {
	s.t.Helper()
	if err := s.SetLatency(device.Latency{Fixed: latency}); err != nil {
		s.t.Fatal(err)
	}
}

// all are the ids of a collection's objects.
func (s *simulated) all(collection string) []string {
	s.t.Helper()
	var ids []string
	for object, err := range s.List(context.Background(), collection, api.Query{Fields: []string{"id"}}) {
		if err != nil {
			s.t.Fatal(err)
		}
		ids = append(ids, fmt.Sprint(object["id"]))
	}
	return ids
}

// refreshed is what one caller of Refresh got.
type refreshed struct {
	object api.Object
	err    error
}

// refresh reads objects as Terraform does, so many at a time.
func (s *simulated) refresh(parallel int, collection string, ids, fields []string) []refreshed {
	got := make([]refreshed, len(ids))
	next := make(chan int)
	var readers sync.WaitGroup
	for range min(parallel, len(ids)) {
		readers.Go(func() {
			for i := range next {
				got[i].object, got[i].err = s.Refresh(context.Background(), collection, ids[i], fields)
			}
		})
	}
	for i := range ids {
		next <- i
	}
	close(next)
	readers.Wait()
	return got
}

// sent are the requests since the log was cleared, without what all of them
// have in common.
func (s *simulated) sent() []string {
	var sent []string
	for _, r := range s.Requests(device.Match{}) {
		path, _ := strings.CutPrefix(r.Path, root+"/")
		if r.Query != "" {
			path += "?" + r.Query
		}
		sent = append(sent, r.Method+" "+path)
	}
	return sent
}

// counted is the number of requests of which the address has a text.
func (s *simulated) counted(part string) int {
	return len(slices.DeleteFunc(s.sent(), func(sent string) bool { return !strings.Contains(sent, part) }))
}
