// Package platform declares what a Kontron symkloud platform has, an entity a
// file. Its calls and objects are those of the REST API reference, version 3.
package platform

import "github.com/terraform-onprem/terraform-provider-onprem/internal/entity"

// Entities are the platform's, ready to be registered.
func Entities() []func() (entity.Entity, error) {
	return []func() (entity.Entity, error){
		User.Entity,
	}
}
