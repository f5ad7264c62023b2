package device

import (
	"net/http"
	"strconv"
)

// faultOperations add, show and remove fault rules.
func (c *control) faultOperations() []operation {
	const all, one = controlRoot + "faults", controlRoot + "faults/{id}"
	return []operation{
		{Method: http.MethodGet, Path: all, Purpose: "the fault rules in force and how often each has struck", do: c.showFaults},
		{Method: http.MethodPost, Path: all, Purpose: "add a fault rule", takesBody: true, do: c.addFault},
		{Method: http.MethodDelete, Path: all, Purpose: "remove all fault rules", do: c.clearFaults},
		{Method: http.MethodGet, Path: one, Purpose: "one fault rule", do: c.showFault},
		{Method: http.MethodDelete, Path: one, Purpose: "remove one fault rule", do: c.removeFault},
	}
}

func (c *control) showFaults(*http.Request) (int, any, error) {
	return http.StatusOK, map[string]any{"faults": append([]*Fault{}, c.front.Faults()...)}, nil
}

func (c *control) addFault(r *http.Request) (int, any, error) {
	var rule Rule
	if err := readJSON(r, &rule); err != nil {
		return 0, nil, err
	}
	fault, err := c.front.Fault(rule)
	if err != nil {
		return 0, nil, refuse(http.StatusBadRequest, "%v", err)
	}
	return http.StatusCreated, fault, nil
}

func (c *control) clearFaults(r *http.Request) (int, any, error) {
	c.front.ClearFaults()
	return c.showFaults(r)
}

func (c *control) showFault(r *http.Request) (int, any, error) {
	fault, err := c.fault(r)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, fault, nil
}

func (c *control) removeFault(r *http.Request) (int, any, error) {
	fault, err := c.fault(r)
	if err != nil {
		return 0, nil, err
	}
	fault.Remove()
	return http.StatusOK, fault, nil
}

// fault is the one that the path names.
func (c *control) fault(r *http.Request) (*Fault, error) {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err == nil {
		for _, fault := range c.front.Faults() {
			if fault.ID() == id {
				return fault, nil
			}
		}
	}
	return nil, refuse(http.StatusNotFound, "there is no fault rule %q in force", r.PathValue("id"))
}
