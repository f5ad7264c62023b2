package entity

import (
	"context"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// perform sends one request of an update. What moves with something else is
// left to that while the object belongs to it, because the same run may be
// moving it: the request goes out only if that doesn't happen.
func (m *managed) perform(ctx context.Context, device api.Device, request request, prior, plan any) (api.Answer, error) {
	if m.performs != nil {
		return api.Answer{}, m.performs(ctx, device, change{prior: prior, plan: plan}, request.secrets)
	}
	carrier, carries := m.carried[request.attribute]
	if !carries {
		return device.Do(ctx, request.change)
	}
	f, _ := m.model.field(request.attribute)
	var arrived api.Object
	m.waitInTurn(ctx, Changing, plan, func(ctx context.Context) (bool, string, error) {
		if object, err := m.fetch(ctx, device, prior); err == nil {
			if m.planned(ctx, object, f, plan) {
				arrived = object
			}
			return arrived != nil || !present(object[carrier]), "it moves with what it belongs to", nil
		}
		return true, "", nil
	})
	if arrived != nil {
		return api.Answer{Object: arrived}, nil
	}
	return device.Do(ctx, request.change)
}

// planned tells whether an object has an attribute as it is planned.
func (m *managed) planned(ctx context.Context, object api.Object, f field, plan any) bool {
	shown, err := f.decode(ctx, object)
	return err == nil && same(shown, m.model.value(plan, f))
}

// waitInTurn waits for what the same run may be doing to other objects, until
// patience for that ends, which is false. It only puts an operation off.
func (m *managed) waitInTurn(ctx context.Context, operation Operation, model any, poll transport.Poll) bool {
	patience, _ := m.timeout(operation, model)
	if patience == waiting {
		patience = m.patience().Await
	}
	// Some of the time is left for the operation itself.
	ctx, cancel := context.WithTimeout(ctx, patience*9/10)
	defer cancel()
	return transport.Wait(ctx, transport.Pace{Min: patience / 300, Max: patience / 20}, poll) == nil
}
