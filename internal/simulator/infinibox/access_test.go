package infinibox_test

import (
	"net/http"
	"net/http/cookiejar"
	"slices"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestCredentialsAreDemanded(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	for name, sign := range map[string]func(*http.Request){
		"none":               func(*http.Request) {},
		"a wrong password":   func(r *http.Request) { r.SetBasicAuth("admin", "wrong") },
		"an unknown account": func(r *http.Request) { r.SetBasicAuth("nobody", "admin-simulated") },
		"another case":       func(r *http.Request) { r.SetBasicAuth("Admin", "admin-simulated") },
		"another scheme":     func(r *http.Request) { r.Header.Set("Authorization", "Bearer x") },
		"a stale cookie":     func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "JSESSIONID", Value: "stale"}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := a.on(t)
			for _, path := range []string{"pools", "nowhere"} {
				request := a.request(http.MethodGet, path, nil)
				sign(request)
				a.do(request).is(t, name, 401, "AUTHENTICATION_REQUIRED")
			}
		})
	}
}

func TestFeaturesAndPingNeedNoCredentials(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{S3: true})
	if ping := a.do(a.request(http.MethodGet, "system/ping", nil)); ping.status != 200 || ping.body != `"OK"` {
		t.Errorf("ping answers %d %s", ping.status, ping.body)
	}
	features := a.do(a.request(http.MethodGet, "_features", nil))
	if features.status != 200 || features.Meta.Objects < 1 {
		t.Fatalf("_features answers %s", features.body)
	}
	for _, item := range features.items(t) {
		fields := item.fields
		if fields["name"] == "s3" && fields["enabled"] != true {
			t.Error("s3 isn't enabled")
		}
		for _, name := range []string{"name", "version", "enabled"} {
			if _, ok := fields[name]; !ok {
				t.Errorf("a feature has no %s", name)
			}
		}
	}
}

func TestLoginOpensASessionAndLogoutEndsIt(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	login := a.do(a.request(http.MethodPost, "users/login", map[string]any{
		"username": "admin", "password": "admin-simulated", "clientid": "test",
	}))
	if login.status != 200 {
		t.Fatalf("login answers %s", login.body)
	}
	login.object(t).has(map[string]any{"user_objects": nil, "name": "admin", "roles": []string{"ADMIN"}})
	base := a.request(http.MethodGet, "", nil).URL
	jar.SetCookies(base, (&http.Response{Header: login.header}).Cookies())
	with := func(method, path string) reply {
		request := a.request(method, path, nil)
		for _, cookie := range jar.Cookies(base) {
			request.AddCookie(cookie)
		}
		return a.do(request)
	}
	if listed := with(http.MethodGet, "pools"); listed.status != 200 {
		t.Fatalf("the session isn't accepted: %s", listed.body)
	}
	logout := with(http.MethodPost, "users/logout")
	if logout.status != 200 || logout.object(t).fields["user_objects"] == nil {
		t.Errorf("logout answers %s", logout.body)
	}
	with(http.MethodGet, "pools").is(t, "the ended session", 401, "AUTHENTICATION_REQUIRED")
}

func TestSessionsCanBeMadeStale(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	login := a.do(a.request(http.MethodPost, "users/login", map[string]any{"username": "admin", "password": "admin-simulated"}))
	request := a.request(http.MethodGet, "pools", nil)
	for _, cookie := range (&http.Response{Header: login.header}).Cookies() {
		request.AddCookie(cookie)
	}
	if got := a.do(request); got.status != 200 {
		t.Fatalf("the session isn't accepted: %s", got.body)
	}
	a.EndSessions()
	a.do(request).is(t, "a stale session", 401, "AUTHENTICATION_REQUIRED")
}

func TestLoginIsRefused(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	for _, test := range []struct {
		body   any
		status int
		code   string
	}{
		{map[string]any{"username": "admin", "password": "wrong"}, 403, "BAD_USER"},
		{map[string]any{"username": "nobody", "password": "admin-simulated"}, 403, "BAD_USER"},
		{map[string]any{"username": "admin"}, 400, "MISSING_FIELD"},
		{map[string]any{"username": 1, "password": "x"}, 400, "MALFORMED_PARAMETER"},
		{map[string]any{"username": "admin", "password": "x", "domain": "y"}, 400, "UNSUPPORTED_FIELD"},
		{nil, 400, "MISSING_CONTENT"},
	} {
		a.do(a.request(http.MethodPost, "users/login", test.body)).is(t, jsonOf(t, test.body), test.status, test.code)
	}
}

func TestRolesBoundWhatAnAccountMayDo(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	calls := []struct {
		method, path string
		body         any
		allowed      []string
		reason       string
	}{
		{http.MethodPost, "pools", map[string]any{}, []string{"admin", "infinidat"}, ""},
		{http.MethodDelete, "pools/9", nil, []string{"admin", "infinidat"}, "insufficient privileges"},
		{http.MethodPost, "pools/9/lock", nil, []string{"admin", "infinidat"}, ""},
		{http.MethodPut, "pools/9", map[string]any{"name": "x"}, []string{"admin", "infinidat", "pool_admin"}, ""},
		{http.MethodPost, "volumes", map[string]any{}, []string{"admin", "infinidat", "pool_admin"}, ""},
		{http.MethodDelete, "volumes/9", nil, []string{"admin", "infinidat", "pool_admin"}, ""},
		{http.MethodPost, "volumes/9/reset_serial", nil, []string{"admin", "infinidat"}, "insufficient privileges"},
		{http.MethodPut, "system/name", `"/"`, []string{"admin", "infinidat"}, ""},
		{http.MethodGet, at("volumes", v), nil, []string{"admin", "infinidat", "pool_admin", "technician", "read_only"}, ""},
		{http.MethodGet, "pools", nil, []string{"admin", "infinidat", "pool_admin", "technician", "read_only"}, ""},
	}
	for _, call := range calls {
		for _, u := range a.Users() {
			answered := a.login(u.Name).send(call.method, call.path, call.body)
			denied := answered.Error != nil && answered.Error.Code == "UNAUTHORIZED"
			if allowed := slices.Contains(call.allowed, u.Name); allowed == denied {
				t.Errorf("%s %s as %s: %d %s", call.method, call.path, u.Name, answered.status, answered.body)
			}
			if !denied {
				continue
			}
			want := call.reason
			if want == "" {
				want = "Method is not allowed for [" + string(u.Role) + "]"
			}
			if got := answered.Error.Message; got != "You are not authorized for this operation, reason: "+want || answered.status != 403 {
				t.Errorf("%s %s as %s: %d %q", call.method, call.path, u.Name, answered.status, got)
			}
		}
	}
}

func TestPoolAdminsModifyTheirOwnPoolsOnly(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	own, other := a.pool("own", 5), a.pool("other", 5)
	a.must(http.MethodPut, at("pools", own), map[string]any{"owners": []int64{101}})
	foreign := a.volume("foreign", other, 1)
	admin := a.login("pool_admin")
	mine := admin.volume("mine", own, 1)
	admin.must(http.MethodPut, at("pools", own), map[string]any{"name": "own2"})
	answered := admin.refused(http.MethodPut, at("pools", other), map[string]any{"name": "x"}, 403, "USER_IS_FORBIDDEN")
	if want := "User 'pool_admin' is forbidden to modify pool 'other'"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
	admin.refused(http.MethodPut, at("pools", own), map[string]any{"physical_capacity": terabyte}, 403, "UNAUTHORIZED")
	admin.refused(http.MethodPost, "volumes", map[string]any{"name": "x", "pool_id": other, "size": gigabyte}, 403, "USER_IS_FORBIDDEN")
	admin.refused(http.MethodPost, "volumes", map[string]any{"name": "x", "parent_id": foreign}, 403, "USER_IS_FORBIDDEN")
	admin.refused(http.MethodPut, at("volumes", foreign), map[string]any{"name": "x"}, 403, "USER_IS_FORBIDDEN")
	admin.refused(http.MethodDelete, at("volumes", foreign), nil, 403, "USER_IS_FORBIDDEN")
	admin.refused(http.MethodPost, at("volumes", mine, "/move"), map[string]any{"pool_id": other}, 403, "USER_IS_FORBIDDEN")
	admin.refused(http.MethodPost, at("volumes", foreign, "/promote"), nil, 403, "USER_IS_FORBIDDEN")
	admin.refused(http.MethodPost, "volumes/group_snapshot", map[string]any{
		"entities": []any{map[string]any{"id": foreign}}, "snap_suffix": "-s",
	}, 403, "USER_IS_FORBIDDEN")
	snap := a.snapshot("snap", foreign)
	restore := admin.refused(http.MethodPost, at("volumes", foreign, "/restore?approved=yes"), map[string]any{"source_id": snap}, 403, "USER_IS_FORBIDDEN")
	if want := "'foreign' is located in a pool on which the current user has read-only permissions"; restore.Error.Message != want {
		t.Errorf("the message is %q, want %q", restore.Error.Message, want)
	}
	a.get(at("volumes", foreign)).has(map[string]any{"name": "foreign", "pool_id": other})
}

func TestPoolsAndTheirAdministrators(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	own := a.pool("own", 5)
	a.pool("other", 5)
	a.must(http.MethodPut, at("pools", own), map[string]any{"owners": []int64{101}})
	if got := a.login("pool_admin").names("pools/administered_pools"); !slices.Equal(got, []string{"own"}) {
		t.Errorf("the pool administrator's pools are %v", got)
	}
	if got := a.names("pools/administered_pools"); len(got) != 0 {
		t.Errorf("the administrator owns %v", got)
	}
	if got := a.names("users/101/pools"); !slices.Equal(got, []string{"own"}) {
		t.Errorf("the pools of user 101 are %v", got)
	}
	admins := a.send(http.MethodGet, at("pools", own, "/all_admins"), nil)
	if got := jsonOf(t, admins.Result); got != "[-2,-1,101]" || admins.Meta.Objects != 3 {
		t.Errorf("all_admins answers %s", admins.body)
	}
	a.refused(http.MethodGet, "pools/9/all_admins", nil, 404, "POOL_NOT_FOUND")
	a.refused(http.MethodGet, "users/9/pools", nil, 404, "USER_NOT_FOUND")
}

func TestUsersAreRead(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	if got := a.names("users"); !slices.Equal(got, []string{"technician", "admin", "infinidat", "pool_admin", "read_only"}) {
		t.Errorf("the users are %v", got)
	}
	a.get("users/-1").has(map[string]any{"name": "infinidat", "role": "INFINIDAT", "roles": []string{"INFINIDAT"}, "enabled": true, "type": "Local"})
	a.get("users/pool_admin/by_username").has(map[string]any{"id": 101})
	a.refused(http.MethodGet, "users/9", nil, 404, "USER_NOT_FOUND")
	a.refused(http.MethodGet, "users/Admin/by_username", nil, 404, "USER_NOT_FOUND")
	owner := a.login("pool_admin")
	owner.get("users/101").has(map[string]any{"name": "pool_admin"})
	owner.refused(http.MethodGet, "users/-2", nil, 403, "USER_ROLE_ACCESS_FORBIDDEN")
	owner.refused(http.MethodGet, "users/admin/by_username", nil, 403, "USER_ROLE_ACCESS_FORBIDDEN")
	if roles := a.send(http.MethodGet, "users/roles", nil); roles.Meta.Objects != 6 {
		t.Errorf("the roles are %s", roles.body)
	}
}

func TestEnvironmentLogsIn(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Users: []infinibox.User{
		{Name: "reader", Password: "r", Role: infinibox.RoleReadOnly},
		{Name: "boss", Password: "b", Role: infinibox.RoleAdmin},
		{Name: "admin", Password: "admin-simulated", Role: infinibox.RoleAdmin},
	}})
	environment := a.Environment("https://array")
	for name, want := range map[string]string{
		"INFINIBOX_ENDPOINT": "https://array", "INFINIBOX_USERNAME": "boss", "INFINIBOX_PASSWORD": "b",
	} {
		if environment[name] != want {
			t.Errorf("%s is %q, want %q", name, environment[name], want)
		}
	}
	request := a.request(http.MethodGet, "pools", nil)
	request.SetBasicAuth(environment["INFINIBOX_USERNAME"], environment["INFINIBOX_PASSWORD"])
	if got := a.do(request); got.status != 200 {
		t.Errorf("the environment's account is refused: %s", got.body)
	}
}
