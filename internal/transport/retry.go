package transport

import (
	"context"
	"net/http"
	"strconv"
	"time"
)

// Retry says how patiently requests are repeated. The zero value stands for
// the defaults.
type Retry struct {
	// Pace is the delay between attempts: 500 ms to 10 s.
	Pace Pace
	// Attempts is how often a request is tried when the network or something
	// in front of the device fails: 4. Going round the standby endpoints once
	// counts as one attempt, whether they fail or point at each other.
	Attempts int
	// Patience bounds all attempts together, and is the only bound on how
	// often a request is repeated that the device is too busy for: 2 minutes.
	Patience time.Duration
}

func (r Retry) withDefaults() Retry {
	orDefault(&r.Pace.Min, 500*time.Millisecond)
	orDefault(&r.Pace.Max, 10*time.Second)
	orDefault(&r.Attempts, 4)
	orDefault(&r.Patience, 2*time.Minute)
	return r
}

// again decides after each attempt whether another may follow, and when. It
// is the retry policy that go-retryablehttp asks; the policies that come with
// it would repeat any method.
func (c *call) again(ctx context.Context, response *http.Response, _ error) (bool, error) {
	if ctx.Err() != nil {
		return false, nil //nolint:nilerr // the attempt's own error stands; this one would replace it
	}
	retry := c.client.options.Retry
	if c.request.Patience > 0 {
		retry.Patience = c.request.Patience
	}
	switch {
	case response == nil && !c.fault.repeatable(c.request):
		return false, nil
	case response == nil || c.elsewhere():
		if more, atOnce := c.round(retry); !more || atOnce {
			return more, nil
		}
	case c.busy():
		c.delay = retry.Pace.delay(c.busyAnswers)
		c.busyAnswers++
	case unavailable(response.StatusCode) && c.request.repeatable():
		c.unavailable++
		if c.unavailable >= retry.Attempts {
			return false, nil
		}
		c.delay = retry.Pace.delay(c.unavailable - 1)
	default:
		return false, nil
	}
	if response != nil {
		c.delay = max(c.delay, retryAfter(response.Header, time.Now()))
	}
	return c.worthWaiting(ctx, retry.Patience), nil
}

// round counts an attempt in vain at one endpoint and reports whether another
// may follow, and whether that goes out at once: an endpoint that wasn't asked
// in this round yet deserves its chance. Or else the delay is set.
func (c *call) round(retry Retry) (more, atOnce bool) {
	c.faults++
	if c.fault != nil && c.fault.hopeless {
		c.hopeless++
	}
	endpoints := len(c.client.endpoints.urls)
	if c.faults%endpoints != 0 && (c.fault == nil || c.fault.kind != faultLost) {
		c.delay = 0
		return true, true
	}
	rounds := c.faults / endpoints
	if rounds >= retry.Attempts || c.hopeless == c.faults {
		return false, false
	}
	c.delay = retry.Pace.delay(rounds - 1)
	return true, false
}

// worthWaiting reports whether the next attempt would still begin in time.
// Giving up now shows the device's words instead of a mere timeout.
func (c *call) worthWaiting(ctx context.Context, patience time.Duration) bool {
	next := time.Now().Add(c.delay)
	if next.After(c.start.Add(patience)) {
		return false
	}
	deadline, limited := ctx.Deadline()
	return !limited || next.Before(deadline)
}

// busy reports whether the device said that it didn't carry out the request.
func (c *call) busy() bool {
	answer, recognise := c.response, c.client.options.Busy
	if c.request.Busy != nil {
		recognise = c.request.Busy
	}
	return answer.Status == http.StatusTooManyRequests || recognise(answer.Status, answer.Header, answer.Body)
}

// elsewhere reports whether the endpoint said that another one is to be asked,
// and that it didn't carry out the request.
func (c *call) elsewhere() bool {
	return c.client.options.Elsewhere(c.response.Status, c.response.Header, c.response.Body)
}

// unavailable are the statuses with which a gateway, or a device whose service
// is down, answers. Whether the request was carried out isn't known.
func unavailable(status int) bool {
	switch status {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// retryAfter is the delay that the answer asks for, given in seconds or as a
// date; 0 without one.
func retryAfter(header http.Header, now time.Time) time.Duration {
	value := header.Get("Retry-After")
	if value == "" {
		return 0
	}
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if date, err := http.ParseTime(value); err == nil {
		return max(0, date.Sub(now))
	}
	return 0
}
