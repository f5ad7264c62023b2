package device_test

import (
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) //nolint:gochecknoglobals // a constant that Go can't write as one

// wall is a real time that the test moves.
type wall struct{ now time.Time }

func (w *wall) time() time.Time { return w.now }

func TestClockRunsOnWithRealTime(t *testing.T) {
	t.Parallel()
	w := &wall{noon}
	c := device.NewClock(w.time)
	c.Advance(time.Hour)
	w.now = w.now.Add(time.Minute)
	if want := noon.Add(time.Hour + time.Minute); !c.Now().Equal(want) {
		t.Errorf("got %s, want %s", c.Now(), want)
	}
}

func TestClockRunsOnFromWhereItIsSet(t *testing.T) {
	t.Parallel()
	w := &wall{noon}
	c := device.NewClock(w.time)
	past := noon.AddDate(-1, 0, 0)
	c.Set(past)
	w.now = w.now.Add(time.Second)
	if want := past.Add(time.Second); !c.Now().Equal(want) {
		t.Errorf("got %s, want %s", c.Now(), want)
	}
}

func TestFrozenClockStandsStillButCanBeMoved(t *testing.T) {
	t.Parallel()
	w := &wall{noon}
	c := device.NewClock(w.time)
	c.Freeze()
	w.now = w.now.Add(time.Hour)
	if !c.Frozen() || !c.Now().Equal(noon) {
		t.Errorf("frozen clock shows %s, want %s", c.Now(), noon)
	}
	if got, want := c.Advance(time.Minute), noon.Add(time.Minute); !got.Equal(want) || !c.Now().Equal(want) {
		t.Errorf("advanced to %s and shows %s, want %s", got, c.Now(), want)
	}
	c.Set(noon.AddDate(0, 0, 1))
	if want := noon.AddDate(0, 0, 1); !c.Now().Equal(want) {
		t.Errorf("set to %s, shows %s", want, c.Now())
	}
	c.Freeze()
	if want := noon.AddDate(0, 0, 1); !c.Now().Equal(want) {
		t.Errorf("freezing again moved it to %s", c.Now())
	}
}

func TestClockRunsOnFromWhereItStoodStill(t *testing.T) {
	t.Parallel()
	w := &wall{noon}
	c := device.NewClock(w.time)
	c.Freeze()
	w.now = w.now.Add(time.Hour)
	c.Run()
	w.now = w.now.Add(time.Minute)
	if want := noon.Add(time.Minute); c.Frozen() || !c.Now().Equal(want) {
		t.Errorf("got %s, want %s", c.Now(), want)
	}
	c.Run()
	if want := noon.Add(time.Minute); !c.Now().Equal(want) {
		t.Errorf("letting a running clock run moved it to %s", c.Now())
	}
}

func TestClockFollowsTimeNowByDefault(t *testing.T) {
	t.Parallel()
	before := time.Now().Round(0)
	got := device.NewClock(nil).Now()
	if got.Before(before) || got.After(time.Now()) {
		t.Errorf("got %s", got)
	}
}
