package platform_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const userResource = "onprem_symkloud_user"

// carol is a configuration.
func carol() map[string]any {
	return map[string]any{"name": "carol", "role_key": "user", "password_wo": "opensesame1"}
}

func with(config map[string]any, changes ...any) map[string]any {
	changed := maps.Clone(config)
	for i := 0; i < len(changes); i += 2 {
		name, _ := changes[i].(string)
		changed[name] = changes[i+1]
	}
	return changed
}

// wantSuccess fails on any error.
func wantSuccess(t *testing.T, diagnostics []*tfprotov6.Diagnostic) {
	t.Helper()
	if errors := acctest.Errors(diagnostics); errors != "" {
		t.Fatalf("unexpected: %s", errors)
	}
}

// wantRefused fails unless the errors name all of these.
func wantRefused(t *testing.T, errors string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(errors, text) {
			t.Errorf("no %q in the errors: %s", text, errors)
		}
	}
}

// wantWrites fails unless the platform was sent exactly these.
func wantWrites(t *testing.T, on *acctest.Platform, want ...string) {
	t.Helper()
	if got := on.Writes(); !slices.Equal(got, want) {
		t.Errorf("sent\n%q, want\n%q", got, want)
	}
}

// TestUserLife: made, changed attribute by attribute, and deleted, each by one
// request.
func TestUserLife(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	user := acctest.NewProtocol(t, on, nil).Resource(userResource)
	for _, step := range []struct {
		name   string
		config map[string]any
		writes []string
		has    map[string]any
	}{
		{"made", carol(), []string{"POST AddUser name=carol&password=***&roleKey=user"}, map[string]any{"name": "carol", "roleKey": "user"}},
		{"another role", with(carol(), "role_key", "operator"), []string{"POST ModifyUser name=carol&newRoleKey=operator"}, map[string]any{"name": "carol", "roleKey": "operator"}},
		{"another password", with(carol(), "role_key", "operator", "password_wo", "opensesame2", "password_wo_version", 1),
			[]string{"POST ModifyUser name=carol&newPassword=***"}, map[string]any{"name": "carol", "password": "opensesame2"}},
		{"both", with(carol(), "password_wo", "opensesame3", "password_wo_version", 2),
			[]string{"POST ModifyUser name=carol&newPassword=***&newRoleKey=user"}, map[string]any{"name": "carol", "roleKey": "user", "password": "opensesame3"}},
	} {
		on.ClearRequests()
		wantSuccess(t, user.Apply(step.config))
		wantWrites(t, on, step.writes...)
		on.Only("users", step.has)
		wantSuccess(t, user.Refresh())
		if plan := user.Plan(step.config); plan.Errors() != "" || len(plan.Changes) > 0 {
			t.Errorf("%s: still to change: %v %s", step.name, plan.Changes, plan.Errors())
		}
		if strings.Contains(user.Everything(), "opensesame") {
			t.Errorf("%s: the password is kept: %s", step.name, user.Everything())
		}
	}
	on.ClearRequests()
	wantSuccess(t, user.Destroy())
	wantWrites(t, on, "POST DeleteUser name=carol")
	if left := on.Find("users", map[string]any{"name": "carol"}); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// TestUserNamesReplace: an account can't be renamed.
func TestUserNamesReplace(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	user := acctest.NewProtocol(t, on, nil).Resource(userResource)
	wantSuccess(t, user.Apply(carol()))
	if plan := user.Plan(with(carol(), "name", "dave")); !slices.Equal(plan.Replaces, []string{`AttributeName("name")`}) {
		t.Errorf("replaced by %v: %s", plan.Replaces, plan.Errors())
	}
	wantSuccess(t, user.Apply(with(carol(), "name", "dave")))
	on.Only("users", map[string]any{"name": "dave"})
	if left := on.Find("users", map[string]any{"name": "carol"}); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// TestUserBadInput is refused at plan time, with its attribute.
func TestUserBadInput(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	for name, c := range map[string]struct {
		config map[string]any
		texts  []string
	}{
		"name with a blank":     {with(carol(), "name", "ca rol"), []string{`"name"`, "letters and digits"}},
		"long name":             {with(carol(), "name", strings.Repeat("c", 21)), []string{`"name"`, "20"}},
		"empty role":            {with(carol(), "role_key", ""), []string{`"role_key"`}},
		"password with a quote": {with(carol(), "password_wo", "o'1"), []string{`"password_wo"`, "quotes"}},
		"long password":         {with(carol(), "password_wo", strings.Repeat("x", 21)), []string{`"password_wo"`, "20"}},
		"no password":           {with(carol(), "password_wo", nil), []string{`"password_wo"`, "needs"}},
		"version alone":         {with(carol(), "password_wo", nil, "password_wo_version", 1), []string{`"password_wo"`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			user := acctest.NewProtocol(t, on, nil).Resource(userResource)
			wantRefused(t, user.Plan(c.config).Errors(), c.texts...)
		})
	}
	if writes := on.Writes(); len(writes) > 0 {
		t.Errorf("sent %q", writes)
	}
}

// TestUserOfTheProvider is never deleted or changed by it.
func TestUserOfTheProvider(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	own := on.Environment()["SYMKLOUD_USERNAME"]
	user := acctest.NewProtocol(t, on, nil).Resource(userResource)
	wantSuccess(t, user.Import(own))
	on.ClearRequests()
	config := map[string]any{"name": own, "role_key": "admin"}
	if plan := user.Plan(config); plan.Errors() != "" || len(plan.Changes) > 0 {
		t.Errorf("to change: %v %s", plan.Changes, plan.Errors())
	}
	wantRefused(t, user.Plan(with(config, "role_key", "user")).Errors(), `"role_key"`, "lock the provider out")
	wantRefused(t, user.Plan(with(config, "password_wo", "opensesame", "password_wo_version", 1)).Errors(), `"password_wo_version"`, "lock the provider out")
	wantRefused(t, user.Plan(with(config, "name", "other", "password_wo", "opensesame")).Errors(), `"name"`, "lock the provider out")
	wantRefused(t, user.Plan(nil).Errors(), "lock the provider out")
	wantWrites(t, on)
}

// TestUsersAreReadTogether: one request serves all of a plan.
func TestUsersAreReadTogether(t *testing.T) {
	t.Parallel()
	on := acctest.NewPlatform(t)
	protocol := acctest.NewProtocol(t, on, nil)
	var users []*acctest.Instance
	for _, name := range []string{"anna", "bert", "cleo", "dora", "emil"} {
		on.Put("users", "", map[string]any{"name": name, "roleKey": "user", "password": "opensesame"})
		user := protocol.Resource(userResource)
		wantSuccess(t, user.Import(name))
		users = append(users, user)
	}
	on.ClearRequests()
	fresh := acctest.NewProtocol(t, on, nil)
	done := make(chan string, len(users))
	for _, user := range users {
		go func() { done <- acctest.Errors(user.At(fresh).Refresh()) }()
	}
	for range users {
		if errors := <-done; errors != "" {
			t.Error(errors)
		}
	}
	if lists := on.CountRequests(device.Match{Method: "GET", Path: "/v3/Platform/*/UserList"}); lists > 2 {
		t.Errorf("%d requests for %d users", lists, len(users))
	}
}
