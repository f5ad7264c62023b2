package platform_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const (
	carolMade    = "POST AddUser name=carol&password=***&roleKey=user"
	carolDeleted = "POST DeleteUser name=carol"
)

// TestUserWhoseAnswerIsLost: one that wasn't there before, and is there as it
// was asked for, is the one. It is never asked for twice.
func TestUserWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	user := acctest.NewProtocol(t, on, nil).Resource(userResource)
	on.Break(device.Rule{Method: "POST", Path: "**/AddUser", Drop: device.AfterExecution})
	wantSuccess(t, user.Apply(carol()))
	wantWrites(t, on, carolMade)
	on.Only("users", map[string]any{"name": "carol", "roleKey": "user", "password": "opensesame1"})
	wantSuccess(t, user.Refresh())
	if plan := user.Plan(carol()); plan.Errors() != "" || len(plan.Changes) > 0 {
		t.Errorf("still to change: %v %s", plan.Changes, plan.Errors())
	}
}

// TestUserThatWasNeverMade can be applied again.
func TestUserThatWasNeverMade(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	user := acctest.NewProtocol(t, on, nil).Resource(userResource)
	on.Break(device.Rule{Method: "POST", Path: "**/AddUser", Drop: device.BeforeExecution, Times: 1})
	wantRefused(t, acctest.Errors(user.Apply(carol())), "Unable to create symkloud user", "apply again")
	if user.Exists() || len(on.Find("users", map[string]any{"name": "carol"})) > 0 {
		t.Error("something is there")
	}
	wantSuccess(t, user.Apply(carol()))
	on.Only("users", map[string]any{"name": "carol"})
}

// TestUserThatSomebodyElseMakesMeanwhile isn't taken for the one whose answer
// was lost.
func TestUserThatSomebodyElseMakesMeanwhile(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	user := acctest.NewProtocol(t, on, nil).Resource(userResource)
	lost := on.Break(device.Rule{Method: "POST", Path: "**/AddUser", Delay: 200 * time.Millisecond, Drop: device.BeforeExecution})
	applied := make(chan []*tfprotov6.Diagnostic, 1)
	go func() { applied <- user.Apply(carol()) }()
	for lost.Struck() == 0 {
		time.Sleep(time.Millisecond)
	}
	on.Put("users", "", map[string]any{"name": "carol", "roleKey": "operator", "password": "another"})
	wantRefused(t, acctest.Errors(<-applied), `"name"`, "nothing shows that this run made it", "import {", `id = "carol"`)
	if user.Exists() {
		t.Errorf("it is in the state: %s", user.Everything())
	}
	on.Only("users", map[string]any{"name": "carol", "password": "another"})
}

// TestUserThatExists is imported, or adopted where the provider may and its role
// is the configured one. Its password isn't known then.
func TestUserThatExists(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		adopt  bool
		role   string
		errors []string
	}{
		"reported":     {false, "user", []string{`"name"`, "It exists already", `id = "carol"`, "adopt_existing = true"}},
		"adopted":      {true, "user", nil},
		"of more role": {true, "operator", []string{`"role_key"`, "Unable to adopt", "operator"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			on := acctest.NewPlatform(t)
			on.Put("users", "", map[string]any{"name": "carol", "roleKey": c.role, "password": "another"})
			user := acctest.NewProtocol(t, on, map[string]any{"adopt_existing": c.adopt}).Resource(userResource)
			diagnostics := user.Apply(carol())
			wantWrites(t, on)
			if len(c.errors) > 0 {
				wantRefused(t, acctest.Errors(diagnostics), c.errors...)
				return
			}
			wantSuccess(t, diagnostics)
			wantRefused(t, acctest.Warnings(diagnostics), "Adopted symkloud user", "password_wo")
		})
	}
}

// TestUserIsChangedAndDeletedOnce, whatever becomes of the answers.
func TestUserIsChangedAndDeletedOnce(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	user := acctest.NewProtocol(t, on, nil).Resource(userResource)
	wantSuccess(t, user.Apply(carol()))
	for _, call := range []string{"ModifyUser", "DeleteUser"} {
		on.Break(device.Rule{Method: "POST", Path: "**/" + call, Drop: device.AfterExecution, Times: 1})
	}
	changed := with(carol(), "role_key", "operator", "password_wo", "opensesame2", "password_wo_version", 1)
	wantSuccess(t, user.Apply(changed))
	on.Only("users", map[string]any{"name": "carol", "roleKey": "operator", "password": "opensesame2"})
	on.ClearRequests()
	wantSuccess(t, user.Destroy())
	wantWrites(t, on, carolDeleted, carolDeleted) // the second finds nobody
	if user.Exists() || len(on.Find("users", map[string]any{"name": "carol"})) > 0 {
		t.Error("it is still there")
	}
}

// TestUserWhileLoginsEnd: whatever ends a login in the middle of something, a
// new one goes on with it.
func TestUserWhileLoginsEnd(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"27", "30", "31"} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			on := acctest.NewPlatform(t)
			user := acctest.NewProtocol(t, on, nil).Resource(userResource)
			on.Break(device.Rule{Method: "POST", Path: "**/*User", Error: code, Times: 1})
			wantSuccess(t, user.Apply(carol()))
			wantWrites(t, on, carolMade, carolMade)
			if logins := on.CountRequests(device.Match{Path: "/v3/Auth"}); logins != 2 {
				t.Errorf("%d logins", logins)
			}
			on.Stack.EndTokens(on.Environment()["SYMKLOUD_USERNAME"])
			wantSuccess(t, user.Refresh())
			on.Stack.EndTokens(on.Environment()["SYMKLOUD_USERNAME"])
			wantSuccess(t, user.Destroy())
			if left := on.Find("users", map[string]any{"name": "carol"}); len(left) > 0 {
				t.Errorf("left: %v", left)
			}
		})
	}
}

// TestUserWhileLoginsEndForEver is given up, with what to do.
func TestUserWhileLoginsEndForEver(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	user := acctest.NewProtocol(t, on, nil).Resource(userResource)
	on.Break(device.Rule{Method: "POST", Path: "**/AddUser", Error: "27"})
	wantRefused(t, acctest.Errors(user.Apply(carol())), "Unable to create symkloud user", "an account of its own")
	if user.Exists() {
		t.Errorf("it is in the state: %s", user.Everything())
	}
}

// TestUserWhileThePlatformIsBusy: starting, upgraded, or its database locked; it
// is waited for.
func TestUserWhileThePlatformIsBusy(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"11", "13", "47"} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			on := acctest.NewPlatform(t)
			user := acctest.NewProtocol(t, on, nil).Resource(userResource)
			busy := on.Break(device.Rule{Error: code, Times: 3})
			wantSuccess(t, user.Apply(carol()))
			on.Break(device.Rule{Method: "POST", Error: code, Times: 3})
			wantSuccess(t, user.Apply(with(carol(), "role_key", "operator")))
			if busy.Struck() != 3 {
				t.Errorf("busy %d times", busy.Struck())
			}
			on.Only("users", map[string]any{"name": "carol", "roleKey": "operator"})
		})
	}
}

// TestUserWhenTheManagersChangePlaces: the other one is asked from then on.
func TestUserWhenTheManagersChangePlaces(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	standby := on.Standby()
	user := acctest.NewProtocol(t, on, map[string]any{"standby_endpoints": []any{standby.URL()}}).Resource(userResource)
	wantSuccess(t, user.Apply(carol()))
	on.ClearRequests()
	on.Stack.FailOver()
	wantSuccess(t, user.Refresh())
	wantSuccess(t, user.Apply(with(carol(), "role_key", "operator")))
	if writes := standby.Writes(); len(writes) != 1 || !strings.HasSuffix(writes[0], "newRoleKey=operator") {
		t.Errorf("the other one got %q", writes)
	}
	wantWrites(t, on)
	on.Only("users", map[string]any{"name": "carol", "roleKey": "operator"})
}

// TestUserOnAStandby alone can't be made; it is said what is missing.
func TestUserOnAStandby(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	on.Stack.FailOver()
	user := acctest.NewProtocol(t, on, nil).Resource(userResource)
	wantRefused(t, acctest.Errors(user.Apply(carol())), "standby_endpoints")
	wantWrites(t, on)
}

// TestUsersOfTwoProviders that log in with one account, several at a time each:
// they take the login from each other, and all get done.
func TestUsersOfTwoProviders(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	var done sync.WaitGroup
	for _, names := range [][]string{{"anna", "bert", "cleo"}, {"dora", "emil", "fred"}} {
		protocol := acctest.NewProtocol(t, on, nil)
		for _, name := range names {
			user := protocol.Resource(userResource)
			done.Go(func() {
				for _, step := range []func() []*tfprotov6.Diagnostic{
					func() []*tfprotov6.Diagnostic { return user.Apply(with(carol(), "name", name)) },
					user.Refresh,
					func() []*tfprotov6.Diagnostic {
						return user.Apply(with(carol(), "name", name, "role_key", "operator"))
					},
				} {
					if errors := acctest.Errors(step()); errors != "" {
						t.Errorf("%s: %s", name, errors)
					}
				}
			})
		}
	}
	done.Wait()
	if users := on.Find("users", map[string]any{"roleKey": "operator"}); len(users) != 6 {
		t.Errorf("the platform has %v", users)
	}
}
