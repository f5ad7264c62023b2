// Package system declares the settings of an InfiniBox itself.
package system

import "github.com/terraform-onprem/terraform-provider-onprem/internal/entity"

// Entities are the system's, ready to be registered.
func Entities() []func() (entity.Entity, error) {
	return []func() (entity.Entity, error){
		Name.Entity,
	}
}
