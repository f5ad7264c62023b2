package entity

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// unfinished says why an action isn't done, and what the device may be doing
// nevertheless. Nothing reads an action's outcome, so that a person has to
// look. Pending is set when the device said that it had begun.
func (i *invoked) unfinished(model any, err error, pending string) diag.Diagnostics {
	begun := "may have begun, or even finished"
	if pending != "" {
		begun = "goes on"
	}
	remedy := fmt.Sprintf("The device %s: look there before invoking it again.", begun)
	switch {
	case errors.Is(err, api.ErrApprovalRequired):
		return diag.Diagnostics{i.refused(Invoking, nil, err)}
	case errors.Is(err, context.DeadlineExceeded):
		return diag.Diagnostics{i.outOfTime("Still Working On "+i.label(nil), Invoking, model, remedy, err)}
	case uncertain(err):
		return i.diagnoseWith(fmt.Sprintf("Unable to invoke %s", i.label(nil)), remedy, err)
	}
	return i.explained("Unable to invoke "+i.label(nil), model, "", err)
}
