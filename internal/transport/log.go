package transport

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflog"
)

// logAnswer writes one line for an attempt, and the bodies at TRACE.
func (c *call) logAnswer(ctx context.Context, begun time.Time) {
	tflog.Debug(ctx, "device request", map[string]any{
		"device":      c.client.options.Device,
		"endpoint":    c.response.Endpoint,
		"method":      c.request.Method,
		"path":        masked{c.redactor, []byte(c.request.Path)},
		"attempt":     c.attempts,
		"status":      c.response.Status,
		"duration_ms": time.Since(begun).Milliseconds(),
	})
	tflog.Trace(ctx, "device request bodies", map[string]any{
		"device":        c.client.options.Device,
		"method":        c.request.Method,
		"path":          masked{c.redactor, []byte(c.request.Path)},
		"attempt":       c.attempts,
		"request_body":  masked{c.redactor, c.body()},
		"response_body": masked{c.redactor, c.response.Body},
	})
}

// logFault writes one line for an attempt that wasn't answered.
func (c *call) logFault(ctx context.Context, begun time.Time) {
	tflog.Debug(ctx, "device request without an answer", map[string]any{
		"device":      c.client.options.Device,
		"endpoint":    c.fault.endpoint,
		"method":      c.request.Method,
		"path":        masked{c.redactor, []byte(c.request.Path)},
		"attempt":     c.attempts,
		"fault":       masked{c.redactor, []byte(c.fault.message)},
		"duration_ms": time.Since(begun).Milliseconds(),
	})
	tflog.Trace(ctx, "device request body", map[string]any{
		"device":       c.client.options.Device,
		"method":       c.request.Method,
		"path":         masked{c.redactor, []byte(c.request.Path)},
		"attempt":      c.attempts,
		"request_body": masked{c.redactor, c.body()},
	})
}

// body is what a log shows of the request's body.
func (c *call) body() []byte {
	if stream := c.request.Stream; stream != nil {
		return fmt.Appendf(nil, "(%d bytes)", stream.Length)
	}
	return c.request.Body
}

// masked is text that is masked only when a log really prints it, so that a
// switched-off log costs nothing.
type masked struct {
	redactor Redactor
	text     []byte
}

// String serves logs that print values as they are.
func (m masked) String() string {
	return m.redactor.Body(m.text)
}

// MarshalText serves logs that print JSON.
func (m masked) MarshalText() ([]byte, error) {
	return []byte(m.String()), nil
}
