package provider

import (
	"fmt"
	"slices"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/infinibox/block"
)

// register makes every entity of every device.
func register() ([]entity.Entity, error) {
	var entities []entity.Entity
	for _, declared := range slices.Concat(
		block.Entities(),
	) {
		made, err := declared()
		if err != nil {
			return nil, fmt.Errorf("declaration: %w", err)
		}
		entities = append(entities, made)
	}
	return entities, nil
}
