package symkloud

import "fmt"

// fan cools the chassis.
type fan struct {
	Number   number `json:"number"`
	Name     string `json:"name"`
	HotSwap  swap   `json:"hotswap"`
	Identify bool   `json:"identify"`
	// Fault is its alarm.
	Fault bool `json:"fault"`
}

func newFan(at int) *fan {
	return &fan{Number: number(at), Name: fmt.Sprintf("Fan %d", at), HotSwap: swap{State: active}}
}

func (f *fan) generator() string { return fmt.Sprintf("Fan%d", f.Number) }

func (s *Stack) fanRoutes() []route {
	const base = "Platform/{p}/Fan/{f}"
	return join([]route{
		{methods: "GET", path: base + "/Value", need: ReadOnly, handle: showFan},
		{methods: "GET", path: base + "/AlarmLevel", need: ReadOnly, handle: func(c *call) (any, error) { return faultAlarm(c.fan.Fault), nil }},
	}, ledRoutes(base, func(c *call) *bool { return &c.fan.Identify }))
}

func showFan(c *call) (any, error) {
	return struct {
		Number  number   `json:"number"`
		Name    string   `json:"name"`
		Type    string   `json:"type"`
		HotSwap swapView `json:"hotswapStatus"`
	}{c.fan.Number, c.fan.Name, "fan", c.fan.HotSwap.view()}, nil
}
