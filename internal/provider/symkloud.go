package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/provider/schema"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/symkloud/client"
)

// symkloud are the MSP platforms of Kontron.
func symkloud() family {
	const name = "symkloud"
	return family{
		name: name, product: client.Product, one: "A symkloud", unit: "platform",
		description: "A Kontron symkloud MSP platform.",
		address:     "http://mgmt.example.com:9090",
		others:      "Addresses of the platform's other manager",
		own: map[string]schema.Attribute{
			"https_endpoint": schema.StringAttribute{Optional: true,
				MarkdownDescription: or(name, "https_endpoint", "Where the platform is reached over HTTPS, such as `https://mgmt.example.com`, for when it doesn't serve plain HTTP any more; the host of `endpoint` at port 443 when left out.") + "."},
			"platform": schema.StringAttribute{Optional: true,
				MarkdownDescription: or(name, "platform", "Number of the platform, such as `6`.") + "."},
		},
		needs: []string{"endpoint", "username", "password", "platform"},
		client: func(_ context.Context, r *reading, s settings) func() (api.Device, error) {
			options := client.Options{
				Endpoint: s.endpoint, HTTPSEndpoint: r.text("https_endpoint"), StandbyEndpoints: s.standbyEndpoints,
				Username: s.username, Password: s.password, Platform: r.text("platform"),
				AdoptExisting: s.adoptExisting, ReadOnly: s.readOnly, ReadAlone: s.readAlone,
				CACertificate: s.caCertificate, InsecureSkipVerify: s.insecureSkipVerify,
				MaxConcurrentRequests: s.maxConcurrentRequests, RequestTimeout: s.requestTimeout,
				UserAgent: s.userAgent, Alive: s.alive, Retry: s.retry,
			}
			return func() (api.Device, error) { return client.New(options) }
		},
	}
}
