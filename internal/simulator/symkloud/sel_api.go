package symkloud

import (
	"bytes"
	"encoding/csv"
	"fmt"
)

// Pages of the event log, in records; the reference has no figures.
const (
	defaultLimit = 100
	maxLimit     = 1000
	// maxRetention is the most records that a log can be told to keep.
	maxRetention = 1_000_000
)

func (s *Stack) selRoutes() []route {
	const base = "Platform/{p}/SEL/"
	return []route{
		{methods: "GET", path: base + "Events", need: ReadOnly, handle: listEvents, takes: parameters{may: []string{"offset", "limit"}}},
		{methods: "GET", path: base + "Csv", need: ReadOnly, handle: eventsAsCSV},
		{methods: "POST", path: base + "Clear", need: Operate, handle: clearEvents},
		{methods: "GET", path: base + "Settings", need: ReadOnly, handle: showLogSettings},
		{methods: "PUT", path: base + "Settings", need: Operate, handle: setLogSettings,
			takes: parameters{must: []string{"pollingEnabled", "recordsRetention"}}},
	}
}

// listEvents lists records from the one numbered offset on.
func listEvents(c *call) (any, error) {
	offset, ok := c.form.number("offset", 1)
	limit, okToo := c.form.number("limit", defaultLimit)
	if !ok || !okToo || limit < 1 || limit > maxLimit {
		return nil, refuse(codeBadParameters)
	}
	records := c.platform.Log.from(offset)
	return struct {
		Total   int      `json:"numRecords"`
		Records []record `json:"records"`
	}{len(c.platform.Log.Records), append([]record{}, records[:min(limit, len(records))]...)}, nil
}

// eventsAsCSV is the whole log, a header and a line a record.
func eventsAsCSV(c *call) (any, error) {
	var text bytes.Buffer
	lines := csv.NewWriter(&text)
	if err := lines.Write(columns()); err != nil {
		return nil, fmt.Errorf("writing the event log: %w", err)
	}
	for i := range c.platform.Log.Records {
		if err := lines.Write(c.platform.Log.Records[i].row()); err != nil {
			return nil, fmt.Errorf("writing the event log: %w", err)
		}
	}
	lines.Flush()
	return table(text.Bytes()), lines.Error()
}

// clearEvents empties the log; numbers go on.
func clearEvents(c *call) (any, error) {
	c.platform.Log.Records = nil
	return nil, nil
}

func showLogSettings(c *call) (any, error) {
	return struct {
		Polling   bool `json:"pollingEnabled"`
		Retention int  `json:"recordsRetention"`
	}{c.platform.Polling, c.platform.Retention}, nil
}

func setLogSettings(c *call) (any, error) {
	polling, ok := truth(c.form["pollingEnabled"], "true", "false")
	retention, isNumber := digits(c.form["recordsRetention"])
	if !ok || !isNumber || retention < 1 || retention > maxRetention {
		return nil, refuse(codeBadParameters)
	}
	c.platform.Polling, c.platform.Retention = polling, retention
	c.platform.trim()
	return nil, nil
}
