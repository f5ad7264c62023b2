package infinibox_test

import (
	"net/http"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestAnUpgradeTakesAFile(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	form := func(content string) string {
		return "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"package\"\r\n\r\n" + content + "\r\n--x--\r\n"
	}
	for name, test := range map[string]struct {
		query, body string
		status      int
	}{
		"unapproved": {"", form("package"), 403},
		"approved":   {"?approved=yes", form("package"), 200},
		"empty file": {"?approved=yes", form(""), 409},
		"no file":    {"?approved=yes", "--x--", 400},
		"no form":    {"?approved=yes", "package", 400},
		"nothing":    {"?approved=yes", "", 400},
	} {
		request := a.request(http.MethodPost, "system/upgrade"+test.query, test.body)
		request.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		request.SetBasicAuth("admin", "admin-simulated")
		if got := a.do(request); got.status != test.status {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
}
