package symkloud

import (
	"fmt"
	"slices"
)

// alarmLevel is how bad things are.
type alarmLevel int

// The levels, the worst last. Fault is the one that power supplies and fans have.
const (
	alarmNone alarmLevel = iota
	alarmMinor
	alarmMajor
	alarmCritical
)

func alarmNames() []string { return []string{"None", "Minor", "Major", "Critical"} }

// String is the level as the API names it.
func (a alarmLevel) String() string { return alarmNames()[a] }

// MarshalText implements encoding.TextMarshaler.
func (a alarmLevel) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (a *alarmLevel) UnmarshalText(text []byte) error {
	at := slices.Index(alarmNames(), string(text))
	if at < 0 {
		return fmt.Errorf("%q is no alarm level, only %v", text, alarmNames())
	}
	*a = alarmLevel(at)
	return nil
}

// health is the colour that a node shows.
func (a alarmLevel) health() string {
	return [...]string{"Green", "Yellow", "Yellow", "Red"}[a]
}

// alarm is a node's level: the one set out of band, or that of its worst sensor.
func (n *node) alarm() alarmLevel {
	worst := n.Alarm
	for _, s := range n.Sensors {
		worst = max(worst, s.level())
	}
	return worst
}
