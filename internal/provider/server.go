package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// NewServer makes what serves the provider to Terraform: the framework's
// server, and before it the short way of what hasn't changed. An error is a
// mistake in an entity's declaration.
func NewServer(options Options) (func() tfprotov6.ProviderServer, error) {
	entities, actions, err := register()
	if err != nil {
		return nil, err
	}
	shorts := shortWays(entities)
	return func() tfprotov6.ProviderServer {
		p := &onprem{options: options, entities: entities, actions: actions}
		whole := providerserver.NewProtocol6(p)()
		wider, ok := whole.(wholeServer)
		if !ok || options.switchedOff(shortWayVariable) {
			return whole
		}
		return newServer(wider, p, shorts)
	}, nil
}
