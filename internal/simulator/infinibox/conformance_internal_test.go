package infinibox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// inspected is one endpoint of the reference on an array of its own, with a
// request that the reference says should work.
type inspected struct {
	*endpoint
	array *Array
	path  string
	// body is nil for none.
	body any
	// part is the object that the path names, nil for none.
	part *record
}

// reaction is what came back.
type reaction struct {
	status   int
	code     string
	result   any
	metadata map[string]any
	reasons  []any
	body     string
}

func (r reaction) String() string { return fmt.Sprintf("%d %.300s", r.status, r.body) }

// inspect prepares an array that has what the endpoint's path names.
func inspect(t *testing.T, e *endpoint) *inspected {
	t.Helper()
	a := New(Options{S3: true, QoS: true, MixedProtocols: true, Clock: clockAt(time.Date(2026, time.March, 1, 12, 30, 0, 0, time.UTC))})
	i := &inspected{endpoint: e, array: a}
	if err := a.Generate(map[string]int{"pools": 4, "volumes": 3, "snapshots": 2}); err != nil {
		t.Fatal(err)
	}
	if prepare, ok := preparations()[e.method+" "+e.path]; ok {
		prepare(t, i)
	}
	i.path = i.addressOf(t)
	if set, ok := readyTo()[e.method+" "+e.path]; ok && i.part != nil {
		for name, v := range set {
			i.part.set(name, v)
		}
	}
	if body, ok := bodies()[e.method+" "+e.path]; ok {
		i.body = body
	} else if body, ok := i.sanBody(t); ok {
		i.body = body
	} else {
		i.body = i.sample(t)
	}
	return i
}

// addressOf fills the path's variables with what is there.
func (i *inspected) addressOf(t *testing.T) string {
	t.Helper()
	a, path := i.array, i.endpoint.path
	if len(i.documented[0].PathParameters) == 0 {
		return path
	}
	values := i.typedPath(t)
	if values == nil {
		for _, entity := range []*recordKind{i.owner, i.kind} {
			if entity != nil && generates(entity.name()) && (entity == i.kind || !generates(i.kind.name())) {
				if err := a.Generate(map[string]int{entity.name(): 1}); err != nil {
					t.Fatal(err)
				}
			}
		}
		if held := a.recordsOf(i.kind.name()).items; len(held) > 0 {
			i.part = held[len(held)-1]
		}
		if i.owner != nil {
			owner := i.part
			if owner == nil {
				owner = a.recordsOf(i.owner.name()).items[0]
				values = append(values, fmt.Sprint(owner.id))
			} else {
				values = append(values, owner.owner)
			}
		}
		for _, key := range i.keys {
			if i.part == nil {
				values = append(values, "1")
				continue
			}
			values = append(values, i.part.get(key).spelled())
		}
		if len(i.keys) > 0 && i.part != nil && i.keys[0] == "id" && i.kind.at["id"] == 0 {
			values[len(values)-len(i.keys)] = fmt.Sprint(i.part.id)
		}
	}
	for at, p := range i.documented[0].PathParameters {
		if at < len(values) {
			path = strings.Replace(path, "{"+p.Name+"}", url.PathEscape(values[at]), 1)
		} else {
			path = strings.Replace(path, "{"+p.Name+"}", "id", 1) // {attribute}
		}
	}
	return path
}

// typedPath are the variables of a path that leads to objects with types of
// their own; nil for others.
func (i *inspected) typedPath(t *testing.T) []string {
	t.Helper()
	a := i.array
	snapshotOf := a.volumes.items[3]
	switch first, _, _ := strings.Cut(i.endpoint.path, "/"); first {
	case "pools":
		return []string{fmt.Sprint(a.pools.items[3].id), "owners"}
	case "volumes", "datasets":
		if strings.Contains(i.endpoint.path, "internal_type") {
			return []string{"master"}
		}
		if i.tail == "refresh" || i.tail == "promote" || i.tail == "own_snapshot" {
			return []string{fmt.Sprint(snapshotOf.id)}
		}
		return []string{fmt.Sprint(snapshotOf.parent.id)}
	case "cgs":
		return i.groupPath(t)
	case "snapshot_policies", "qos":
		return i.protectionPath(t)
	case "remote":
		link, _, err := Link(a, New(Options{Name: "peer"}))
		if err != nil {
			t.Fatal(err)
		}
		resources := map[string]string{"GET": "pools", "POST": "pools", "PUT": "system/name", "DELETE": "metadata/system"}
		return []string{fmt.Sprint(link), resources[i.method]}
	case "users":
		if strings.Contains(i.endpoint.path, "{name}") {
			i.must(t, http.MethodPost, "users/pool_admin/reset_password", nil)
			token, _ := i.array.PasswordMail("pool_admin")
			return []string{"pool_admin", token}
		}
		return []string{"101"}
	case "metadata":
		owner := fmt.Sprint(a.volumes.items[0].id)
		if strings.Contains(i.endpoint.path, "system") {
			owner = "system"
		}
		if got := i.send(http.MethodPut, "metadata/"+owner, map[string]any{"key1": "v"}); got.status != 200 {
			t.Fatal(got)
		}
		if owner == "system" {
			return []string{"key1"}
		}
		return []string{owner, "key1"}
	}
	return i.sanPath(t)
}

// sample is a body that should work: the documented one with ids that exist.
func (i *inspected) sample(t *testing.T) any {
	t.Helper()
	first := i.documented[0]
	for _, d := range i.documented {
		if d == i.kind.entity.Create {
			first = d
			break
		}
	}
	for _, d := range i.documented {
		if first == i.kind.entity.Create {
			break
		}
		if !d.SampleDoubtful && d.Body != "" {
			first = d
			break
		}
	}
	if first.Body == "" || first.Body == "multipart" {
		return nil
	}
	a := i.array
	g := &generator{array: a, now: a.clock.Now().UnixMilli(), random: a.random()}
	if first.Operation == catalogue.Create && generates(i.kind.name()) && i.kind.name() != "pools" && i.kind.name() != "volumes" {
		body, err := g.bodyFor(i.kind, first)
		if err != nil {
			t.Fatal(err)
		}
		if fields, ok := body.(map[string]any); ok && fields["assigned_entity_type"] != nil {
			fields["assigned_entity_type"] = plannedVolume
		}
		return body
	}
	var body any
	if err := json.Unmarshal(first.Sample, &body); err != nil {
		t.Fatal(err)
	}
	fields, ok := body.(map[string]any)
	if !ok {
		return body
	}
	for name := range fields {
		if target, refers := pointers()[name]; refers && fields[name] != nil {
			id, err := g.anID(i.kind, target)
			if err != nil {
				t.Fatal(err)
			}
			fields[name] = id
		}
	}
	i.adjust(fields)
	return body
}

// adjust gives the samples of typed objects and operations what fits this array.
func (i *inspected) adjust(fields map[string]any) {
	a := i.array
	master, child := a.volumes.items[3].parent, a.volumes.items[3]
	for name := range fields {
		switch name {
		case "source_id":
			fields[name] = child.id
			if i.tail == "refresh" {
				fields[name] = master.id
			}
			if source, ok := i.groupSource(); ok {
				fields[name] = source
			}
			if i.part != nil {
				fields[name] = i.part.id
			}
		case "target_id":
			delete(fields, name)
		case "entities":
			fields[name] = []any{map[string]any{"id": master.id}}
			if i.tail == "delete_simulation" {
				fields[name] = []any{master.id}
			}
		case "data":
			if i.endpoint.path == "datasets/bulk" {
				fields[name] = map[string]any{"ssa_express_enabled": true}
			}
		case "ids":
			fields[name] = []any{master.id}
		case "entity_id", "assigned_entity_id":
			fields[name] = i.assigned()
			if i.part != nil {
				fields[name] = i.part.get(name).native()
			}
		case "dataset_id":
			fields[name] = i.outsider()
		case "principal":
			if i.part != nil {
				fields[name] = i.part.get(name).text
			}
		case "name":
			fields[name] = "example-1"
		case "with_capacity":
			delete(fields, name)
		}
	}
	if i.method == http.MethodPut && i.kind.entity.UpdateMode == catalogue.OneFieldPerCall && len(fields) > 1 && fields["ids"] == nil {
		for _, name := range document(fields).names()[1:] {
			delete(fields, name)
		}
	}
}

// send does a request as the vendor's own account.
func (i *inspected) send(method, path string, body any) reaction {
	return i.sendAs("infinidat", "infinidat-simulated", method, path, body)
}

func (i *inspected) sendAs(name, password, method, path string, body any) reaction {
	var sent []byte
	kind := "application/json"
	switch b := body.(type) {
	case nil:
	case rawBody:
		sent = []byte(b)
	default:
		sent, _ = json.Marshal(b) // built of plain values above
	}
	if method != http.MethodGet && i.array.router.at(i.method, i.endpoint.path).uploads() && body == nil {
		sent = []byte("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\ncontent\r\n--x--\r\n")
		kind = "multipart/form-data; boundary=x"
	}
	request := httptest.NewRequest(method, basePath+path, bytes.NewReader(sent))
	if len(sent) > 0 {
		request.Header.Set("Content-Type", kind)
	}
	if name != "" {
		request.SetBasicAuth(name, password)
	}
	recorder := httptest.NewRecorder()
	i.array.ServeHTTP(recorder, request)
	got := reaction{status: recorder.Code, body: recorder.Body.String()}
	var envelope struct {
		Result   any            `json:"result"`
		Metadata map[string]any `json:"metadata"`
		Error    *struct {
			Code    string `json:"code"`
			Reasons []any  `json:"reasons"`
		} `json:"error"`
	}
	if err := json.Unmarshal(recorder.Body.Bytes(), &envelope); err == nil {
		got.result, got.metadata = envelope.Result, envelope.Metadata
		if envelope.Error != nil {
			got.code, got.reasons = envelope.Error.Code, envelope.Error.Reasons
		}
	}
	return got
}

// rawBody is sent as it is.
type rawBody string

// call is the prepared request; approved when the endpoint can ask for it.
func (i *inspected) call(body any) reaction {
	return i.send(i.method, i.approvedPath(), body)
}

func (i *inspected) approvedPath() string {
	if i.method == http.MethodGet {
		return i.path
	}
	return i.path + "?approved=yes"
}

// fieldsOf is the prepared body as an object, or nil.
func (i *inspected) fieldsOf() map[string]any {
	fields, _ := i.body.(map[string]any)
	return fields
}

// expect says what's wrong with a reaction that should be a refusal.
func (r reaction) expect(status int, codes ...string) string {
	if r.status == status && slices.Contains(codes, r.code) && r.result == nil {
		return ""
	}
	return fmt.Sprintf("want %d %v, got %s", status, codes, r)
}
