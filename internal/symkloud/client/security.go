package client

import (
	"context"
	"errors"
	"net/http"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// securityPath is the call that moves the platform's address.
const securityPath = service + "Security/HTTPS"

// everybody is more than ever are under way at once.
const everybody = 1 << 30

// clearing is how long the change of the address waits for others to finish.
const clearing = 15 * time.Second

// traffic keeps what is under way apart from the change of the platform's
// address: a request that crosses it could lose its answer, and then nobody
// would know what became of it.
type traffic struct{ lanes *semaphore.Weighted }

func newTraffic() traffic {
	return traffic{semaphore.NewWeighted(everybody)}
}

// join begins an operation; the function ends it.
func (t traffic) join(ctx context.Context) (leave func(), err error) {
	if err := t.lanes.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	return func() { t.lanes.Release(1) }, nil
}

// alone begins an operation that no other crosses, unless these take too long.
func (t traffic) alone(ctx context.Context) (leave func(), err error) {
	limited, cancel := context.WithTimeout(ctx, clearing)
	defer cancel()
	if err := t.lanes.Acquire(limited, everybody); err == nil {
		return func() { t.lanes.Release(everybody) }, nil
	}
	return t.join(ctx)
}

// move changes the platform's HTTPS settings while nothing else is under way,
// and lets the others go on only when the platform answers again, be it at its
// other address.
func (c *Client) move(ctx context.Context, r request) (answer, error) {
	leave, err := c.traffic.alone(ctx)
	if err != nil {
		return answer{}, c.named(r, err)
	}
	defer leave()
	given, err := c.exchange(ctx, r)
	// Connections to the service that ends would lose what is sent on them.
	c.transport.CloseIdleConnections()
	if err != nil {
		return given, err
	}
	limited, cancel := context.WithTimeout(ctx, c.restart())
	defer cancel()
	// What the platform answers doesn't matter, and whether it does is seen by
	// the next operation.
	_ = transport.Wait(limited, c.pace, func(ctx context.Context) (bool, string, error) {
		_, err := c.exchange(ctx, c.newRequest(http.MethodGet, securityPath))
		return !errors.Is(err, api.ErrUnreachable), "restarting", nil
	})
	return given, nil
}

// restart is how long the platform's service may take to come back.
func (c *Client) restart() time.Duration {
	if patience := c.options.Retry.Patience; patience > 0 {
		return patience
	}
	return 2 * time.Minute
}
