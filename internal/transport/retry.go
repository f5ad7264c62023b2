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
	// counts as one attempt.
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
	switch {
	case response == nil:
		if !c.fault.repeatable(c.request) {
			return false, nil
		}
		c.faults++
		if c.fault.hopeless {
			c.hopeless++
		}
		if c.fault.kind == faultUnreached && c.faults%len(c.client.endpoints.urls) != 0 {
			c.delay = 0 // the next endpoint deserves its chance at once
			return true, nil
		}
		rounds := c.faults / len(c.client.endpoints.urls)
		if rounds >= retry.Attempts || c.hopeless == c.faults {
			return false, nil
		}
		c.delay = retry.Pace.delay(rounds - 1)
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
	answer := c.response
	return answer.Status == http.StatusTooManyRequests ||
		c.client.options.Busy(answer.Status, answer.Header, answer.Body)
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
