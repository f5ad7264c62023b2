package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"strconv"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// formType is the media type of a form.
const formType = "application/x-www-form-urlencoded"

// errNoForm: a body isn't fields with values.
var errNoForm = errors.New("a form is made of fields with values")

// encodeForm writes fields as a form, sorted by their names: texts as they are,
// numbers in decimal, truths as true and false, lists and objects as JSON text
// in one field.
func encodeForm(body any) (url.Values, error) {
	var fields map[string]any
	switch body := body.(type) {
	case nil:
		return url.Values{}, nil
	case map[string]any:
		fields = body
	case api.Object:
		fields = body
	default:
		return nil, fmt.Errorf("%w, not of %T", errNoForm, body)
	}
	form := url.Values{}
	for name, value := range fields {
		text, err := formText(value)
		if err != nil {
			return nil, fmt.Errorf("field %s: %w", name, err)
		}
		form.Set(name, text)
	}
	return form, nil
}

// formText is a value as a form holds it.
func formText(value any) (string, error) {
	switch value := value.(type) {
	case nil:
		return "", errors.New("a form has no way to say that there is no value")
	case string:
		return value, nil
	case json.Number:
		return value.String(), nil
	}
	switch v := reflect.ValueOf(value); v.Kind() {
	case reflect.Bool:
		return strconv.FormatBool(v.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.FormatUint(v.Uint(), 10), nil
	case reflect.Float32, reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'f', -1, v.Type().Bits()), nil
	case reflect.String:
		return v.String(), nil
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return "", fmt.Errorf("can't be written as JSON: %w", err)
	}
	return string(bytes.TrimSuffix(text.Bytes(), []byte("\n"))), nil
}

// secretFields are the fields whose values no log may show.
func secretFields() []string {
	return []string{"password", "newPassword", "token", "key"}
}

// secretsIn are the values of secret fields in a form, so that they are masked
// where the platform repeats them.
func secretsIn(form url.Values) []string {
	var secrets []string
	for _, name := range secretFields() {
		secrets = append(secrets, form[name]...)
	}
	return secrets
}
