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
	id string
	// owner is the id of the object that it belongs to, if it shows one.
	owner string
	raw   json.RawMessage
}

// UnmarshalJSON keeps the text and finds the ids in it.
func (l *located) UnmarshalJSON(text []byte) error {
	var named struct {
		ID    json.RawMessage `json:"id"`
		Owner json.RawMessage `json:"object_id"`
	}
	if err := json.Unmarshal(text, &named); err != nil {
		return err
	}
	l.id, l.owner, l.raw = string(named.ID), string(named.Owner), bytes.Clone(text)
	return nil
}

// known is an object that was read, or all those of an owner.
type known struct {
	fields fieldSet

	mu sync.Mutex
	// raw are the objects, one after another, until they are wanted a second
	// time, as a host is by each of its mappings: then objects are, which all
	// further callers share.
	raw     json.RawMessage
	objects []api.Object
	taken   bool
}

// take are the objects. Nobody may change them.
func (k *known) take() ([]api.Object, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.objects != nil {
		return k.objects, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(k.raw))
	decoder.UseNumber()
	var objects []api.Object
	for decoder.More() {
		var object api.Object
		if err := decoder.Decode(&object); err != nil {
			return nil, err
		}
		objects = append(objects, object)
	}
	if k.taken {
		k.objects, k.raw = objects, nil
	}
	k.taken = true
	return objects, nil
}
