package provider

import (
	"fmt"
	"slices"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
	infiniboxaccess "github.com/terraform-onprem/terraform-provider-onprem/internal/infinibox/access"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/infinibox/block"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/infinibox/system"
	symkloudaccess "github.com/terraform-onprem/terraform-provider-onprem/internal/symkloud/access"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/symkloud/platform"
)

// Facts are what every entity, action and session declares of the devices'
// APIs, for comparing it with their references.
func Facts() ([]entity.Facts, error) {
	entities, actions, err := register()
	if err != nil {
		return nil, err
	}
	facts := slices.Concat(infiniboxaccess.Facts(), symkloudaccess.Facts())
	for _, e := range entities {
		facts = append(facts, e.Facts())
	}
	for _, a := range actions {
		facts = append(facts, a.Facts())
	}
	return facts, nil
}

// register makes every entity and every action of every device.
func register() ([]entity.Entity, []*entity.Invocable, error) {
	var entities []entity.Entity
	var actions []*entity.Invocable
	for _, declared := range slices.Concat(
		block.Entities(),
		system.Entities(),
		platform.Entities(),
	) {
		made, err := declared()
		if err != nil {
			return nil, nil, fmt.Errorf("declaration: %w", err)
		}
		entities = append(entities, made)
	}
	for _, declared := range slices.Concat(
		block.Actions(),
	) {
		made, err := declared()
		if err != nil {
			return nil, nil, fmt.Errorf("declaration: %w", err)
		}
		actions = append(actions, made)
	}
	return entities, actions, nil
}
