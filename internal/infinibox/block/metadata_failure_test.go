package block_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const (
	internalError = "INTERNAL_SERVER_ERROR"
	anyMetadata   = "/api/rest/metadata/*"
	anyKey        = "/api/rest/metadata/*/*"
)

// TestMetadataCreateFails before, while and after the array sets the entries:
// they are there and in the state, or neither.
func TestMetadataCreateFails(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		rules  []device.Rule
		failed []string // nil when it succeeds nevertheless
		left   bool     // whether the entries are there although it failed
	}{
		{"can't be read", []device.Rule{{Method: "GET", Path: anyMetadata, Error: internalError}}, []string{"Unable to create InfiniBox object metadata", internalError}, false},
		{"refused", []device.Rule{{Method: "PUT", Path: anyMetadata, Error: "METADATA_PER_ENTITY_EXCEEDED"}}, []string{`AttributeName("entries")`, "METADATA_PER_ENTITY_EXCEEDED", "Give fewer keys"}, false},
		{"broken down before", []device.Rule{{Method: "PUT", Path: anyMetadata, Error: internalError}}, []string{"None of the entries is there", internalError}, false},
		{"broken down after", []device.Rule{{Method: "PUT", Path: anyMetadata, Error: internalError, Executed: true}}, nil, false},
		{"one answer lost", []device.Rule{{Method: "PUT", Path: anyMetadata, Drop: device.AfterExecution, Times: 1}}, nil, false},
		{"every answer lost", []device.Rule{{Method: "PUT", Path: anyMetadata, Drop: device.AfterExecution}}, nil, false},
		{"never executed", []device.Rule{{Method: "PUT", Path: anyMetadata, Drop: device.BeforeExecution}}, []string{"None of the entries is there", "apply again"}, false},
		{"lost, and can't be looked into", []device.Rule{
			{Method: "PUT", Path: anyMetadata, Drop: device.AfterExecution},
			{Method: "GET", Path: anyMetadata, Skip: 1, Error: internalError},
		}, []string{"can't be found out", `/a,b"`}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			g := newTagging(t, nil)
			metadata := g.Resource(metadataResource)
			for _, rule := range c.rules {
				g.Break(rule)
			}
			applied := metadata.Apply(g.config("a", "1", "b", "2"))
			g.ClearFaults()
			switch {
			case c.failed == nil:
				wantErrors(t, acctest.Errors(applied))
				wantAgreement(t, g.Array, metadata)
				g.wantTags(t, "a", "1", "b", "2", "theirs", "1")
				return
			case c.left:
				g.wantTags(t, "a", "1", "b", "2", "theirs", "1")
			default:
				g.wantTags(t, "theirs", "1")
			}
			wantRefused(t, applied, c.failed...)
			if metadata.Exists() {
				t.Error("the state has something")
			}
		})
	}
}

// half is what a listing shows of a PUT that the array broke off.
const half = `{"metadata":{"ready":true,"page":1,"page_size":1000,"pages_total":1,"number_of_objects":1},"error":null,
	"result":[{"id":9,"object_id":1000,"object_type":"pool","key":"a","value":"1"}]}`

// TestMetadataCreateHalf removes what was set, or says what is left.
func TestMetadataCreateHalf(t *testing.T) {
	t.Parallel()
	for _, removable := range []bool{true, false} {
		g := newTagging(t, nil)
		g.Break(device.Rule{Method: "PUT", Path: anyMetadata, Error: internalError, Executed: true})
		g.Break(device.Rule{Method: "GET", Path: anyMetadata, Skip: 1, Status: 200, Answer: half})
		text := "They were removed again"
		if !removable {
			g.Break(device.Rule{Method: "DELETE", Path: anyKey, Error: internalError})
			text = "can't be removed again: a"
		}
		wantRefused(t, g.Resource(metadataResource).Apply(g.config("a", "1", "b", "2")), "A part of the entries", text, internalError)
		want := fmt.Sprintf("DELETE metadata/%d/a", g.pool)
		if writes := g.Writes(); writes[len(writes)-1] != want {
			t.Errorf("sent %q", writes)
		}
	}
}

// TestMetadataUpdateFails keeps in the state what the array has.
func TestMetadataUpdateFails(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		rules  []device.Rule
		failed []string
		tags   []string
	}{
		{"setting is refused", []device.Rule{{Method: "PUT", Path: anyMetadata, Error: "METADATA_SIZE_EXCEEDED"}}, []string{"METADATA_SIZE_EXCEEDED"}, []string{"a", "1", "b", "2"}},
		{"setting is lost", []device.Rule{{Method: "PUT", Path: anyMetadata, Drop: device.AfterExecution}}, []string{"The state has what of it is there"}, []string{"a", "9", "b", "2", "c", "3"}},
		{"setting breaks down", []device.Rule{{Method: "PUT", Path: anyMetadata, Error: internalError}}, []string{internalError}, []string{"a", "1", "b", "2"}},
		{"removing is refused", []device.Rule{{Method: "DELETE", Path: anyKey, Error: "USER_IS_FORBIDDEN"}}, []string{"USER_IS_FORBIDDEN"}, []string{"a", "9", "b", "2", "c", "3"}},
		{"removing is lost", []device.Rule{{Method: "DELETE", Path: anyKey, Drop: device.AfterExecution}}, nil, []string{"a", "9", "c", "3"}},
		{"removing never gets there", []device.Rule{{Method: "DELETE", Path: anyKey, Drop: device.BeforeExecution}}, []string{"The state has what of it is there"}, []string{"a", "9", "b", "2", "c", "3"}},
		{"gone meanwhile", []device.Rule{{Method: "DELETE", Path: anyKey, Error: "METADATA_NOT_FOUND", Executed: true}}, nil, []string{"a", "9", "c", "3"}},
		{"can't look for new keys", []device.Rule{{Method: "GET", Path: anyMetadata, Error: internalError}}, []string{internalError}, []string{"a", "1", "b", "2"}},
		{"lost, and can't be looked into", []device.Rule{
			{Method: "DELETE", Path: anyKey, Drop: device.BeforeExecution}, {Method: "GET", Path: anyMetadata, Skip: 1, Error: internalError},
		}, []string{"isn't known"}, []string{"a", "9", "b", "2", "c", "3"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			g := newTagging(t, nil)
			metadata := g.made(t, "a", "1", "b", "2")
			for _, rule := range c.rules {
				g.Break(rule)
			}
			config := g.config("a", "9", "c", "3")
			applied := metadata.Apply(config)
			g.ClearFaults()
			if c.failed == nil {
				wantErrors(t, acctest.Errors(applied))
			} else {
				wantRefused(t, applied, c.failed...)
			}
			g.wantTags(t, append(c.tags, "theirs", "1")...)
			wantAgreement(t, g.Array, metadata)
			wantErrors(t, acctest.Errors(metadata.Apply(config)))
			g.wantTags(t, "a", "9", "c", "3", "theirs", "1")
			wantAgreement(t, g.Array, metadata)
		})
	}
}

// TestMetadataDestroyFails keeps in the state what is still there.
func TestMetadataDestroyFails(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		rules  []device.Rule
		failed []string
		tags   []string
	}{
		{"the second is refused", []device.Rule{{Method: "DELETE", Path: anyKey, Skip: 1, Error: "USER_IS_FORBIDDEN"}}, []string{"USER_IS_FORBIDDEN"}, []string{"b", "2"}},
		{"the second is lost", []device.Rule{{Method: "DELETE", Path: anyKey, Skip: 1, Drop: device.AfterExecution}}, nil, nil},
		{"the second never gets there", []device.Rule{{Method: "DELETE", Path: anyKey, Skip: 1, Drop: device.BeforeExecution}}, []string{"stays in the state"}, []string{"b", "2"}},
		{"and nothing can be read", []device.Rule{{Method: "DELETE", Path: anyKey, Skip: 1, Drop: device.BeforeExecution}, {Method: "GET", Path: anyMetadata, Error: internalError}}, []string{"can't be found out"}, []string{"b", "2"}},
		{"all are gone", []device.Rule{{Method: "DELETE", Path: anyKey, Error: "METADATA_NOT_FOUND", Executed: true}}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			g := newTagging(t, nil)
			metadata := g.made(t, "a", "1", "b", "2")
			for _, rule := range c.rules {
				g.Break(rule)
			}
			destroyed := metadata.Destroy()
			g.ClearFaults()
			g.wantTags(t, append(c.tags, "theirs", "1")...)
			if c.failed == nil {
				wantErrors(t, acctest.Errors(destroyed))
				return
			}
			wantRefused(t, destroyed, c.failed...)
			wantAgreement(t, g.Array, metadata)
			wantErrors(t, acctest.Errors(metadata.Destroy()))
			g.wantTags(t, "theirs", "1")
		})
	}
}

// TestMetadataOfAReadOnlyProvider, or account, isn't set.
func TestMetadataOfAReadOnlyProvider(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		settings map[string]any
		texts    []string
	}{
		{map[string]any{"read_only": true}, []string{"PUT metadata/", `{"a":"1"}`, "INFINIBOX_READ_ONLY"}},
		{map[string]any{"username": "read_only", "password": "read-only-simulated"}, []string{"infinibox.username"}},
	} {
		g := newTagging(t, c.settings)
		wantRefused(t, g.Resource(metadataResource).Apply(g.config("a", "1")), c.texts...)
		g.wantTags(t, "theirs", "1")
	}
}

// TestMetadataOfManyKeys takes one request.
func TestMetadataOfManyKeys(t *testing.T) {
	t.Parallel()
	g := newTagging(t, nil)
	var pairs []string
	for i := range 60 {
		pairs = append(pairs, fmt.Sprintf("key-%02d", i), strings.Repeat("v", 20))
	}
	metadata := g.made(t, pairs...)
	wantErrors(t, acctest.Errors(metadata.Refresh()))
	wantAgreement(t, g.Array, metadata)
}
