package provider_test

import (
	"encoding/json"
	"maps"
	"math/big"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// with has another value of an attribute.
func (k kept) with(t *testing.T, name string, value tftypes.Value) kept {
	t.Helper()
	var attributes map[string]tftypes.Value
	if err := k.state.As(&attributes); err != nil {
		t.Fatal(err)
	}
	attributes = maps.Clone(attributes)
	attributes[name] = value
	k.state = tftypes.NewValue(k.state.Type(), attributes)
	return k
}

func (w *ways) attributes(k kept) map[string]tftypes.Value {
	w.t.Helper()
	var attributes map[string]tftypes.Value
	if err := k.state.As(&attributes); err != nil {
		w.t.Fatal(err)
	}
	return attributes
}

// configuration is one that a state could come from: all that can be
// configured.
func (w *ways) configuration(k kept) tftypes.Value {
	w.t.Helper()
	config := kept{state: k.state}
	for _, attribute := range w.schema.ResourceSchemas[k.resource].Block.Attributes {
		if attribute.Computed && !attribute.Optional {
			config = config.with(w.t, attribute.Name, tftypes.NewValue(attribute.ValueType(), nil))
		}
	}
	return config.state
}

// written is a state as a state file has it.
func (w *ways) written(k kept) []byte {
	w.t.Helper()
	written, err := json.Marshal(plain(w.t, k.state))
	if err != nil {
		w.t.Fatal(err)
	}
	return written
}

// plain is a value in Go's own types.
func plain(t testing.TB, value tftypes.Value) any {
	t.Helper()
	if value.IsNull() {
		return nil
	}
	var number big.Float
	var text string
	var truth bool
	var list []tftypes.Value
	var object map[string]tftypes.Value
	switch {
	case value.As(&number) == nil:
		return json.Number(number.Text('f', -1))
	case value.As(&text) == nil:
		return text
	case value.As(&truth) == nil:
		return truth
	case value.As(&list) == nil:
		all := make([]any, len(list))
		for i, one := range list {
			all[i] = plain(t, one)
		}
		return all
	case value.As(&object) == nil:
		all := map[string]any{}
		for name, one := range object {
			all[name] = plain(t, one)
		}
		return all
	}
	t.Fatalf("no plain form of %s", value)
	return nil
}

// others are values of the same type: none, and one that differs.
func others(t *testing.T, value tftypes.Value) []tftypes.Value {
	t.Helper()
	typ := value.Type()
	null := tftypes.NewValue(typ, nil)
	switch was := plain(t, value).(type) {
	case nil:
		switch {
		case typ.Is(tftypes.Number):
			return []tftypes.Value{tftypes.NewValue(typ, 7)}
		case typ.Is(tftypes.String):
			return []tftypes.Value{tftypes.NewValue(typ, "other")}
		case typ.Is(tftypes.Bool):
			return []tftypes.Value{tftypes.NewValue(typ, true)}
		}
		return nil
	case json.Number:
		number, err := was.Int64()
		if err != nil {
			t.Fatal(err)
		}
		return []tftypes.Value{null, tftypes.NewValue(typ, number+1), tftypes.NewValue(typ, number+512)}
	case string:
		return []tftypes.Value{null, tftypes.NewValue(typ, was+"x")}
	case bool:
		return []tftypes.Value{null, tftypes.NewValue(typ, !was)}
	case []any:
		return append(otherElements(t, value), null, tftypes.NewValue(typ, []tftypes.Value{}))
	case map[string]any:
		if typ.Is(tftypes.Map{}) {
			return append(otherKeys(t, value), null, tftypes.NewValue(typ, map[string]tftypes.Value{}))
		}
	}
	return []tftypes.Value{null}
}

// otherElements are lists and sets with another first element.
func otherElements(t *testing.T, value tftypes.Value) []tftypes.Value {
	t.Helper()
	var elements []tftypes.Value
	if err := value.As(&elements); err != nil {
		t.Fatal(err)
	}
	if len(elements) == 0 {
		return nil
	}
	var all []tftypes.Value
	for _, other := range others(t, elements[0]) {
		if !other.IsNull() {
			all = append(all, tftypes.NewValue(value.Type(), append([]tftypes.Value{other}, elements[1:]...)))
		}
	}
	return all
}

// otherKeys are maps of texts with other values, and with one key more.
func otherKeys(t *testing.T, value tftypes.Value) []tftypes.Value {
	t.Helper()
	var elements map[string]tftypes.Value
	if err := value.As(&elements); err != nil {
		t.Fatal(err)
	}
	var all []tftypes.Value
	for key, element := range elements {
		for _, other := range others(t, element) {
			if changed := maps.Clone(elements); !other.IsNull() {
				changed[key] = other
				all = append(all, tftypes.NewValue(value.Type(), changed))
			}
		}
		more := maps.Clone(elements)
		more[key+"x"] = tftypes.NewValue(tftypes.String, "")
		all = append(all, tftypes.NewValue(value.Type(), more))
	}
	return all
}

// moment is a time in a message.
var moment = regexp.MustCompile(`\d{4}-\d\d-\d\dT[\d:.]+Z`)

func timeless(text string) string { return moment.ReplaceAllString(text, "then") }
