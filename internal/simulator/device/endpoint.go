package device

import "net/http"

// Endpoint is one call of a device's reference and how far it is simulated.
type Endpoint struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	Title  string `json:"title"`
	// Level is "behaviour", "generic" or "not simulated".
	Level string `json:"level"`
}

// Surveyed is a device that knows how far each call of its reference goes.
type Surveyed interface {
	Endpoints() []Endpoint
}

// endpoints lists the calls of the device's reference and counts them by level;
// a device that doesn't know answers none.
func (c *control) endpoints(*http.Request) (int, any, error) {
	counts := map[string]int{}
	all := []Endpoint{}
	if surveyed, ok := c.front.device.(Surveyed); ok {
		all = append(all, surveyed.Endpoints()...)
	}
	for _, e := range all {
		counts[e.Level]++
	}
	return http.StatusOK, map[string]any{"endpoints": all, "counts": counts}, nil
}
