package entity

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// label names an object for a person: `InfiniBox volume "db01"`.
func (d *declared) label(model any) string {
	kind := product(d.family) + " " + d.noun
	if model == nil || d.singleton {
		return kind
	}
	known := func(name string) string {
		f, ok := d.model.field(name)
		if !ok {
			return ""
		}
		if value := d.model.value(model, f); !value.IsNull() && !value.IsUnknown() {
			return text(value)
		}
		return ""
	}
	if name := known(d.naturalKey); name != "" {
		return fmt.Sprintf("%s %q", kind, name)
	}
	if d.key.name != "" && d.located(model) {
		return kind + " " + d.keyText(model)
	}
	return kind
}

// Failure translates an error of a device for faces that aren't an entity's.
func Failure(summary string, err error) diag.Diagnostics {
	return (&declared{model: &mapper{}}).diagnose(summary, err)
}

// failure translates the error of a request about an object to a diagnostic,
// with the attribute where it is known.
func (d *declared) failure(action string, model any, err error) diag.Diagnostics {
	return d.explained(fmt.Sprintf("Unable to %s %s", action, d.label(model)), model, "", err)
}

func (d *declared) diagnose(summary string, err error) diag.Diagnostics {
	var failed *api.Error
	if errors.As(err, &failed) {
		return d.diagnoseWith(summary, remedyFor(failed), err)
	}
	return d.diagnoseWith(summary, "", err)
}

// diagnoseWith is diagnose with a remedy of the caller's.
func (d *declared) diagnoseWith(summary, remedy string, err error) diag.Diagnostics {
	var failed *api.Error
	switch {
	case errors.As(err, &failed):
	default:
		return diag.Diagnostics{diag.NewErrorDiagnostic(summary, paragraphs(worded(err), remedy))}
	}
	detail := explain(failed, remedy)
	for _, name := range failed.Fields {
		for _, f := range d.model.fields {
			if f.named(name) {
				return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root(f.name), summary, detail)}
			}
		}
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic(summary, detail)}
}

// paragraphs puts texts below each other; empty ones are left out.
func paragraphs(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(text string) bool { return text == "" }), "\n\n")
}

// explain gives the device's own words, what to do, and the request.
func explain(failed *api.Error, remedy string) string {
	words := sentence(failed.Message)
	for _, reason := range failed.Reasons {
		words += "\n  - " + reason
	}
	if errors.Is(failed, api.ErrReadOnly) {
		return paragraphs(words, remedy)
	}
	return paragraphs(words, remedy, asked(failed))
}

// sentence ends a text with a full stop.
func sentence(text string) string {
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".!?:") {
		return text
	}
	return text + "."
}

// asked is the request that failed, and what the device called the failure.
func asked(failed *api.Error) string {
	var b strings.Builder
	if failed.Code != "" {
		fmt.Fprintf(&b, "%s answered %s (HTTP %d) to ", failed.Device, failed.Code, failed.Status)
	} else {
		b.WriteString("Request: ")
	}
	fmt.Fprintf(&b, "%s %s", failed.Method, withoutFields(failed.Path))
	if failed.Endpoint != "" {
		fmt.Fprintf(&b, " at %s", failed.Endpoint)
	}
	if !failed.At.IsZero() {
		fmt.Fprintf(&b, ", %s", failed.At.UTC().Format(time.RFC3339))
	}
	b.WriteString(".")
	return b.String()
}

// withoutFields leaves out of a listing's path which fields were asked for:
// hundreds of characters that tell a person nothing.
func withoutFields(path string) string {
	before, query, found := strings.Cut(path, "?")
	if !found {
		return path
	}
	parts := slices.DeleteFunc(strings.Split(query, "&"), func(part string) bool { return strings.HasPrefix(part, "fields=") })
	if len(parts) == 0 {
		return before
	}
	return before + "?" + strings.Join(parts, "&")
}

// remedyFor says what a person can do about a kind of failure.
func remedyFor(failed *api.Error) string {
	block := familyOf(failed.Device)
	env := strings.ToUpper(block)
	switch {
	case errors.Is(failed, api.ErrUnauthenticated):
		return fmt.Sprintf("Check username and password in the provider's %s attribute (or %s_USERNAME and %s_PASSWORD).", block, env, env)
	case errors.Is(failed, api.ErrForbidden):
		return fmt.Sprintf("The account in the provider's %s.username attribute needs a role, or pools, that allow this.", block)
	case errors.Is(failed, api.ErrRemotePermission):
		return fmt.Sprintf("Give an account on the peer that may do this in the provider's %s.remote attribute (or %s_REMOTE), under the peer's system name.", block, env)
	case errors.Is(failed, api.ErrUntrusted):
		return fmt.Sprintf("Set %s.ca_certificate (or %s_CA_CERTIFICATE) to the PEM text of the authority that signed it.", block, env)
	case errors.Is(failed, api.ErrUnreachable):
		return fmt.Sprintf("Check %s.endpoint in the provider block (or %s_ENDPOINT), and the network between.", block, env)
	case errors.Is(failed, api.ErrNotTheDevice):
		return fmt.Sprintf("Check %s.endpoint in the provider block (or %s_ENDPOINT): its host, its port, and whether it begins with https:// or http://.", block, env)
	case errors.Is(failed, api.ErrReadOnly):
		return fmt.Sprintf("To let the provider write, remove %s.read_only from the provider block (or %s_READ_ONLY).", block, env)
	case errors.Is(failed, api.ErrOutcomeUnknown):
		return "Whether the device carried this out isn't known. Plan again: the provider then reads what is there."
	}
	return ""
}

// unwanted is an error about one attribute.
func unwanted(attribute, summary, format string, args ...any) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(path.Root(attribute), summary, fmt.Sprintf(format, args...))
}
