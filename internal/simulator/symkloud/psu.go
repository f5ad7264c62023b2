package symkloud

import (
	"fmt"
	"strconv"
	"time"
)

// psuScale is the power that a supply can give, in watts.
const psuScale = 1400

// psu is a power supply.
type psu struct {
	Number   number `json:"number"`
	Name     string `json:"name"`
	HotSwap  swap   `json:"hotswap"`
	Identify bool   `json:"identify"`
	// Fault is its alarm; it then gives no power.
	Fault bool `json:"fault"`
	// Inlet and Outlet are temperatures in degrees Celsius, In is the voltage.
	Inlet  string `json:"tempInlet"`
	Outlet string `json:"tempOutlet"`
	In     string `json:"vIn"`
	Meter  meter  `json:"meter"`
}

// meter measures the power that a supply gives.
type meter struct {
	Since time.Time `json:"since"`
	// Watts have been given since At, Joules from Since until then.
	Watts  int       `json:"watts"`
	At     time.Time `json:"at"`
	Joules float64   `json:"joules"`
	Peak   int       `json:"peak"`
}

func newPSU(at int) *psu {
	return &psu{
		Number: number(at), Name: fmt.Sprintf("Power Supply %d", at), HotSwap: swap{State: active},
		Inlet: "24.00", Outlet: "32.00", In: "119.00",
	}
}

func (u *psu) generator() string { return fmt.Sprintf("PSU%d", u.Number) }

// start measures from now on.
func (m *meter) start(now time.Time, watts int) {
	*m = meter{Since: now, Watts: watts, At: now, Peak: watts}
}

// change takes note of another power.
func (m *meter) change(now time.Time, watts int) {
	m.Joules += float64(m.Watts) * now.Sub(m.At).Seconds()
	m.Watts, m.At, m.Peak = watts, now, max(m.Peak, watts)
}

// average is the mean power since the start, in watts.
func (m *meter) average(now time.Time) int {
	whole := now.Sub(m.Since).Seconds()
	if whole <= 0 {
		return m.Watts
	}
	return int((m.Joules + float64(m.Watts)*now.Sub(m.At).Seconds()) / whole)
}

// Power that parts draw, in watts.
const (
	wattsActive   = 55
	wattsInactive = 8
	wattsHub      = 40
	wattsFan      = 5
)

// meter shares what the platform draws among the supplies that work.
func (p *platform) meter(now time.Time) {
	watts := wattsFan * len(p.Fans)
	for _, n := range p.Nodes {
		switch {
		case n.hub():
			watts += wattsHub
		case n.HotSwap.State == inactive:
			watts += wattsInactive
		default:
			watts += wattsActive
		}
	}
	working := 0
	for _, u := range p.PSUs {
		if !u.Fault {
			working++
		}
	}
	for _, u := range p.PSUs {
		share := 0
		if !u.Fault {
			share = watts / working
		}
		if u.Meter.Since.IsZero() {
			u.Meter.start(now, share)
		} else if share != u.Meter.Watts {
			u.Meter.change(now, share)
		}
	}
}

func (s *Stack) psuRoutes() []route {
	const base = "Platform/{p}/PSU/{u}/"
	return join([]route{
		{methods: "GET", path: base + "Value", need: ReadOnly, handle: showPSU},
		{methods: "GET|POST", path: base + "ResetStats", need: Operate, handle: resetStats},
		{methods: "GET", path: base + "AlarmLevel", need: ReadOnly, handle: func(c *call) (any, error) { return faultAlarm(c.psu.Fault), nil }},
	}, ledRoutes("Platform/{p}/PSU/{u}", func(c *call) *bool { return &c.psu.Identify }))
}

func showPSU(c *call) (any, error) {
	u := c.psu
	type swapped struct {
		// The API has this blank.
		State hotSwapState `json:"state "`
		Text  string       `json:"text"`
	}
	return struct {
		ID      string  `json:"id"`
		Number  number  `json:"number"`
		Name    string  `json:"name"`
		Type    string  `json:"type"`
		HotSwap swapped `json:"hotswapStatus"`
		Inlet   string  `json:"tempInlet"`
		Outlet  string  `json:"tempOutlet"`
		In      string  `json:"vIn"`
		Out     string  `json:"powerOut"`
		Scale   string  `json:"powerScale"`
		Peak    string  `json:"peakConsumption"`
		Average string  `json:"averageConsumption"`
	}{
		u.generator(), u.Number, u.Name, "psu", swapped{u.HotSwap.State, u.HotSwap.State.text()}, u.Inlet, u.Outlet, u.In,
		strconv.Itoa(u.Meter.Watts), strconv.Itoa(psuScale), strconv.Itoa(u.Meter.Peak), strconv.Itoa(u.Meter.average(c.now)),
	}, nil
}

// resetStats measures peak and average anew.
func resetStats(c *call) (any, error) {
	c.psu.Meter.start(c.now, c.psu.Meter.Watts)
	return nil, nil
}
