package provider

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// settings are the values that every device has.
type settings struct {
	endpoint              string
	standbyEndpoints      []string
	username, password    string
	readOnly              bool
	adoptExisting         bool
	caCertificate         string
	insecureSkipVerify    bool
	maxConcurrentRequests int
	requestTimeout        time.Duration

	running
}

// running are the settings that don't come from the provider block.
type running struct {
	alive     func() bool
	readAlone bool
	userAgent string
	retry     transport.Retry
}

// shared are the attributes that every device has.
func (f family) shared() map[string]schema.Attribute {
	described := func(name, format string, args ...any) string {
		return or(f.name, name, fmt.Sprintf(format, args...)) + "."
	}
	return map[string]schema.Attribute{
		"endpoint": schema.StringAttribute{Optional: true,
			MarkdownDescription: described("endpoint", "Management address, such as `%s`.", f.address)},
		"standby_endpoints": schema.ListAttribute{Optional: true, ElementType: types.StringType,
			MarkdownDescription: or(f.name, "standby_endpoints", f.others+", tried in turn when one can't be reached.") + ", separated by commas."},
		"username": schema.StringAttribute{Optional: true,
			MarkdownDescription: described("username", "Account to log in with.")},
		"password": schema.StringAttribute{Optional: true, Sensitive: true,
			MarkdownDescription: described("password", "Its password.")},
		"read_only": schema.BoolAttribute{Optional: true,
			MarkdownDescription: described("read_only", "Whether to refuse every change before it is sent, and show the request that it would have been; `false` when left out.")},
		"adopt_existing": schema.BoolAttribute{Optional: true,
			MarkdownDescription: described("adopt_existing", "Whether creating may take over an object of the same name whose configured attributes match; `false` when left out.")},
		"ca_certificate": schema.StringAttribute{Optional: true,
			MarkdownDescription: described("ca_certificate", "PEM text of authorities to trust beside the system's.")},
		"insecure_skip_verify": schema.BoolAttribute{Optional: true,
			MarkdownDescription: described("insecure_skip_verify", "Whether to accept any certificate, which lets anyone on the way read the password; `false` when left out.")},
		"max_concurrent_requests": schema.Int64Attribute{Optional: true, Validators: []validator.Int64{int64validator.Between(1, 1000)},
			MarkdownDescription: described("max_concurrent_requests", "How many requests the %s gets at once, 1 to 1000; 10 when left out.", f.unit)},
		"request_timeout": schema.StringAttribute{Optional: true, Validators: []validator.String{attribute.Duration()},
			MarkdownDescription: described("request_timeout", "How long one attempt of a request may take, such as `30s`; a minute when left out.")},
	}
}

// settings reads what every device has.
func (r *reading) settings(ctx context.Context, running running) settings {
	s := settings{
		endpoint:           r.text("endpoint"),
		standbyEndpoints:   r.texts(ctx, "standby_endpoints"),
		username:           r.text("username"),
		password:           r.text("password"),
		readOnly:           r.truth("read_only"),
		adoptExisting:      r.truth("adopt_existing"),
		caCertificate:      r.text("ca_certificate"),
		insecureSkipVerify: r.truth("insecure_skip_verify"),
		running:            running,
	}
	if count := r.text("max_concurrent_requests"); count != "" {
		number, err := strconv.Atoi(count)
		if number < 1 || number > 1000 {
			err = strconv.ErrRange
		}
		s.maxConcurrentRequests = number
		r.refuse("max_concurrent_requests", count, err, "a number from 1 to 1000")
	}
	if timeout := r.text("request_timeout"); timeout != "" {
		span, err := time.ParseDuration(timeout)
		if span <= 0 {
			err = strconv.ErrRange
		}
		s.requestTimeout = span
		r.refuse("request_timeout", timeout, err, `a duration above zero such as "30s"`)
	}
	if s.insecureSkipVerify {
		r.diags.AddAttributeWarning(r.family.path("insecure_skip_verify"), "Certificates Are Not Verified",
			"Anyone on the way to the "+r.family.unit+" can read the password and change what is sent. Set ca_certificate instead.")
	}
	return s
}
