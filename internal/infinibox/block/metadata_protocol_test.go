package block_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const (
	metadataResource       = "onprem_infinibox_object_metadata"
	systemMetadataResource = "onprem_infinibox_system_metadata"
)

// tagging is an array with a pool that others have tagged.
type tagging struct {
	*acctest.Array
	*acctest.Protocol
	pool int64
}

func newTagging(t *testing.T, settings map[string]any) tagging {
	t.Helper()
	array := acctest.NewArray(t)
	tagged := tagging{Array: array, Protocol: acctest.NewProtocol(t, array, settings), pool: poolOn(array, "fast")}
	tagged.tag(t, "theirs", "1")
	array.ClearRequests()
	return tagged
}

// tag sets a key of the pool as somebody else would.
func (g tagging) tag(t *testing.T, key, value string) {
	t.Helper()
	elsewhere := acctest.NewProtocol(t, g.Array, nil).Resource(metadataResource)
	wantErrors(t, acctest.Errors(elsewhere.Apply(g.config(key, value))))
}

// elsewhere changes a key of the pool as somebody else would; no configuration
// removes it.
func (g tagging) elsewhere(t *testing.T, key string, config map[string]any) {
	t.Helper()
	other := acctest.NewProtocol(t, g.Array, nil).Resource(metadataResource)
	wantErrors(t, acctest.Errors(other.Import(fmt.Sprintf("%d/%s", g.pool, key))))
	wantErrors(t, acctest.Errors(other.Apply(config)))
}

// config has entries of the pool, as keys and values in turn.
func (g tagging) config(pairs ...string) map[string]any {
	return map[string]any{"object_id": g.pool, "entries": entriesOf(pairs...)}
}

func entriesOf(pairs ...string) map[string]any {
	entries := map[string]any{}
	for pair := range slices.Chunk(pairs, 2) {
		entries[pair[0]] = pair[1]
	}
	return entries
}

// wantTags wants exactly these entries on the pool.
func (g tagging) wantTags(t *testing.T, pairs ...string) {
	t.Helper()
	held := map[string]any{}
	for _, entry := range g.Find("metadata", map[string]any{"object_id": g.pool}) {
		held[fmt.Sprint(entry["key"])] = entry["value"]
	}
	if want := entriesOf(pairs...); !maps.Equal(held, want) {
		t.Errorf("the array has %v, want %v", held, want)
	}
}

// made is a resource with some entries.
func (g tagging) made(t *testing.T, pairs ...string) *acctest.Instance {
	t.Helper()
	metadata := g.Resource(metadataResource)
	wantErrors(t, acctest.Errors(metadata.Apply(g.config(pairs...))))
	wantAgreement(t, g.Array, metadata)
	g.ClearRequests()
	return metadata
}

// TestMetadataLife sets, changes, adds and removes its own keys, and leaves
// those of others alone.
func TestMetadataLife(t *testing.T) {
	t.Parallel()
	g := newTagging(t, nil)
	metadata := g.Resource(metadataResource)
	wantErrors(t, acctest.Errors(metadata.Apply(g.config("team", "db", "tier", "gold"))))
	wantWrites(t, g.Array, fmt.Sprintf(`PUT metadata/%d {"team":"db","tier":"gold"}`, g.pool))
	g.wantTags(t, "theirs", "1", "team", "db", "tier", "gold")
	wantAgreement(t, g.Array, metadata)
	wantErrors(t, metadata.Identity()["keys"], "team", "tier")
	wantNothingPlanned(t, metadata, g.config("team", "db", "tier", "gold"))
	g.ClearRequests()
	config := g.config("team", "web", "owner/of it", "ann")
	wantErrors(t, acctest.Errors(metadata.Apply(config)))
	wantWrites(t, g.Array, fmt.Sprintf(`PUT metadata/%d {"owner/of it":"ann","team":"web"}`, g.pool), fmt.Sprintf(`DELETE metadata/%d/tier`, g.pool))
	g.wantTags(t, "theirs", "1", "team", "web", "owner/of it", "ann")
	wantAgreement(t, g.Array, metadata)
	wantErrors(t, metadata.Identity()["keys"], "team", "tier")
	wantNothingPlanned(t, metadata, config)
	g.tag(t, "more", "2")
	wantErrors(t, acctest.Errors(metadata.Refresh()))
	wantNothingPlanned(t, metadata, config)
	g.ClearRequests()
	wantErrors(t, acctest.Errors(metadata.Destroy()))
	if writes := g.Writes(); len(writes) != 2 || strings.Contains(fmt.Sprint(writes), "approved") {
		t.Errorf("sent %q", writes)
	}
	g.wantTags(t, "theirs", "1", "more", "2")
}

// TestMetadataChangesWhatDiffers alone.
func TestMetadataChangesWhatDiffers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		to     []string
		writes []string
	}{
		{"one value", []string{"a", "1", "b", "3"}, []string{`PUT metadata/%d {"b":"3"}`}},
		{"one more", []string{"a", "1", "b", "2", "c", "3"}, []string{`PUT metadata/%d {"c":"3"}`}},
		{"one less", []string{"b", "2"}, []string{`DELETE metadata/%d/a`}},
		{"another", []string{"c", "3"}, []string{`PUT metadata/%d {"c":"3"}`, `DELETE metadata/%d/a`, `DELETE metadata/%d/b`}},
		{"an empty value", []string{"a", "", "b", "2"}, []string{`PUT metadata/%d {"a":""}`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			g := newTagging(t, nil)
			metadata := g.made(t, "a", "1", "b", "2")
			wantErrors(t, acctest.Errors(metadata.Apply(g.config(c.to...))))
			for i := range c.writes {
				c.writes[i] = fmt.Sprintf(c.writes[i], g.pool)
			}
			wantWrites(t, g.Array, c.writes...)
			g.wantTags(t, append(c.to, "theirs", "1")...)
			wantAgreement(t, g.Array, metadata)
		})
	}
}

// TestMetadataDrift: a changed or missing key of its own is mended; the rest
// is none of its business. With all of them, or the object, it is gone.
func TestMetadataDrift(t *testing.T) {
	t.Parallel()
	g := newTagging(t, nil)
	metadata := g.made(t, "a", "1", "b", "2")
	config := g.config("a", "1", "b", "2")
	g.elsewhere(t, "a", g.config("a", "9"))
	g.elsewhere(t, "b", nil)
	wantErrors(t, acctest.Errors(metadata.Refresh()))
	if plan := metadata.Plan(config); !slices.Equal(plan.Changes, []string{"entries"}) || len(plan.Replaces) > 0 {
		t.Errorf("plans %v", plan)
	}
	wantErrors(t, acctest.Errors(metadata.Apply(config)))
	g.wantTags(t, "theirs", "1", "a", "1", "b", "2")
	g.elsewhere(t, "a", nil)
	g.elsewhere(t, "b", nil)
	wantErrors(t, acctest.Errors(metadata.Refresh()))
	if metadata.Exists() {
		t.Error("the state has something")
	}
	metadata = g.made(t, "a", "1")
	g.Remove("pools", g.pool)
	wantErrors(t, acctest.Errors(metadata.Refresh()))
	if metadata.Exists() {
		t.Error("the state has something")
	}
}

// TestMetadataMovesToAnotherObject by removing it here and setting it there.
func TestMetadataMovesToAnotherObject(t *testing.T) {
	t.Parallel()
	g := newTagging(t, nil)
	metadata := g.made(t, "a", "1")
	other := poolOn(g.Array, "slow")
	config := map[string]any{"object_id": other, "entries": entriesOf("a", "1")}
	if plan := metadata.Plan(config); !slices.Contains(plan.Replaces, `AttributeName("object_id")`) {
		t.Errorf("plans %v", plan)
	}
	wantErrors(t, acctest.Errors(metadata.Apply(config)))
	wantWrites(t, g.Array, fmt.Sprintf("DELETE metadata/%d/a", g.pool), fmt.Sprintf(`PUT metadata/%d {"a":"1"}`, other))
	wantAgreement(t, g.Array, metadata)
}

// TestMetadataExistsAlready: refused with the key and a ready import block, or
// adopted where the value is the same.
func TestMetadataExistsAlready(t *testing.T) {
	t.Parallel()
	g := newTagging(t, nil)
	metadata := g.Resource(metadataResource)
	wantRefused(t, metadata.Apply(g.config("a", "1", "theirs", "1")), `AttributeName("entries").ElementKeyString("theirs")`,
		`Key "theirs" Exists Already`, fmt.Sprintf(`id = "%d/theirs"`, g.pool), "adopt_existing = true")
	g.wantTags(t, "theirs", "1")
	wantWrites(t, g.Array)
	own := newTagging(t, nil)
	mine := own.made(t, "a", "1")
	wantRefused(t, mine.Apply(own.config("a", "1", "theirs", "1")), `Key "theirs" Exists Already`)
	wantAgreement(t, own.Array, mine)
	wantWrites(t, own.Array)

	adopting := newTagging(t, map[string]any{"adopt_existing": true})
	adopted := adopting.Resource(metadataResource)
	wantRefused(t, adopted.Apply(adopting.config("theirs", "2")), `ElementKeyString("theirs")`, "Unable to adopt", `"1"`, `"2"`)
	applied := adopted.Apply(adopting.config("theirs", "1", "a", "1"))
	wantErrors(t, acctest.Errors(applied))
	wantErrors(t, acctest.Warnings(applied), `The key "theirs" existed already`)
	wantWrites(t, adopting.Array, fmt.Sprintf(`PUT metadata/%d {"a":"1"}`, adopting.pool))
	wantAgreement(t, adopting.Array, adopted)
	another := adopting.Resource(metadataResource)
	wantErrors(t, acctest.Errors(another.Apply(adopting.config("b", "1"))))
}

// TestMetadataOfTwoResources: a key belongs to one of them, which is known at
// plan time; an object can belong to both.
func TestMetadataOfTwoResources(t *testing.T) {
	t.Parallel()
	g := newTagging(t, nil)
	first, second, third := g.Resource(metadataResource), g.Resource(metadataResource), g.Resource(metadataResource)
	wantErrors(t, acctest.Errors(first.Apply(g.config("a", "1", "b", "2"))))
	wantErrors(t, acctest.Errors(second.Apply(g.config("c", "3"))))
	g.ClearRequests()
	wantRefusedPlan(t, g.Array, third.Plan(g.config("b", "2")), `ElementKeyString("b")`, `Key "b" Belongs To Two Resources`, fmt.Sprint(g.pool))
	wantRefusedPlan(t, g.Array, second.Plan(g.config("c", "3", "a", "1")), `ElementKeyString("a")`)
	wantErrors(t, first.Plan(g.config("a", "1", "b", "3")).Errors())
	wantErrors(t, acctest.Errors(first.Apply(g.config("a", "1"))))
	wantErrors(t, acctest.Errors(second.Apply(g.config("c", "3", "b", "2"))))
	wantAgreement(t, g.Array, second)
	unknown := map[string]any{"object_id": acctest.Unknown, "entries": entriesOf("a", "1")}
	wantErrors(t, third.Plan(unknown).Errors())
	wantErrors(t, third.Plan(map[string]any{"object_id": g.pool, "entries": acctest.Unknown}).Errors())
}

// TestMetadataOfTwoNewResources is refused before anything is sent.
func TestMetadataOfTwoNewResources(t *testing.T) {
	t.Parallel()
	g := newTagging(t, nil)
	wantErrors(t, g.Resource(metadataResource).Plan(g.config("a", "1")).Errors())
	wantRefusedPlan(t, g.Array, g.Resource(metadataResource).Plan(g.config("a", "1")), `Key "a" Belongs To Two Resources`)
}

// TestMetadataInput that the array wouldn't take is refused at plan time.
func TestMetadataInput(t *testing.T) {
	t.Parallel()
	g := newTagging(t, nil)
	for name, entries := range map[string]any{
		"none": map[string]any{}, "no key": entriesOf("", "1"), "a dot": entriesOf(".", "1"), "two dots": entriesOf("..", "1"),
		"null": map[string]any{"a": nil},
	} {
		wantRefusedPlan(t, g.Array, g.Resource(metadataResource).Plan(map[string]any{"object_id": g.pool, "entries": entries}), `AttributeName("entries")`)
		if t.Failed() {
			t.Fatal(name)
		}
	}
	wantRefusedPlan(t, g.Array, g.Resource(metadataResource).Plan(map[string]any{"object_id": 0, "entries": entriesOf("a", "1")}), `AttributeName("object_id")`)
	nowhere := g.Resource(metadataResource).Apply(map[string]any{"object_id": 4711, "entries": entriesOf("a", "1")})
	wantRefused(t, nowhere, `AttributeName("object_id")`, "METADATA_IS_NOT_SUPPORTED_FOR_ENTITY", "Give the id of a pool")
	wantRefused(t, g.Resource(metadataResource).Apply(g.config("a", strings.Repeat("x", 1<<20))), `AttributeName("entries")`, "METADATA_SIZE_EXCEEDED", "shorter values")
}

// TestMetadataImport takes all keys or some, by id or identity.
func TestMetadataImport(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		take  func(g tagging, metadata *acctest.Instance) string
		wants []string
	}{
		{"all by id", func(g tagging, m *acctest.Instance) string { return acctest.Errors(m.Import(fmt.Sprint(g.pool))) }, []string{"a", "1", "b", "2", "theirs", "1"}},
		{"some by id", func(g tagging, m *acctest.Instance) string {
			return acctest.Errors(m.Import(fmt.Sprintf("%d/b,a", g.pool)))
		}, []string{"a", "1", "b", "2"}},
		{"some by identity", func(g tagging, m *acctest.Instance) string {
			return acctest.Errors(m.ImportIdentity(map[string]any{"object_id": g.pool, "keys": []any{"b"}}))
		}, []string{"b", "2"}},
		{"all by identity", func(g tagging, m *acctest.Instance) string {
			return acctest.Errors(m.ImportIdentity(map[string]any{"object_id": g.pool}))
		}, []string{"a", "1", "b", "2", "theirs", "1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			g := newTagging(t, nil)
			g.tag(t, "a", "1")
			g.tag(t, "b", "2")
			metadata := g.Resource(metadataResource)
			g.ClearRequests()
			wantErrors(t, c.take(g, metadata))
			wantAgreement(t, g.Array, metadata)
			wantNothingPlanned(t, metadata, g.config(c.wants...))
			wantErrors(t, metadata.Identity()["keys"], c.wants[0])
			wantWrites(t, g.Array)
			wantErrors(t, acctest.Errors(metadata.Refresh()))
			wantErrors(t, acctest.Errors(metadata.Apply(g.config(append(c.wants, "new", "3")...))))
			wantAgreement(t, g.Array, metadata)
		})
	}
	g := newTagging(t, nil)
	bare := poolOn(g.Array, "bare")
	for id, texts := range map[string][]string{
		"pool": {`"pool" is no import id`, `"1001"`, `"1001/team,tier"`}, fmt.Sprintf("%d/", g.pool): {"no import id"}, "0": {"no import id"},
		fmt.Sprintf("%d/theirs,mine", g.pool): {"Cannot Import", "It has no key mine"}, fmt.Sprint(bare): {"Cannot Import", "no entries yet"},
		"4711": {"METADATA_IS_NOT_SUPPORTED_FOR_ENTITY"},
	} {
		wantRefused(t, g.Resource(metadataResource).Import(id), texts...)
	}
}

// TestSystemMetadataLife is the same for the array itself.
func TestSystemMetadataLife(t *testing.T) {
	t.Parallel()
	g := newTagging(t, nil)
	metadata := g.Resource(systemMetadataResource)
	config := map[string]any{"entries": entriesOf("site", "berlin", "rack", "7")}
	wantErrors(t, acctest.Errors(metadata.Apply(config)))
	wantWrites(t, g.Array, `PUT metadata/system {"rack":"7","site":"berlin"}`)
	wantAgreement(t, g.Array, metadata)
	wantNothingPlanned(t, metadata, config)
	wantErrors(t, metadata.Identity()["setting"], "system_metadata")
	shown, diagnostics := g.DataSource(systemMetadataResource).Read(map[string]any{})
	wantErrors(t, acctest.Errors(diagnostics))
	if fmt.Sprint(shown["entries"]) != "map[rack:7 site:berlin]" {
		t.Errorf("shows %v", shown)
	}
	imported := g.Resource(systemMetadataResource)
	wantErrors(t, acctest.Errors(imported.Import("system_metadata/site")))
	wantAgreement(t, g.Array, imported)
	whole := g.Resource(systemMetadataResource)
	wantErrors(t, acctest.Errors(whole.Import("system_metadata")))
	wantNothingPlanned(t, whole.At(acctest.NewProtocol(t, g.Array, nil)), config)
	byIdentity := g.Resource(systemMetadataResource)
	wantErrors(t, acctest.Errors(byIdentity.ImportIdentity(map[string]any{"setting": "system_metadata"})))
	wantNothingPlanned(t, byIdentity.At(acctest.NewProtocol(t, g.Array, nil)), config)
	wantRefused(t, g.Resource(systemMetadataResource).Import("1001"), `"1001" is no import id`, `"system_metadata/team,tier"`)
	wantRefused(t, g.Resource(systemMetadataResource).ImportIdentity(map[string]any{"setting": "qos"}), `"qos" is no import id`)
	wantRefused(t, acctest.NewProtocol(t, g.Array, nil).Resource(systemMetadataResource).Apply(map[string]any{"entries": entriesOf("site", "x")}),
		`Key "site" Exists Already`, `id = "system_metadata/site"`)
	g.ClearRequests()
	wantErrors(t, acctest.Errors(metadata.Destroy()))
	wantWrites(t, g.Array, "DELETE metadata/system/rack", "DELETE metadata/system/site")
	g.wantTags(t, "theirs", "1")
}

// TestMetadataShown for one object and for all.
func TestMetadataShown(t *testing.T) {
	t.Parallel()
	g := newTagging(t, nil)
	g.made(t, "a", "1")
	shown, diagnostics := g.DataSource(metadataResource).Read(map[string]any{"object_id": g.pool})
	wantErrors(t, acctest.Errors(diagnostics))
	if fmt.Sprint(shown["entries"]) != "map[a:1 theirs:1]" || shown["object_id"] != g.pool {
		t.Errorf("shows %v", shown)
	}
	_, diagnostics = g.DataSource(metadataResource).Read(map[string]any{"object_id": 4711})
	wantRefused(t, diagnostics, `AttributeName("object_id")`, "METADATA_IS_NOT_SUPPORTED_FOR_ENTITY")
	all, diagnostics := g.DataSource("onprem_infinibox_object_metadata_entries").Read(map[string]any{"filters": []any{filter("key", "neq", "theirs")}})
	wantErrors(t, acctest.Errors(diagnostics))
	listed, _ := all["object_metadata_entries"].([]any)
	if len(listed) != 1 {
		t.Fatalf("shows %v", all)
	}
	wantSeen(t, "entry", listed[0], g.Only("metadata", map[string]any{"key": "a"}))
	_, diagnostics = g.DataSource("onprem_infinibox_object_metadata_entries").Read(map[string]any{"filters": []any{filter("object_type", "eq", "pool")}})
	wantRefused(t, diagnostics, `AttributeName("filters")`, "NOT_FILTERABLE_FIELD")
}

// TestMetadataListed object by object, without the array's own.
func TestMetadataListed(t *testing.T) {
	t.Parallel()
	g := newTagging(t, nil)
	g.made(t, "a", "1", "b", "2")
	wantErrors(t, acctest.Errors(g.Resource(systemMetadataResource).Apply(map[string]any{"entries": entriesOf("a", "9")})))
	other := poolOn(g.Array, "slow")
	wantErrors(t, acctest.Errors(g.Resource(metadataResource).Apply(map[string]any{"object_id": other, "entries": entriesOf("a", "3")})))
	list := g.ListResource(metadataResource)
	found := ask(t, list, acctest.Query{Include: true})
	if len(found) != 2 || fmt.Sprint(found[0].Identity) != fmt.Sprintf("map[keys:[a b theirs] object_id:%d]", g.pool) ||
		fmt.Sprint(found[1].Resource) != fmt.Sprintf("map[entries:map[a:3] object_id:%d]", other) {
		t.Errorf("listed %v", found)
	}
	found = ask(t, list, acctest.Query{Limit: 1, Config: map[string]any{"filters": []any{filter("key", "eq", "a")}}})
	if len(found) != 1 || found[0].Resource != nil || fmt.Sprint(found[0].Identity) != fmt.Sprintf("map[keys:[a] object_id:%d]", g.pool) {
		t.Errorf("listed %v", found)
	}
	wantRefusedQuery(t, list, acctest.Query{Config: map[string]any{"filters": []any{filter("object_type", "eq", "pool")}}}, "NOT_FILTERABLE_FIELD")
	g.Break(device.Rule{Method: "GET", Path: "**/metadata", Error: "INTERNAL_SERVER_ERROR"})
	wantRefusedQuery(t, list, acctest.Query{}, "INTERNAL_SERVER_ERROR")
}
