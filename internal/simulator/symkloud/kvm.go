package symkloud

func (s *Stack) kvmRoutes() []route {
	return []route{{
		methods: "POST", path: "Platform/{p}/Node/{n}/KVM", need: Operate, handle: s.provisionKVM,
		takes: parameters{must: []string{"payload"}},
	}}
}

// provisionKVM connects keyboard, video and mouse to a payload, which has to be
// active, of a node whose model can do that.
func (s *Stack) provisionKVM(c *call) (any, error) {
	m, _ := s.model(c.node.Model)
	if !m.KVM {
		return nil, refuse(codeNoKVM)
	}
	at, ok := digits(c.form["payload"])
	if !ok || c.node.payload(at) == nil {
		return nil, refuse(codeNoPayload)
	}
	if c.node.payload(at).HotSwap.State != active {
		return nil, refuse(codeFailed)
	}
	c.node.KVM = number(at)
	return nil, nil
}
