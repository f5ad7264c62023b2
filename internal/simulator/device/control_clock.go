package device

import (
	"net/http"
	"time"
)

// clockOperations show and move the clock.
func (c *control) clockOperations() []operation {
	const clock = controlRoot + "clock"
	return []operation{
		{Method: http.MethodGet, Path: clock, Purpose: "the device's time", do: c.showClock},
		{Method: http.MethodPut, Path: clock, Purpose: "set the time, freeze the clock or let it run", takesBody: true, do: c.setClock},
		{Method: http.MethodPost, Path: clock, Purpose: "advance the clock", takesBody: true, do: c.advanceClock},
	}
}

func (c *control) showClock(*http.Request) (int, any, error) {
	clock := c.front.Clock()
	return http.StatusOK, map[string]any{"now": clock.Now(), "frozen": clock.Frozen()}, nil
}

func (c *control) setClock(r *http.Request) (int, any, error) {
	var wanted struct {
		Now    *time.Time `json:"now"`
		Frozen *bool      `json:"frozen"`
	}
	if err := readJSON(r, &wanted); err != nil {
		return 0, nil, err
	}
	if wanted.Now == nil && wanted.Frozen == nil {
		return 0, nil, refuse(http.StatusBadRequest, "the body needs now, frozen or both")
	}
	clock := c.front.Clock()
	if wanted.Frozen != nil && *wanted.Frozen {
		clock.Freeze()
	}
	if wanted.Now != nil {
		clock.Set(*wanted.Now)
	}
	if wanted.Frozen != nil && !*wanted.Frozen {
		clock.Run()
	}
	return c.showClock(r)
}

func (c *control) advanceClock(r *http.Request) (int, any, error) {
	var wanted struct {
		Advance *span `json:"advance"`
	}
	if err := readJSON(r, &wanted); err != nil {
		return 0, nil, err
	}
	if wanted.Advance == nil {
		return 0, nil, refuse(http.StatusBadRequest, "the body needs advance, a duration such as \"24h\"")
	}
	c.front.Clock().Advance(time.Duration(*wanted.Advance))
	return c.showClock(r)
}
