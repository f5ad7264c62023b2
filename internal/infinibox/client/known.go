package client

import (
	"bytes"
	"encoding/json"
	"sync"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// located is an object of a listing as the array wrote it, which is a fifth of
// what it takes as an api.Object: most of a listing may never be wanted.
type located struct {
	id  string
	raw json.RawMessage
}

// UnmarshalJSON keeps the text and finds the id in it.
func (l *located) UnmarshalJSON(text []byte) error {
	var named struct {
		ID json.RawMessage `json:"id"`
	}
	if err := json.Unmarshal(text, &named); err != nil {
		return err
	}
	l.id, l.raw = string(named.ID), bytes.Clone(text)
	return nil
}

// known is an object that was read.
type known struct {
	fields fieldSet

	mu sync.Mutex
	// raw is the object until it is wanted a second time, as a host is by each
	// of its mappings: then object is, which all further callers share.
	raw    json.RawMessage
	object api.Object
	taken  bool
}

// take is the object. Nobody may change it.
func (k *known) take() (api.Object, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.object != nil {
		return k.object, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(k.raw))
	decoder.UseNumber()
	var object api.Object
	if err := decoder.Decode(&object); err != nil {
		return nil, err
	}
	if k.taken {
		k.object, k.raw = object, nil
	}
	k.taken = true
	return object, nil
}
