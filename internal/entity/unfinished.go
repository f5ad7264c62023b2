package entity

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// notDone is the one error of an operation that failed, or whose outcome isn't
// known. The finding is what was found out about it afterwards; it may be
// empty.
func (d *declared) notDone(action string, operation Operation, model any, finding string, err error) diag.Diagnostics {
	summary := fmt.Sprintf("Unable to %s %s", action, d.label(model))
	switch {
	case errors.Is(err, api.ErrApprovalRequired):
		refused := d.refused(operation, model, err)
		return diag.Diagnostics{unwanted(approvedAttribute, refused.Summary(), "%s", paragraphs(refused.Detail(), finding))}
	case errors.Is(err, context.DeadlineExceeded):
		return diag.Diagnostics{d.outOfTime(summary, operation, model, finding, err)}
	case finding == "" || !uncertain(err):
		return d.explained(summary, model, finding, err)
	}
	return d.diagnoseWith(summary, finding, err)
}

// outOfTime is the error of an operation that took longer than it may.
func (d *declared) outOfTime(summary string, operation Operation, model any, finding string, err error) diag.Diagnostic {
	limit, _ := d.timeout(operation, model)
	text := fmt.Sprintf("The device hadn't finished after %s", limit)
	if unfinished := (*transport.UnfinishedError)(nil); errors.As(err, &unfinished) && unfinished.Status != "" {
		text += ": " + unfinished.Status
	}
	detail := paragraphs(text+".", finding, d.longer(operation))
	if d.longer(operation) == "" {
		return diag.NewErrorDiagnostic(summary, detail)
	}
	return unwanted(timeoutsAttribute, summary, "%s", detail)
}

// worded is an error for a person, without the words of contexts.
func worded(err error) string {
	var failed *api.Error
	var unfinished *transport.UnfinishedError
	switch {
	case errors.As(err, &failed):
		return sentence(failed.Message)
	case errors.As(err, &unfinished) && unfinished.Status != "":
		begin := "It wasn't finished after %s: %s."
		if errors.Is(err, context.Canceled) {
			begin = "The run was interrupted after %s: %s."
		}
		return fmt.Sprintf(begin, unfinished.After.Round(time.Millisecond), unfinished.Status)
	case errors.Is(err, context.Canceled):
		return "The run was interrupted before the device answered."
	case errors.Is(err, context.DeadlineExceeded):
		return "The device didn't answer in time."
	}
	return err.Error()
}
