package symkloud_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

// logged are the descriptions of the event log, "generator: description".
func (s *stack) logged() []string {
	s.t.Helper()
	all, ok := s.Objects("events")
	if !ok {
		s.t.Fatal("there is no collection of events")
	}
	lines := []string{}
	for _, one := range all {
		lines = append(lines, fmt.Sprintf("%s: %s", one["generatorId"], one["eventDescription"]))
	}
	return lines
}

// numbers are those of records.
func numbers(records any) []string {
	found := []string{}
	list, _ := records.([]any)
	for _, one := range list {
		record, _ := one.(map[string]any)
		found = append(found, fmt.Sprint(record["recordId"]))
	}
	return found
}

func TestEventLogIsPagedByRecordNumber(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	if err := s.Generate(map[string]int{"events": 1200}); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		query              string
		number, from, upTo int
	}{
		"all":        {"", 100, 1, 100},
		"a page":     {"?offset=116&limit=10", 10, 116, 125},
		"one":        {"?offset=639&limit=1", 1, 639, 639},
		"from zero":  {"?offset=0&limit=2", 2, 1, 2},
		"the most":   {"?limit=1000", 1000, 1, 1000},
		"the last":   {"?offset=1199", 2, 1199, 1200},
		"beyond":     {"?offset=1201", 0, 0, 0},
		"limit only": {"?limit=3", 3, 1, 3},
	} {
		t.Run(name, func(t *testing.T) {
			got := s.on(t).get("SEL/Events" + test.query).object()
			records := numbers(got["records"])
			if fmt.Sprint(got["numRecords"]) != "1200" || len(records) != test.number {
				t.Fatalf("%v records of %v", len(records), got["numRecords"])
			}
			if n := len(records); n > 0 && (records[0] != fmt.Sprint(test.from) || records[n-1] != fmt.Sprint(test.upTo)) {
				t.Errorf("records from %s to %s", records[0], records[n-1])
			}
		})
	}
	for _, query := range []string{"?offset=-1", "?limit=0", "?limit=1001", "?limit=x", "?offset=", "?offset=1&offset=2", "?page=1"} {
		s.get("SEL/Events" + query).refused(4)
	}
}

func TestEventRecordHasItsFields(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.logIn("admin", "wrong").refused(23)
	s.get("SEL/Events").is(`{"numRecords":1,"records":[{"recordId":1,"timestamp":"2026-03-01T12:00:00Z","generatorId":"Manager",
		"sensorNumber":0,"sensorName":"Login","sensorType":"Platform Security","eventDirection":"Asserted",
		"eventData1":1,"eventData2":255,"eventData3":255,"eventDescription":"Login of \"admin\" failed"}]}`)
}

func TestEventLogAsCSV(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.logIn("admin", "wrong").refused(23)
	answered := s.get("SEL/Csv")
	rows, err := csv.NewReader(strings.NewReader(answered.body)).ReadAll()
	if err != nil || len(rows) != 2 || answered.header.Get("Content-Type") != "text/csv" {
		t.Fatalf("%v, %v, %v", rows, err, answered.header)
	}
	if got := strings.Join(rows[0], " "); got != "recordId timestamp generatorId sensorNumber sensorName sensorType eventDirection eventData1 eventData2 eventData3 eventDescription" {
		t.Errorf("columns %s", got)
	}
	if rows[1][0] != "1" || rows[1][10] != `Login of "admin" failed` {
		t.Errorf("row %q", rows[1])
	}
}

func TestClearedLogCountsOn(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.logIn("admin", "wrong").refused(23)
	s.send(http.MethodPost, "SEL/Clear").succeeds()
	s.get("SEL/Events").is(`{"numRecords":0,"records":[]}`)
	s.logIn("admin", "wrong").refused(23)
	if all, _ := s.Objects("events"); len(all) != 1 || all[0]["id"] != "6/2" {
		t.Errorf("the log has %v", all)
	}
}

func TestEventLogSettings(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	put := func(form ...string) reply { return s.send(http.MethodPut, "SEL/Settings", form...) }
	s.get("SEL/Settings").is(`{"pollingEnabled":true,"recordsRetention":10000}`)
	if err := s.Generate(map[string]int{"events": 50}); err != nil {
		t.Fatal(err)
	}
	put("pollingEnabled", "true", "recordsRetention", "10").succeeds()
	if records := numbers(s.get("SEL/Events").object()["records"]); len(records) != 10 || records[0] != "41" {
		t.Errorf("retained %v", records)
	}
	s.logIn("admin", "wrong").refused(23)
	if records := s.logged(); len(records) != 10 || !strings.HasPrefix(records[9], "Manager") {
		t.Errorf("retained %v", records)
	}
	put("pollingEnabled", "false", "recordsRetention", "10").succeeds()
	before := s.logged()
	s.logIn("admin", "wrong").refused(23)
	if after := s.logged(); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("logged although polling is off: %v", after)
	}
	for name, form := range map[string][]string{
		"polling alone":   {"pollingEnabled", "true"},
		"retention alone": {"recordsRetention", "10"},
		"polling":         {"pollingEnabled", "yes", "recordsRetention", "10"},
		"retention":       {"pollingEnabled", "true", "recordsRetention", "0"},
		"huge retention":  {"pollingEnabled", "true", "recordsRetention", "1000001"},
	} {
		t.Run(name, func(t *testing.T) {
			s.on(t).send(http.MethodPut, "SEL/Settings", form...).refused(4)
		})
	}
	s.get("SEL/Settings").is(`{"pollingEnabled":false,"recordsRetention":10}`)
	s.post("SEL/Settings", "pollingEnabled", "true", "recordsRetention", "10").refused(10)
}
