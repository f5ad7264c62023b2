package infinibox_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestAMailedTokenResetsThePasswordOnce(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	const reset = "users/pool_admin/reset_password"
	a.refused(http.MethodGet, reset+"/unknown", nil, 403, "PASSWORD_RESET_REQUEST_EXPIRED")
	a.refused(http.MethodGet, "users/nobody/reset_password/unknown", nil, 404, "USER_NOT_FOUND")
	a.must(http.MethodPost, reset, nil)
	late, _ := a.PasswordMail("pool_admin")
	a.clock.Advance(2 * time.Hour)
	a.refused(http.MethodGet, reset+"/"+late, nil, 403, "PASSWORD_RESET_REQUEST_EXPIRED")
	a.must(http.MethodPost, reset, nil)
	token, _ := a.PasswordMail("pool_admin")
	a.must(http.MethodGet, reset+"/"+url.PathEscape(token), nil).has(map[string]any{"message": "The password has been updated"})
	a.refused(http.MethodGet, reset+"/"+token, nil, 403, "PASSWORD_RESET_REQUEST_EXPIRED")
	_, password := a.PasswordMail("pool_admin")
	a.must(http.MethodPost, "users/login", map[string]any{"username": "pool_admin", "password": password})
	a.refused(http.MethodPost, "users/login", map[string]any{"username": "pool_admin", "password": "pool-admin-simulated"}, 403, "BAD_USER")
}
