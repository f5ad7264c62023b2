package client

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

func TestListsOfEveryShape(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ path, body, field, want string }{
		"bare":              {"SwitchSpeed", `[{"slot":"7"},{"slot":"9"}]`, "slot", "7 9"},
		"bare values":       {"AvailableModels", `["MSP8000 ","MSP8020"]`, "result", "MSP8000 MSP8020"},
		"present nodes":     {"PresentNodes", `{"presentNodes":[{"number":"10"},{"number":"1"}]}`, "number", "10 1"},
		"sensors":           {"Node/1/Sensors", `{"Sensors":[{"number":"0"}]}`, "number", "0"},
		"sensors, bare":     {"Node/1/Sensors", `[{"number":"0"}]`, "number", "0"},
		"payloads":          {"Node/1/Payloads", `{"payloads":[{"number":"1"}]}`, "number", "1"},
		"NICs":              {"Node/1/Payload/1/Nics", `{"Nics":[{"id":"1"},{"id":"2"}]}`, "id", "1 2"},
		"monitored sensors": {"MonitoredSensors", `{"platform":"6","monitoredSensors":[{"node":"1"}]}`, "node", "1"},
		"empty":             {"PresentNodes", `{"presentNodes":[]}`, "number", ""},
	}
	for name, test := range tests {
		p := always(t, "GET "+test.path, reply(test.body))
		objects, err := collect(t, connect(t, p.URL), test.path, api.Query{})
		if got := column(objects, test.field); err != nil || got != test.want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestWhatIsNoListIsRefused(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`null`, `"x"`, `{"a":[],"b":[]}`, `{"oid":"1"}`} {
		p := always(t, "GET UserList", reply(body))
		if _, err := collect(t, connect(t, p.URL), "UserList", api.Query{}); !errors.Is(err, api.ErrNotTheDevice) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestListsAreReadAsObjectsWithOneField(t *testing.T) {
	t.Parallel()
	sensor := []any{map[string]any{"number": "0"}}
	tests := []struct {
		path, body string
		want       api.Object
	}{
		{"UserList", `[{"number":"0"}]`, api.Object{"result": sensor}},
		{"UserList", `{"users":[{"number":"0"}]}`, api.Object{"result": sensor}},
		{"Node/1/Sensors", `{"Sensors":[{"number":"0"}]}`, api.Object{"Sensors": sensor}},
		{"Node/1/Sensors", `[{"number":"0"}]`, api.Object{"Sensors": sensor}},
		{"Node/1/MonitoredSensors", `{"node":"1","monitoredSensors":[{"number":"0"}]}`, api.Object{"node": "1", "monitoredSensors": sensor}},
		{"OneClickUpgrade", `{"allStatus":[],"totalProgress":0}`, api.Object{"allStatus": []any{}, "totalProgress": json.Number("0")}},
		{"Oid", `"1.3"`, api.Object{"result": "1.3"}},
		{"SEL/Settings", `{"pollingEnabled":true,"recordsRetention":10000}`, api.Object{"pollingEnabled": true, "recordsRetention": json.Number("10000")}},
	}
	for _, test := range tests {
		p := always(t, "GET "+test.path, reply(test.body))
		object, err := connect(t, p.URL).Get(t.Context(), test.path)
		if err != nil || !reflect.DeepEqual(object, test.want) {
			t.Errorf("%s of %s: %v, %v", test.path, test.body, object, err)
		}
	}
}

func TestTableIsAText(t *testing.T) {
	t.Parallel()
	const table = "recordId,timestamp\n1,2015-01-29T05:52:44Z\n"
	p := always(t, "GET SEL/Csv", raw(200, "text/csv", table), refuse(51, "Database Error."))
	client := connect(t, p.URL)
	object, err := client.Get(t.Context(), "SEL/Csv")
	if err != nil || object["result"] != table {
		t.Errorf("%v, %v", object, err)
	}
	if _, err := client.Get(t.Context(), "SEL/Csv"); !errors.Is(err, api.ErrRefused) {
		t.Errorf("got %v", err)
	}
}

// eventLog answers as a log of records does, of which the first ones were thrown
// away. It takes an offset for a record's id or for a count.
func eventLog(first, last int, counts bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		from := first
		if given := r.URL.Query().Get("offset"); given != "" {
			from, _ = strconv.Atoi(given)
			if counts {
				from += first
			}
		}
		limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
		var records []string
		for id := max(from, first); id <= last && len(records) < min(limit, 40); id++ {
			records = append(records, fmt.Sprintf(`{"recordId":%d}`, id))
		}
		reply(fmt.Sprintf(`{"numRecords":%d,"records":[%s]}`, last-first+1, strings.Join(records, ",")))(w, r)
	}
}

func TestEventsComePageByPageHoweverAnOffsetIsMeant(t *testing.T) {
	t.Parallel()
	for _, counts := range []bool{false, true} {
		for _, first := range []int{1, 501} {
			p := always(t, "GET SEL/Events", eventLog(first, first+99, counts))
			objects, err := collect(t, connect(t, p.URL), "SEL/Events", api.Query{})
			seen := map[any]bool{}
			for _, object := range objects {
				seen[object["recordId"]] = true
			}
			if err != nil || len(objects) != 100 || len(seen) != 100 {
				t.Errorf("counts %v, from %d: %d records, %d different, %v", counts, first, len(objects), len(seen), err)
			}
		}
	}
}

func TestEventsAreReadOnlyAsFarAsTheyAreWanted(t *testing.T) {
	t.Parallel()
	p := always(t, "GET SEL/Events", eventLog(1, 100, false))
	for object, err := range connect(t, p.URL).List(t.Context(), "SEL/Events", api.Query{Page: 10}) {
		if err != nil {
			t.Fatal(err)
		}
		if object["recordId"] == json.Number("15") {
			break
		}
	}
	p.expect(t, "GET SEL/Events?limit=10", "GET SEL/Events?offset=10&limit=10")
}

func TestEmptyEventLog(t *testing.T) {
	t.Parallel()
	p := always(t, "GET SEL/Events", eventLog(1, 0, false))
	objects, err := collect(t, connect(t, p.URL), "SEL/Events", api.Query{})
	if err != nil || len(objects) != 0 {
		t.Errorf("%v, %v", objects, err)
	}
	p.expect(t, "GET SEL/Events?limit=1000")
}

func TestQueriesAreAnsweredHere(t *testing.T) {
	t.Parallel()
	p := always(t, "GET Node/1/Sensors", reply(`[
		{"number":"2","name":"Temp Inlet","info":{"x":"a"}},{"number":"10","name":"Fan","info":{"x":"b"}},
		{"number":"9","name":"Temp CPU"}]`))
	client := connect(t, p.URL)
	one := func(field, operator string, values ...string) api.Query {
		return api.Query{Filters: []api.Filter{{Field: field, Operator: operator, Values: values}}}
	}
	tests := map[string]struct {
		query api.Query
		want  string
	}{
		"eq":          {one("number", "eq", "10"), "10"},
		"eq, number":  {one("number", "eq", "010"), "10"},
		"neq":         {one("name", "neq", "Fan"), "2 9"},
		"lt":          {one("number", "lt", "10"), "2 9"},
		"leq":         {one("number", "leq", "9"), "2 9"},
		"gt":          {one("number", "gt", "2"), "10 9"},
		"geq":         {one("number", "geq", "9"), "10 9"},
		"between":     {one("number", "between", "3", "10"), "10 9"},
		"in":          {one("number", "in", "9", "2"), "2 9"},
		"in nothing":  {one("number", "in"), ""},
		"notin":       {one("number", "notin", "9", "2"), "10"},
		"like":        {one("name", "like", "temp"), "2 9"},
		"inside":      {one("info.x", "eq", "b"), "10"},
		"sort":        {api.Query{Sort: []string{"number"}}, "2 9 10"},
		"sort down":   {api.Query{Sort: []string{"-number"}}, "10 9 2"},
		"sort by two": {api.Query{Sort: []string{"info.x", "number"}}, "9 2 10"},
	}
	for name, test := range tests {
		objects, err := collect(t, client, "Node/1/Sensors", test.query)
		if got := column(objects, "number"); err != nil || got != test.want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for _, query := range []api.Query{one("number", "near", "1"), one("number", "eq"), one("number", "between", "1")} {
		if _, err := collect(t, client, "Node/1/Sensors", query); !errors.Is(err, api.ErrRefused) {
			t.Errorf("%+v: %v", query, err)
		}
	}
}
