package entity

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// taking is a setting that is being taken over: what it was, as model and as
// the device shows it, and what it shall be.
type taking struct {
	found, plan any
	object      api.Object
	given       secrets
	approved    bool
}

// takeOver turns a setting into what is planned and answers what the device
// then shows. It fails whole: a setting that was changed although an error
// comes of it is put back, because nobody would know any more what it was. It
// is left alone where that would be done blindly.
func (s *setting) takeOver(run context.Context, device api.Device, t taking) (api.Object, diag.Diagnostics) {
	if diags := s.switchingOff(t.found, t.plan); diags.HasError() {
		return nil, diags
	}
	sent := s.turn(run, device, t.found, t.plan, t.given, t.approved)
	switch {
	case !sent.touched && sent.err == nil:
		return t.object, sent.approved
	case !sent.touched:
		return nil, append(sent.approved, s.notDone("change", Changing, t.plan, "", sent.err)...)
	}
	after, cancel := s.afterwards(run)
	defer cancel()
	present, object, err := s.present(after, device, t.plan)
	if err == nil && sent.late {
		object, err = s.asPlanned(after, object, t.plan)
		if err == nil {
			return object, sent.approved
		}
	}
	if err == nil && s.as(present, t.plan) && (sent.err == nil || len(t.given.values) == 0) {
		// It is as planned, whatever became of the answers. No secret is shown.
		return object, sent.approved
	}
	var finding string
	switch {
	case sent.pending != "":
		finding = paragraphs(sent.goesOn(), s.before(t))
	case err != nil && !sent.settled:
		finding = paragraphs("Terraform has sent the change and doesn't manage the setting. What it has now isn't known: "+sentence(worded(err)), s.before(t))
	case err != nil:
		finding = s.putBack(run, device, t, t.plan)
	default:
		finding = s.putBack(run, device, t, present)
	}
	switch {
	case sent.err != nil:
		return nil, append(sent.approved, s.notDone("change", Changing, t.plan, finding, sent.err)...)
	case err != nil:
		return nil, append(sent.approved, s.notDone("read", Changing, t.plan, finding, err)...)
	}
	return nil, append(sent.approved, diag.NewErrorDiagnostic(fmt.Sprintf("Unable to change %s", s.label(t.plan)),
		paragraphs(fmt.Sprintf("The device took the change, but still shows %s.", s.described(present)), finding)))
}

// putBack undoes what was changed and says how that went. It was Terraform
// that changed it, so this is approved.
func (s *setting) putBack(run context.Context, device api.Device, t taking, present any) string {
	ctx, cancel := s.afterwards(run)
	defer cancel()
	back := s.turn(ctx, device, present, t.found, secrets{}, true)
	switch {
	case back.err == nil && len(t.given.values) > 0:
		return "It was put back to what it was, but for its secrets: those that it had aren't known, and it may have the new ones."
	case back.err == nil && back.touched:
		return "It was put back to what it was."
	case back.err == nil:
		return "Nothing of it was changed."
	case back.settled:
		return paragraphs("Terraform has changed it and doesn't manage it, and it couldn't be put back: "+sentence(worded(back.err)), s.before(t))
	}
	return paragraphs("Terraform has changed it and doesn't manage it. It was told to put it back, and what came of that, so what it has now, isn't known: "+sentence(worded(back.err)), s.before(t))
}

// before says what a setting was, to a person who may have to set it.
func (s *setting) before(t taking) string {
	return fmt.Sprintf("Before, it had %s. Set that by other means, or apply again, which then takes over what it finds.", s.described(t.found))
}

// as tells whether a setting is as planned, in the device's own words.
func (s *setting) as(present, plan any) bool {
	return !slices.ContainsFunc(s.model.changed(present, plan), func(f field) bool {
		return f.shown() && !same(s.model.value(present, f), s.model.value(plan, f))
	})
}

// sent is what came of the requests that change a setting.
type sent struct {
	// touched is set when the device may have carried one of them out, and
	// settled when it said of each whether it has.
	touched, settled bool
	// pending is where the device will tell the outcome of what it still does.
	pending string
	// late is set when the device still works on it.
	late bool
	// approved are the warnings that say what was approved, or the errors for
	// which nothing was sent.
	approved diag.Diagnostics
	// err is what ended it early.
	err error
}

// goesOn says what the device still does.
func (s sent) goesOn() string {
	if s.pending == "" {
		return ""
	}
	return "The device accepted the change and goes on with it. Wait for that before applying again."
}

// turn changes the setting from one model to another.
func (s *setting) turn(ctx context.Context, device api.Device, from, to any, given secrets, approved bool) sent {
	requests, err := s.requests(ctx, from, to, given)
	if err != nil {
		return sent{err: err, settled: true}
	}
	outcome := sent{touched: len(requests) > 0, settled: true}
	for i, request := range requests {
		request.change.Approved = approved
		limited, cancel, diags := s.bounded(ctx, Changing, to)
		if diags.HasError() {
			cancel()
			return sent{approved: diags, settled: true}
		}
		answer, err := s.perform(limited, device, request, from, to)
		cancel()
		outcome.approved.Append(s.record(Changing, nil, answer.Approved)...)
		if err != nil {
			unclear := uncertain(err) || brokeDown(err)
			outcome.touched, outcome.settled = i > 0 || unclear, !unclear
			outcome.err, outcome.pending = &requestError{err, request.attribute, to}, answer.Pending
			return outcome
		}
	}
	if outcome.touched {
		late, err := s.finish(ctx, device, s.settling(), to)
		outcome.approved.Append(late...)
		outcome.late, outcome.err = len(late) > 0, err
	}
	return outcome
}

// brokeDown tells of an error in the device itself, which may have come after
// it had carried the request out.
func brokeDown(err error) bool {
	var failed *api.Error
	return errors.As(err, &failed) && failed.Status >= http.StatusInternalServerError
}

// described is what a setting has, for a person: `name = "ibox01"`.
func (s *setting) described(model any) string {
	var all []string
	for _, f := range s.model.fields {
		if f.shown() {
			all = append(all, f.name+" = "+s.model.value(model, f).String())
		}
	}
	return strings.Join(all, ", ")
}
