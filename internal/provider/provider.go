// Package provider is the provider block: what a person configures for each
// device, one lazy connection per device, and the register of every entity.
package provider

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
	functions "github.com/terraform-onprem/terraform-provider-onprem/internal/function"
	infiniboxaccess "github.com/terraform-onprem/terraform-provider-onprem/internal/infinibox/access"
	symkloudaccess "github.com/terraform-onprem/terraform-provider-onprem/internal/symkloud/access"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// typeName is what the names of all resources begin with.
const typeName = "onprem"

// Address is the provider's in the registry.
const Address = "registry.terraform.io/terraform-onprem/onprem"

// Options are what the program that serves the provider knows.
type Options struct {
	// Version is the provider's release, or "dev".
	Version string
	// Alive tells whether Terraform still waits for answers; nil means always.
	// Nothing is sent to a device any more once it doesn't.
	Alive func() bool
	// Getenv reads the environment; nil is the process's own.
	Getenv func(string) string
	// Patience is how long to look into operations whose outcome is unknown,
	// and Retry how patiently requests are repeated. Zero is the default.
	Patience entity.Patience
	Retry    transport.Retry
}

var (
	_ provider.ProviderWithListResources = &onprem{}
	_ provider.ProviderWithActions       = &onprem{}

	_ provider.ProviderWithEphemeralResources = &onprem{}
	_ provider.ProviderWithFunctions          = &onprem{}
)

// onprem is the provider.
type onprem struct {
	options  Options
	entities []entity.Entity
	actions  []*entity.Invocable
	// configured is what Configure made, for what goes past the framework.
	configured atomic.Pointer[connections]
}

// Metadata names the provider.
func (p *onprem) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = typeName
	resp.Version = p.options.Version
}

// Schema has one attribute per device.
func (p *onprem) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	attributes := map[string]schema.Attribute{}
	for _, family := range families() {
		attributes[family.name] = family.attribute()
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Manages on-premises devices. Each device has one attribute, and each of its values can come from the environment instead. " +
			"Several devices of one kind are several provider blocks with an `alias`.",
		Attributes: attributes,
	}
}

// Configure keeps what is configured and sends nothing: a device is asked when
// something of it is first needed.
func (p *onprem) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	running := running{
		alive: p.options.Alive, readAlone: p.options.switchedOff(sharedReadsVariable), retry: p.options.Retry,
		userAgent: fmt.Sprintf("terraform-provider-onprem/%s Terraform/%s", p.options.Version, req.TerraformVersion),
	}
	connections := &connections{devices: map[string]*connection{}, patience: p.options.Patience}
	for _, family := range families() {
		var block types.Object
		resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(family.name), &block)...)
		device, diags := family.read(ctx, block, environment(p.options.Getenv), running)
		resp.Diagnostics.Append(diags...)
		connections.devices[family.name] = device
	}
	if resp.Diagnostics.HasError() {
		return
	}
	for _, family := range families() {
		if device := connections.devices[family.name]; device.configured && connections.Known(family.name) {
			_, diags := device.connect()
			resp.Diagnostics.Append(diags...)
		}
	}
	p.configured.Store(connections)
	resp.ResourceData = connections
	resp.DataSourceData = connections
	resp.ListResourceData = connections
	resp.ActionData = connections
	resp.EphemeralResourceData = connections
}

// Resources are those of all entities.
func (p *onprem) Resources(context.Context) []func() resource.Resource {
	var resources []func() resource.Resource
	for _, e := range p.entities {
		resources = append(resources, e.Resources()...)
	}
	return resources
}

// ListResources are those of all entities.
func (p *onprem) ListResources(context.Context) []func() list.ListResource {
	var lists []func() list.ListResource
	for _, e := range p.entities {
		lists = append(lists, e.ListResources()...)
	}
	return lists
}

// Actions are those of all entities.
func (p *onprem) Actions(context.Context) []func() action.Action {
	actions := make([]func() action.Action, len(p.actions))
	for i, a := range p.actions {
		actions[i] = a.Make
	}
	return actions
}

// EphemeralResources are those of all devices.
func (p *onprem) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return slices.Concat(infiniboxaccess.EphemeralResources(), symkloudaccess.EphemeralResources())
}

// Functions need no device.
func (p *onprem) Functions(context.Context) []func() function.Function {
	return functions.All()
}

// DataSources are those of all entities.
func (p *onprem) DataSources(context.Context) []func() datasource.DataSource {
	var sources []func() datasource.DataSource
	for _, e := range p.entities {
		sources = append(sources, e.DataSources()...)
	}
	return sources
}
