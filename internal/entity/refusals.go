package entity

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Refusals are what a person needs to know of the device's error codes, beside
// the device's own words.
type Refusals map[string]Refusal

// Refusal is what to tell of one error code.
type Refusal struct {
	// About are the attributes that it can be about, the likeliest first. An
	// attribute that had a request of its own comes before them, and so does
	// what the device itself names.
	About []string
	// Always says that it is about those, or about the object as a whole,
	// whichever attribute was sent.
	Always bool
	// Gone says that in a change the code means the object itself.
	Gone bool
	// Remedy is what to do. {name} is the attribute of that name.
	Remedy string
}

// gone is what to tell of an object that vanished before it could be changed.
const gone = "It was deleted by other means since it was last read. Plan again: Terraform then makes it anew."

// requestError is the error of a request that carried one attribute of a model,
// or several when the attribute is empty.
type requestError struct {
	error
	attribute string
	model     any
}

// Unwrap is the device's error.
func (r *requestError) Unwrap() error { return r.error }

// explained translates the error of a request about an object. The finding is
// what was found out about it afterwards; it may be empty.
func (d *declared) explained(summary string, model any, finding string, err error) diag.Diagnostics {
	attribute, changing := "", false
	if carried := (*requestError)(nil); errors.As(err, &carried) {
		model, attribute, changing = carried.model, carried.attribute, true
	}
	var failed *api.Error
	switch {
	case !errors.As(err, &failed):
		return d.diagnoseWith(summary, finding, err)
	case !aboutTheRequest(failed):
		return d.diagnoseWith(summary, paragraphs(remedyFor(failed), finding), err)
	}
	refusal := d.refusals[failed.Code]
	if refusal.Gone && changing {
		refusal = Refusal{Always: true, Remedy: gone}
	}
	remedy := refusal.Remedy
	switch {
	case remedy == "":
		remedy = remedyFor(failed)
	case model != nil:
		remedy = d.fill(remedy, model)
	}
	names := d.concerned(refusal, failed, attribute)
	detail := explain(failed, paragraphs(d.given(names, model, summary+" "+failed.Message), remedy, finding))
	if len(names) == 0 {
		return diag.Diagnostics{diag.NewErrorDiagnostic(summary, detail)}
	}
	return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root(names[0]), summary, detail)}
}

// aboutTheRequest tells whether a device refused what the request says, and
// not who sends it or when.
func aboutTheRequest(failed *api.Error) bool {
	return failed.Status < http.StatusInternalServerError &&
		(errors.Is(failed, api.ErrRefused) || errors.Is(failed, api.ErrNotFound) || errors.Is(failed, api.ErrNameConflict))
}

// concerned are the attributes that a refusal is about, the likeliest first.
func (d *declared) concerned(refusal Refusal, failed *api.Error, sent string) []string {
	var names []string
	add := func(name string) {
		if _, ok := d.model.field(name); ok && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if !refusal.Always {
		add(sent)
		for _, named := range failed.Fields {
			for _, f := range d.model.fields {
				if f.named(named) {
					add(f.name)
				}
			}
		}
	}
	for _, name := range refusal.About {
		add(name)
	}
	return names
}

// given tells the values that a refusal is about, where neither the summary
// nor the device says them: `This is about pool_id = 4711.`
func (d *declared) given(names []string, model any, said string) string {
	var values []string
	for _, name := range names {
		f, _ := d.model.field(name)
		if model == nil || d.secret(name) {
			continue
		}
		value := d.model.value(model, f)
		if value.IsNull() || value.IsUnknown() || mentions(said, text(value)) {
			continue
		}
		plain, err := f.encode(context.Background(), value)
		if err != nil {
			continue
		}
		if written, err := json.Marshal(plain); err == nil {
			values = append(values, fmt.Sprintf("%s = %s", name, written))
		}
	}
	if len(values) == 0 {
		return ""
	}
	return "This is about " + strings.Join(values, " and ") + "."
}

// secret tells whether messages must not show an attribute.
func (d *declared) secret(name string) bool {
	declared, ok := d.attributes[name]
	return ok && (declared.IsSensitive() || declared.IsWriteOnly())
}

// mentions tells whether a text has a value as a word of its own.
func mentions(said, value string) bool {
	found, err := regexp.MatchString(`(?:^|[^\w])`+regexp.QuoteMeta(value)+`(?:[^\w]|$)`, said)
	return err == nil && found
}
