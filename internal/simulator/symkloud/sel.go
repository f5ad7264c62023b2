package symkloud

import (
	"slices"
	"strconv"
	"time"
)

// eventLog is the system event log of a platform.
type eventLog struct {
	// Last is the number of the last record; numbers are never used again.
	Last    int      `json:"last"`
	Records []record `json:"records"`
}

// record is one event, as the API shows it.
type record struct {
	ID          int    `json:"recordId"`
	Timestamp   string `json:"timestamp"`
	Generator   string `json:"generatorId"`
	Sensor      int    `json:"sensorNumber"`
	SensorName  string `json:"sensorName"`
	SensorType  string `json:"sensorType"`
	Direction   string `json:"eventDirection"`
	Data1       int    `json:"eventData1"`
	Data2       int    `json:"eventData2"`
	Data3       int    `json:"eventData3"`
	Description string `json:"eventDescription"`
}

// event is something that happens.
type event struct {
	at        time.Time
	generator string
	sensor    int
	name      string
	kind      string
	asserted  bool
	data      [3]int
	text      string
}

// log adds an event to the log, unless polling is off. The oldest records go
// when there are more than are retained.
func (p *platform) log(e event) {
	if !p.Polling {
		return
	}
	direction := "Deasserted"
	if e.asserted {
		direction = "Asserted"
	}
	p.Log.Last++
	p.Log.Records = append(p.Log.Records, record{
		p.Log.Last, e.at.UTC().Format(time.RFC3339), e.generator, e.sensor, e.name, e.kind, direction,
		e.data[0], e.data[1], e.data[2], e.text,
	})
	p.trim()
}

// trim lets the oldest records go.
func (p *platform) trim() {
	if over := len(p.Log.Records) - p.Retention; over > 0 {
		p.Log.Records = p.Log.Records[over:]
	}
}

// from are the records from a number on.
func (l *eventLog) from(id int) []record {
	at, _ := slices.BinarySearchFunc(l.Records, id, func(r record, id int) int { return r.ID - id })
	return l.Records[at:]
}

// columns are the names of a record's fields, in order.
func columns() []string {
	return []string{
		"recordId", "timestamp", "generatorId", "sensorNumber", "sensorName", "sensorType", "eventDirection",
		"eventData1", "eventData2", "eventData3", "eventDescription",
	}
}

// row is a record's fields as text, in the order of the columns.
func (r *record) row() []string {
	return []string{
		strconv.Itoa(r.ID), r.Timestamp, r.Generator, strconv.Itoa(r.Sensor), r.SensorName, r.SensorType, r.Direction,
		strconv.Itoa(r.Data1), strconv.Itoa(r.Data2), strconv.Itoa(r.Data3), r.Description,
	}
}
