package symkloud

// httpsSettings are how the stack is reached.
type httpsSettings struct {
	Enabled bool `json:"enabled"`
	// Strict tells that plain HTTP isn't served.
	Strict bool `json:"strictMode"`
}

func (s *Stack) securityRoutes() []route {
	const path = "Security/HTTPS"
	return []route{
		{methods: "GET", path: path, need: ReadOnly, handle: s.showHTTPS},
		{methods: "POST", path: path, need: Administer, handle: s.setHTTPS, takes: parameters{must: []string{"enabled", "strictMode"}}},
		{methods: "POST", path: "Security/Certificates", need: Administer, receive: s.receiveCertificate, busy: codeCertUploading},
	}
}

func (s *Stack) showHTTPS(*call) (any, error) {
	return struct {
		Enabled string `json:"enabled"`
		Strict  string `json:"strictMode"`
	}{worded(s.HTTPS.Enabled), worded(s.HTTPS.Strict)}, nil
}

// setHTTPS changes how the stack is reached. Its web server starts anew, during
// which it isn't ready.
func (s *Stack) setHTTPS(c *call) (any, error) {
	enabled, ok := truth(c.form["enabled"], "true", "false")
	strict, okToo := truth(c.form["strictMode"], "true", "false")
	wanted := httpsSettings{enabled, strict}
	if !ok || !okToo || !wanted.reachable() {
		return nil, refuse(codeBadParameters)
	}
	if wanted != s.HTTPS {
		s.HTTPS = wanted
		s.restart(c.now)
	}
	return nil, nil
}

// reachable tells whether there is a way in at all.
func (h httpsSettings) reachable() bool { return h.Enabled || !h.Strict }

// Serves implements device.Secured.
func (s *Stack) Serves(secure bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if secure {
		return s.HTTPS.Enabled
	}
	return !s.HTTPS.Strict
}
