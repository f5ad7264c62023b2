package entity

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// toTerraform makes a Terraform value of what a device showed. Fields of a
// nested object that the schema doesn't know are left out.
func toTerraform(typ tftypes.Type, shown any) (tftypes.Value, error) {
	if shown == nil {
		return tftypes.NewValue(typ, nil), nil
	}
	switch typ := typ.(type) {
	case tftypes.Object:
		object, ok := shown.(map[string]any)
		if !ok {
			return tftypes.Value{}, mismatch("an object", shown)
		}
		values := make(map[string]tftypes.Value, len(typ.AttributeTypes))
		for name, inner := range typ.AttributeTypes {
			value, err := toTerraform(inner, object[name])
			if err != nil {
				return tftypes.Value{}, fmt.Errorf("%s: %w", name, err)
			}
			values[name] = value
		}
		return tftypes.NewValue(typ, values), nil
	case tftypes.Map:
		object, ok := shown.(map[string]any)
		if !ok {
			return tftypes.Value{}, mismatch("an object", shown)
		}
		values := make(map[string]tftypes.Value, len(object))
		for name, inner := range object {
			value, err := toTerraform(typ.ElementType, inner)
			if err != nil {
				return tftypes.Value{}, fmt.Errorf("%s: %w", name, err)
			}
			values[name] = value
		}
		return tftypes.NewValue(typ, values), nil
	case tftypes.List:
		return elements(typ, typ.ElementType, shown)
	case tftypes.Set:
		return elements(typ, typ.ElementType, shown)
	}
	return primitive(typ, shown)
}

func elements(typ, element tftypes.Type, shown any) (tftypes.Value, error) {
	list, ok := shown.([]any)
	if !ok {
		return tftypes.Value{}, mismatch("a list", shown)
	}
	values := make([]tftypes.Value, len(list))
	for i, inner := range list {
		value, err := toTerraform(element, inner)
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("[%d]: %w", i, err)
		}
		values[i] = value
	}
	return tftypes.NewValue(typ, values), nil
}

func primitive(typ tftypes.Type, shown any) (tftypes.Value, error) {
	switch {
	case typ.Is(tftypes.String):
		if text, ok := shown.(string); ok {
			return tftypes.NewValue(typ, text), nil
		}
		return tftypes.Value{}, mismatch("text", shown)
	case typ.Is(tftypes.Bool):
		if truth, ok := shown.(bool); ok {
			return tftypes.NewValue(typ, truth), nil
		}
		return tftypes.Value{}, mismatch("true or false", shown)
	case typ.Is(tftypes.Number):
		switch number := shown.(type) {
		case int64:
			return tftypes.NewValue(typ, number), nil
		case json.Number:
			if whole, err := number.Int64(); err == nil {
				return tftypes.NewValue(typ, whole), nil
			}
			float, _, err := big.ParseFloat(number.String(), 10, 512, big.ToNearestEven)
			if err != nil {
				return tftypes.Value{}, mismatch("a number", shown)
			}
			return tftypes.NewValue(typ, float), nil
		}
		return tftypes.Value{}, mismatch("a number", shown)
	}
	return tftypes.Value{}, fmt.Errorf("values of type %s don't come from devices", typ)
}

// fromTerraform makes what a device is sent of a Terraform value. Numbers
// become json.Number, so that no digit is lost; what an object leaves out
// isn't sent.
func fromTerraform(value tftypes.Value) (any, error) {
	switch {
	case value.IsNull():
		return nil, nil
	case !value.IsKnown():
		return nil, fmt.Errorf("%s isn't known yet", value.Type())
	case value.Type().Is(tftypes.String):
		var text string
		return convert(value, &text, func() any { return text })
	case value.Type().Is(tftypes.Bool):
		var truth bool
		return convert(value, &truth, func() any { return truth })
	case value.Type().Is(tftypes.Number):
		number := new(big.Float)
		return convert(value, &number, func() any { return json.Number(number.Text('f', -1)) })
	case value.Type().Is(tftypes.List{}), value.Type().Is(tftypes.Set{}):
		var list []tftypes.Value
		if err := value.As(&list); err != nil {
			return nil, err
		}
		sent := make([]any, len(list))
		for i, inner := range list {
			element, err := fromTerraform(inner)
			if err != nil {
				return nil, fmt.Errorf("[%d]: %w", i, err)
			}
			sent[i] = element
		}
		return sent, nil
	}
	var object map[string]tftypes.Value
	if err := value.As(&object); err != nil {
		return nil, err
	}
	sent := make(map[string]any, len(object))
	for name, inner := range object {
		if inner.IsNull() {
			continue
		}
		element, err := fromTerraform(inner)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		sent[name] = element
	}
	return sent, nil
}

func convert(value tftypes.Value, target any, sent func() any) (any, error) {
	if err := value.As(target); err != nil {
		return nil, err
	}
	return sent(), nil
}

func mismatch(wanted string, shown any) error {
	return fmt.Errorf("the device shows %T where its reference has %s", shown, wanted)
}

// decodeJSON reads JSON without losing digits of numbers.
func decodeJSON(raw []byte, target any) error {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	return decoder.Decode(target)
}
