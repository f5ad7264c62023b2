package acctest

import (
	"regexp"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

// Platform is the first platform of a simulated symkloud stack that serves until
// the test ends.
type Platform struct {
	*Simulated
	// Stack is the whole of it, for what only a symkloud can be made to do.
	Stack *symkloud.Stack
}

// StartPlatform starts a simulated symkloud; options may be the zero value. What
// takes seconds there takes milliseconds, unless the options say otherwise.
func StartPlatform(t testing.TB, options symkloud.Options, serving device.Options) *Platform {
	t.Helper()
	for _, span := range []struct {
		chosen    *time.Duration
		otherwise time.Duration
	}{
		{&options.HotSwap, 30 * time.Millisecond}, {&options.Upgrade, 100 * time.Millisecond}, {&options.Restart, 50 * time.Millisecond},
	} {
		if *span.chosen == 0 {
			*span.chosen = span.otherwise
		}
	}
	stack := symkloud.New(options)
	number := stack.Environment("")["SYMKLOUD_PLATFORM"]
	on := start(t, stack, serving, "platform", "/v3/Platform/"+number+"/")
	on.platform = number
	on.commands = regexp.MustCompile(`^((Start|Stop|Restart)Snmp|PSU/[^/]+/ResetStats)$`)
	return &Platform{Simulated: on, Stack: stack}
}

// NewPlatform starts a simulated symkloud of the usual kind.
func NewPlatform(t testing.TB) *Platform {
	t.Helper()
	return StartPlatform(t, symkloud.Options{}, device.Options{})
}

// Standby starts the stack's other management server. It refuses every call
// until the two change places, as Stack.FailOver has them do.
func (p *Platform) Standby() *Simulated {
	p.t.Helper()
	on := start(p.t, p.Stack.Second(), device.Options{}, "standby", p.root)
	on.platform, on.commands = p.platform, p.commands
	return on
}

// Put creates (id "") or changes an object as another administrator would, or
// somebody at the chassis, and answers its id. Ids are names, or the numbers on
// the way down from the platform: node "6/1", sensor "6/1/27".
func (p *Platform) Put(collection, id string, fields map[string]any) string {
	p.t.Helper()
	object, err := p.Device().Put(collection, id, fields)
	if err != nil {
		p.t.Fatalf("putting %v into %s %s: %v", fields, collection, id, err)
	}
	made, _ := object["id"].(string)
	return made
}

// Remove takes an object away as another administrator would, or somebody at the
// chassis.
func (p *Platform) Remove(collection, id string) {
	p.t.Helper()
	if err := p.Device().Remove(collection, id); err != nil {
		p.t.Fatalf("removing %s %s: %v", collection, id, err)
	}
}

// Number is the platform's number.
func (p *Platform) Number() string { return p.platform }
