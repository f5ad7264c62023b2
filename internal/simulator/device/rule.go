package device

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Moment is when a connection is dropped.
type Moment string

// Before the device carries a request out, or after, so that only the answer
// is lost.
const (
	BeforeExecution Moment = "before"
	AfterExecution  Moment = "after"
)

// Rule says which requests a fault strikes and what it does to them.
//
// The rules are asked in the order in which they were added. The first that
// strikes decides what happens to the request, and later ones don't get to see
// it; a rule that only delays adds its delay and leaves the rest to later
// rules. Which of the requests that a rule gets to see it strikes depends on
// their number alone, also when many come at once.
//
// A client of Go's net/http repeats a GET by itself when a connection that it
// used before is dropped: let such a rule strike twice where it matters.
type Rule struct {
	// Method, Path, Query and Body select the requests, as in Match.
	Method string `json:"method,omitempty"`
	Path   string `json:"path,omitempty"`
	Query  string `json:"query,omitempty"`
	Body   string `json:"body,omitempty"`

	// Skip lets that many selected requests pass first.
	Skip int `json:"skip,omitempty"`
	// Times ends the rule after that many strikes; 0 is no end.
	Times int `json:"times,omitempty"`
	// Probability strikes by chance, above 0 to 1; 0 always strikes. Seed
	// chooses the sequence of chances, which is the same each time.
	Probability float64 `json:"probability,omitempty"`
	Seed        uint64  `json:"seed,omitempty"`

	// Delay holds the request back, in real time.
	Delay time.Duration `json:"-"`
	// Error answers with this documented error code of the device.
	Error string `json:"error,omitempty"`
	// Status answers with this HTTP status, 200 to 599; with Error it stands
	// in for the documented one.
	Status int `json:"status,omitempty"`
	// Header and Answer are the header fields and the body that go with Error
	// or Status; Answer stands in for the documented body.
	Header map[string]string `json:"header,omitempty"`
	Answer string            `json:"answer,omitempty"`
	// Executed lets the device carry the request out first: Delay then holds
	// its answer back, and Error or Status replaces its answer.
	Executed bool `json:"executed,omitempty"`
	// Drop closes the connection without an answer.
	Drop Moment `json:"drop,omitempty"`
	// Truncate cuts the device's answer after that many bytes of its body, at
	// least one byte before the end, and closes the connection.
	Truncate int `json:"truncate,omitempty"`
}

func (r Rule) match() Match {
	return Match{Method: r.Method, Path: r.Path, Query: r.Query, Body: r.Body}
}

// answers tells whether the rule answers in the device's place.
func (r Rule) answers() bool { return r.Status != 0 || r.Error != "" }

// onlyDelays tells whether the request goes its way after the delay.
func (r Rule) onlyDelays() bool { return !r.answers() && r.Drop == "" && r.Truncate == 0 }

func (r Rule) validate() error {
	effects := 0
	for _, has := range [...]bool{r.answers(), r.Drop != "", r.Truncate != 0} {
		if has {
			effects++
		}
	}
	switch {
	case r.Skip < 0, r.Times < 0, r.Delay < 0, r.Truncate < 0:
		return errors.New("skip, times, delay and truncate can't be negative")
	case r.Probability < 0 || r.Probability > 1:
		return errors.New("probability must be between 0 and 1")
	case effects == 0 && r.Delay == 0:
		return errors.New("the rule has no effect: it needs a delay, an error, a status, drop or truncate")
	case effects > 1:
		return errors.New("error or status, drop and truncate exclude each other")
	case r.Status != 0 && (r.Status < 200 || r.Status > 599):
		return errors.New("status must be between 200 and 599")
	case (len(r.Header) > 0 || r.Answer != "") && !r.answers():
		return errors.New("header and answer need an error or a status to go with")
	case r.Drop != "" && r.Drop != BeforeExecution && r.Drop != AfterExecution:
		return fmt.Errorf("drop must be %q or %q", BeforeExecution, AfterExecution)
	case r.Executed && (r.Drop != "" || r.Truncate != 0):
		return errors.New("executed doesn't go with drop, which says itself when, or truncate, which always is")
	}
	return nil
}

// replacement is the answer that the rule gives in the device's place.
func (r Rule) replacement(d Device) *answer {
	a := newAnswer()
	if r.Error != "" {
		status, header, body, _ := d.Failure(r.Error)
		a.status = status
		for name, values := range header {
			a.header[http.CanonicalHeaderKey(name)] = values
		}
		a.body.Write(body)
	}
	if r.Status != 0 {
		a.status = r.Status
	}
	for name, value := range r.Header {
		a.header.Set(name, value)
	}
	if r.Answer != "" {
		a.body.Reset()
		a.body.WriteString(r.Answer)
	}
	return a
}

// ruleFields has Rule's fields without its methods.
type ruleFields Rule

// MarshalJSON implements json.Marshaler; the delay is text such as "20ms".
func (r Rule) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		ruleFields
		Delay span `json:"delay,omitempty"`
	}{ruleFields(r), span(r.Delay)})
}

// UnmarshalJSON implements json.Unmarshaler; an unknown field is an error.
func (r *Rule) UnmarshalJSON(text []byte) error {
	var rule struct {
		ruleFields
		Delay span `json:"delay"`
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&rule); err != nil {
		return err
	}
	*r = Rule(rule.ruleFields)
	r.Delay = time.Duration(rule.Delay)
	return nil
}
