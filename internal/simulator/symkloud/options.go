package symkloud

import (
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// Options say what kind of stack New makes. The zero value is a usable one: a
// platform as it leaves the factory.
type Options struct {
	// Clock is the stack's time; nil is a clock of its own.
	Clock *device.Clock
	// Seed decides MAC addresses, serial numbers and generated names.
	Seed uint64
	// Platforms are the numbers of the platforms; nil is "6" alone.
	Platforms []string
	// Nodes are the nodes of each platform; nil is DefaultNodes.
	Nodes []Node
	// Models are the models that nodes can be of; nil is DefaultModels.
	Models []Model
	// Roles are the roles that accounts can have; nil is DefaultRoles.
	Roles []Role
	// Users are the accounts; nil is "admin" alone, with AdminPassword.
	Users []User
	// TokenLifetime is how long a token lives after its last use; zero is 30
	// minutes.
	TokenLifetime time.Duration
	// HotSwap is how long each hot-swap state on the way to another lasts; zero
	// is half a second, a negative one is no time at all.
	HotSwap time.Duration
	// Upgrade is how long the upgrade of one node takes; zero is two seconds, a
	// negative one is no time at all.
	Upgrade time.Duration
	// Restart is how long the stack isn't ready (code 11) after a change of its
	// HTTPS settings; zero is half a second, a negative one is no time at all.
	Restart time.Duration
	// SensorArray lists a node's sensors as a bare array, as one sample of the
	// reference does, instead of in an object.
	SensorArray bool
	// HTTPS has HTTPS turned on from the start.
	HTTPS bool
}

// AdminPassword is the password of the account "admin" from the factory.
const AdminPassword = "admin-simulated"

// User is an account.
type User struct {
	// Name has 1 to 20 letters and digits, Password 1 to 20 characters.
	Name, Password string
	// Role is the key of one of the stack's roles.
	Role string
}

// Node is a node in a slot of a platform.
type Node struct {
	// Number of the slot: 1 to 9, or 10 and 11 for hub nodes.
	Number int
	// Model is the name of one of the stack's models.
	Model string
}

// DefaultNodes are three nodes beside the two hub nodes.
func DefaultNodes() []Node {
	return []Node{{1, "MSP8000"}, {3, "MSP8020"}, {5, "MSP8000"}, {10, "MSP8001"}, {11, "MSP8001"}}
}

func (o Options) withDefaults() Options {
	if o.Clock == nil {
		o.Clock = device.NewClock(nil)
	}
	if o.Platforms == nil {
		o.Platforms = []string{"6"}
	}
	if o.Nodes == nil {
		o.Nodes = DefaultNodes()
	}
	if o.Models == nil {
		o.Models = DefaultModels()
	}
	if o.Roles == nil {
		o.Roles = DefaultRoles()
	}
	if o.Users == nil {
		o.Users = []User{{Name: adminName, Password: AdminPassword, Role: "admin"}}
	}
	for _, span := range []struct {
		given     *time.Duration
		otherwise time.Duration
	}{
		{&o.TokenLifetime, 30 * time.Minute}, {&o.HotSwap, time.Second / 2}, {&o.Upgrade, 2 * time.Second}, {&o.Restart, time.Second / 2},
	} {
		if *span.given == 0 {
			*span.given = span.otherwise
		}
		*span.given = max(*span.given, 0)
	}
	return o
}
