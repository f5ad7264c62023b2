package symkloud

// snmp is the SNMP agent of a platform.
type snmp struct {
	Running bool `json:"running"`
	// Config has been uploaded; the agent reads it when it starts.
	Config        string `json:"config"`
	ConfigInForce string `json:"configInForce"`
}

func (s *Stack) snmpRoutes() []route {
	const base = "Platform/{p}/"
	return []route{
		{methods: "GET|POST", path: base + "StartSnmp", need: Operate, handle: func(c *call) (any, error) {
			if !c.platform.SNMP.Running {
				c.platform.SNMP.start()
			}
			return nil, nil
		}},
		{methods: "GET|POST", path: base + "StopSnmp", need: Operate, handle: func(c *call) (any, error) {
			c.platform.SNMP.Running = false
			return nil, nil
		}},
		{methods: "GET|POST", path: base + "RestartSnmp", need: Operate, handle: func(c *call) (any, error) {
			c.platform.SNMP.start()
			return nil, nil
		}},
		{methods: "POST", path: base + "UploadSnmpConfig", need: Operate, receive: receiveSNMP, busy: codeUploading},
	}
}

func (a *snmp) start() { a.Running, a.ConfigInForce = true, a.Config }

// receiveSNMP takes a configuration in, which counts from the next start on.
func receiveSNMP(c *call) (func(*call) (any, error), error) {
	files, err := readFiles(c, "file")
	if err != nil {
		return nil, err
	}
	config, ok := files["file"]
	if !ok {
		return nil, refuse(codeMissing)
	}
	return func(c *call) (any, error) {
		c.platform.SNMP.Config = string(config)
		return nil, nil
	}, nil
}
