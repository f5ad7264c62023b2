package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// envelope is the frame around every answer ("Data structure" in the
// reference).
type envelope[T any] struct {
	Result   T         `json:"result"`
	Metadata *metadata `json:"metadata"`
	Error    *refusal  `json:"error"`
}

// metadata says whether the answer is complete ("List of Metadata Keys").
type metadata struct {
	Ready           *bool  `json:"ready"`
	ResultURL       string `json:"result_url"`
	Page            int    `json:"page"`
	PagesTotal      int    `json:"pages_total"`
	NumberOfObjects int    `json:"number_of_objects"`
}

// refusal is the envelope's error.
type refusal struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Reasons []struct {
		Message string `json:"message"`
	} `json:"reasons"`
}

// words are the messages of the reasons.
func (r *refusal) words() []string {
	var words []string
	for _, reason := range r.Reasons {
		if reason.Message != "" {
			words = append(words, reason.Message)
		}
	}
	return words
}

// pending reports whether the outcome has to be waited for.
func (e *envelope[T]) pending() bool {
	return e.Error == nil && e.Metadata != nil && e.Metadata.Ready != nil && !*e.Metadata.Ready
}

// Why an answer can't be read.
var (
	errNoEnvelope  = errors.New("the answer isn't in the InfiniBox API's form")
	errOtherResult = errors.New("the answer's result is of another kind than this path promises")
)

// decode reads an answer. Numbers stay as they were written: sizes and ids
// would lose digits as floating point.
func decode[T any](body []byte) (envelope[T], error) {
	var e envelope[T]
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(&e); err != nil {
		var mismatch *json.UnmarshalTypeError
		if errors.As(err, &mismatch) && strings.HasPrefix(mismatch.Field, "result") {
			return e, fmt.Errorf("%w (%s)", errOtherResult, mismatch.Value)
		}
		return e, errNoEnvelope
	}
	if e.Metadata == nil && (e.Error == nil || e.Error.Code == "") {
		return e, errNoEnvelope
	}
	return e, nil
}
