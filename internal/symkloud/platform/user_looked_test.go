package platform_test

import (
	"fmt"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// staffed is a platform with three accounts beside the provider's own.
func staffed(t *testing.T) *acctest.Platform {
	t.Helper()
	on := acctest.NewPlatform(t)
	for name, role := range map[string]string{"anna": "operator", "bert": "user", "cleo": "user"} {
		on.Put("users", "", map[string]any{"name": name, "roleKey": role, "password": "opensesame"})
	}
	return on
}

// TestUserLookedUp by its name, with what only data sources show.
func TestUserLookedUp(t *testing.T) {
	t.Parallel()
	protocol := acctest.NewProtocol(t, staffed(t), nil)
	shown, diagnostics := protocol.DataSource(userResource).Read(map[string]any{"name": "anna"})
	wantSuccess(t, diagnostics)
	if shown["role_key"] != "operator" || shown["role_text"] != "Operator" {
		t.Errorf("shown %v", shown)
	}
	_, diagnostics = protocol.DataSource(userResource).Read(map[string]any{"name": "nobody"})
	wantRefused(t, acctest.Errors(diagnostics), "no object with that name")
}

// TestUsersLookedUp are filtered and sorted, though the platform does neither.
func TestUsersLookedUp(t *testing.T) {
	t.Parallel()
	shown, diagnostics := acctest.NewProtocol(t, staffed(t), nil).DataSource("onprem_symkloud_users").Read(map[string]any{
		"filters": []any{map[string]any{"field": "roleKey", "values": []any{"user"}}},
		"sort":    []any{"-name"},
	})
	wantSuccess(t, diagnostics)
	users, _ := shown["users"].([]any)
	var names []string
	for _, user := range users {
		fields, _ := user.(map[string]any)
		names = append(names, fmt.Sprint(fields["name"]))
	}
	if fmt.Sprint(names) != "[cleo bert]" {
		t.Errorf("shown %v", names)
	}
}

// TestUsersListed for a query, with their identities and, when asked for, all
// else.
func TestUsersListed(t *testing.T) {
	t.Parallel()
	list := acctest.NewProtocol(t, staffed(t), nil).ListResource(userResource)
	for _, include := range []bool{true, false} {
		found, diagnostics := list.Ask(acctest.Query{Include: include, Config: map[string]any{
			"filters": []any{map[string]any{"field": "roleKey", "values": []any{"operator"}}},
		}})
		wantSuccess(t, diagnostics)
		if len(found) != 1 || found[0].Name != "anna" || found[0].Identity["name"] != "anna" {
			t.Fatalf("found %v", found)
		}
		if include != (found[0].Resource != nil) || include && found[0].Resource["role_key"] != "operator" {
			t.Errorf("with %v", found[0].Resource)
		}
	}
	all, diagnostics := list.Ask(acctest.Query{Limit: 2})
	wantSuccess(t, diagnostics)
	if len(all) != 2 {
		t.Errorf("found %v", all)
	}
}
