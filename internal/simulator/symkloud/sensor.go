package symkloud

import (
	"fmt"
	"strconv"
)

// sensor is a measuring point of a node.
type sensor struct {
	Number    number `json:"number"`
	Name      string `json:"name"`
	Type      string `json:"type"`
	Unit      string `json:"unit"`
	Analog    bool   `json:"analog"`
	Monitored bool   `json:"monitored"`
	// Aggregates are the sensors whose health this one sums up.
	Aggregates []number `json:"aggregates,omitempty"`
	// Value is decimal text for analog sensors, 0x.... for discrete ones.
	Value string `json:"value"`
	// Limits are where an analog sensor's alarms begin.
	Limits *limits `json:"limits,omitempty"`
}

// limits are the values at which the levels Minor, Major and Critical begin,
// above the normal range and below it. Equal zeros bound nothing.
type limits struct {
	High [3]float64 `json:"high"`
	Low  [3]float64 `json:"low"`
}

// level is the alarm that a sensor's value is.
func (s *sensor) level() alarmLevel {
	value, err := strconv.ParseFloat(s.Value, 64)
	if !s.Analog || s.Limits == nil || err != nil {
		return alarmNone
	}
	worst := alarmNone
	for i := range s.Limits.High {
		if high := s.Limits.High; high != [3]float64{} && value >= high[i] {
			worst = alarmLevel(i + 1)
		}
		if low := s.Limits.Low; low != [3]float64{} && value <= low[i] {
			worst = max(worst, alarmLevel(i+1))
		}
	}
	return worst
}

// sensorView is a sensor as the API shows it.
type sensorView struct {
	Number    number `json:"number"`
	Name      string `json:"name"`
	Type      string `json:"type"`
	Unit      string `json:"unit"`
	Analog    string `json:"analog"`
	Monitored string `json:"monitored"`
	// Aggregation isn't there in the bare list.
	Aggregation string `json:"aggregation,omitempty"`
	Value       string `json:"value"`
}

func (n *node) viewOf(s *sensor) sensorView {
	return sensorView{
		s.Number, s.Name, s.Type, s.Unit, affirmed(s.Analog), affirmed(s.Monitored),
		affirmed(len(s.Aggregates) > 0), n.reading(s),
	}
}

// reading is what a sensor shows. Hot-swap sensors follow the state of what they
// watch, aggregating ones the worst of theirs.
func (n *node) reading(s *sensor) string {
	if len(s.Aggregates) > 0 {
		return fmt.Sprintf("%#04x", discreteAsserted|2<<n.health(s))
	}
	if w := n.watched(s); w != nil {
		return fmt.Sprintf("%#04x", discreteAsserted|1<<w.State)
	}
	return s.Value
}

// watched is the hot-swap state that a sensor shows, nil for other sensors.
func (n *node) watched(s *sensor) *swap {
	var fru int
	if _, err := fmt.Sscanf(s.Name, hotSwapSensor, &fru); err != nil {
		return nil
	}
	if fru == 0 {
		return &n.HotSwap
	}
	if y := n.payload(fru); y != nil {
		return &y.HotSwap
	}
	return nil
}

// health is the worst level of a sensor and of those that it sums up.
func (n *node) health(s *sensor) alarmLevel {
	worst := s.level()
	for _, at := range s.Aggregates {
		if part := n.sensor(int(at)); part != nil {
			worst = max(worst, part.level())
		}
	}
	return worst
}
