package access_test

import (
	"net/http"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// ask reads something of the platform as a tool would that has a token: the
// status that comes back.
func ask(t *testing.T, platform *acctest.Platform, username, token string) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, platform.URL()+"/v3/Platform/"+platform.Number()+"/Oid", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	request.SetBasicAuth(username, token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		t.Error(err)
	}
	return response.StatusCode
}
