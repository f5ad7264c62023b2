package symkloud

// ledRoutes are the calls of one kind of identify LED.
func ledRoutes(base string, led func(*call) *bool) []route {
	return []route{
		{methods: "GET", path: base + "/LED/Identify", need: ReadOnly, handle: func(c *call) (any, error) {
			return map[string]string{"status": lit(*led(c))}, nil
		}},
		{methods: "POST", path: base + "/LED/Identify", need: Operate, takes: parameters{must: []string{"command"}}, handle: func(c *call) (any, error) {
			on, ok := truth(c.form["command"], "on", "off")
			if !ok {
				return nil, refuse(codeBadParameters)
			}
			*led(c) = on
			return nil, nil
		}},
	}
}
