package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

func TestTheBodyDecidesWhateverTheStatusIs(t *testing.T) {
	t.Parallel()
	for _, status := range []int{200, 201, 400, 401, 403, 404, 500} {
		p := always(t, "POST SharedIp", raw(status, "text/html", `{"status":"Success","code":0,"message":""}`),
			raw(status, "text/html", `{"status":"Failure","code":36,"message":"Failed to set management configuration."}`))
		client := connect(t, p.URL)
		change := api.Change{Method: http.MethodPost, Path: "SharedIp"}
		if status < 400 {
			if _, err := client.Do(t.Context(), change); err != nil {
				t.Errorf("%d: %v", status, err)
			}
		} else {
			p.answers["POST SharedIp"] = p.answers["POST SharedIp"][1:]
		}
		_, err := client.Do(t.Context(), change)
		var failure *api.Error
		if !errors.As(err, &failure) || !errors.Is(err, api.ErrRefused) || failure.Code != "36" || failure.Status != status ||
			!strings.HasPrefix(failure.Message, "Failed to set management configuration. (") {
			t.Errorf("%d: %+v", status, err)
		}
	}
}

func TestRefusalBeside503IsNoUnknownOutcome(t *testing.T) {
	t.Parallel()
	p := always(t, "POST AddUser", raw(503, "application/json", `{"status":"Failure","code":"26","message":"User already exists"}`))
	_, err := connect(t, p.URL).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "AddUser"})
	if !errors.Is(err, api.ErrNameConflict) || errors.Is(err, api.ErrOutcomeUnknown) {
		t.Errorf("got %v", err)
	}
	p.expect(t, "POST AddUser")
}

func TestKindsOfRefusals(t *testing.T) {
	t.Parallel()
	kinds := map[int]error{
		2: api.ErrNotFound, 3: api.ErrNotFound, 6: api.ErrNotFound, 15: api.ErrNotFound,
		23: api.ErrUnauthenticated, 25: api.ErrUnauthenticated, 26: api.ErrNameConflict,
		28: api.ErrForbidden, 29: api.ErrUnauthenticated, 34: api.ErrForbidden,
	}
	for code := 1; code <= 56; code++ {
		if code == 54 || code == 55 || ended(code) || refusedWithCodeIsBusy(code) || code == codeStandby {
			continue
		}
		want, special := kinds[code]
		if !special {
			want = api.ErrRefused
		}
		p := always(t, "POST SharedIp", refuse(code, ""))
		_, err := connect(t, p.URL).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "SharedIp"})
		var failure *api.Error
		if !errors.As(err, &failure) || !errors.Is(failure.Kind, want) || failure.Code != fmt.Sprint(code) || failure.Message == "" {
			t.Errorf("%d: %+v, want %v", code, err, want)
		}
	}
}

func refusedWithCodeIsBusy(code int) bool {
	return busy(200, nil, fmt.Appendf(nil, `{"status":"Failure","code":%d}`, code))
}

func TestEveryCodeHasAMeaning(t *testing.T) {
	t.Parallel()
	for code := 1; code <= 56; code++ {
		if got := meanings()[code]; (got == "") != (code == 54 || code == 55) {
			t.Errorf("%d: %q", code, got)
		}
	}
}

func TestMissingBundleIsNoObjectToReadAndARefusalToUse(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, map[string][]http.HandlerFunc{"GET BundleInfo": {refuse(38, "No bundle")}, "POST OneClickUpgrade": {refuse(38, "No bundle")}})
	client := connect(t, p.URL)
	if _, err := client.Get(t.Context(), "BundleInfo"); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("read: %v", err)
	}
	if _, err := client.Do(t.Context(), api.Change{Method: http.MethodPost, Path: "OneClickUpgrade"}); !errors.Is(err, api.ErrRefused) {
		t.Errorf("use: %v", err)
	}
}

// TestDoubtfulCodesAreLookedInto: an unknown platform and an account of one's
// own that is gone say nothing about the objects of a person.
func TestDoubtfulCodesAreLookedInto(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		method, path string
		code         int
		there        bool
		want         error
	}{
		"fan":                {"GET", "Fan/9/AlarmLevel", 9, true, api.ErrNotFound},
		"LED of a PSU":       {"POST", "PSU/9/LED/Identify", 9, true, api.ErrNotFound},
		"NIC":                {"GET", "Node/1/Payload/1/Nic/9/Network", 9, true, api.ErrNotFound},
		"no such platform":   {"GET", "Fan/1/AlarmLevel", 9, false, api.ErrRefused},
		"platform's own":     {"GET", "Oid", 9, true, api.ErrRefused},
		"no such call":       {"GET", "Fan/1/AlarmLevel", 12, true, api.ErrRefused},
		"account":            {"POST", "DeleteUser", 25, true, api.ErrNotFound},
		"one's own account":  {"POST", "ModifyUser", 25, false, api.ErrUnauthenticated},
		"account of a login": {"GET", "UserList", 25, true, api.ErrUnauthenticated},
	}
	for name, test := range tests {
		p := always(t, test.method+" "+test.path, refuse(test.code, ""))
		p.answers["GET AvailableModels"] = []http.HandlerFunc{refuse(test.code, "")}
		if test.there {
			p.answers["GET AvailableModels"] = []http.HandlerFunc{reply(`["MSP8000"]`)}
		}
		client := connect(t, p.URL)
		var err error
		if test.method == http.MethodGet {
			_, err = client.Get(t.Context(), test.path)
		} else {
			_, err = client.Do(t.Context(), api.Change{Method: test.method, Path: test.path})
		}
		var failure *api.Error
		if !errors.As(err, &failure) || !errors.Is(failure.Kind, test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
	}
}

func TestWhatIsNotTheDeviceIsSaid(t *testing.T) {
	t.Parallel()
	page := raw(200, "text/html", "<html><title>Other product</title>")
	p := newPlatform(t, map[string][]http.HandlerFunc{
		"GET Oid": {page}, "POST SharedIp": {page}, "GET SEL/Csv": {page},
		"POST AddUser": {reply(`{}`)}, "POST DeleteUser": {raw(500, "text/plain", "")},
	})
	client := connect(t, p.URL)
	_, reading := client.Get(t.Context(), "Oid")
	_, table := client.Get(t.Context(), "SEL/Csv")
	_, writing := client.Do(t.Context(), api.Change{Method: http.MethodPost, Path: "SharedIp"})
	for _, err := range []error{reading, table, writing} {
		if !errors.Is(err, api.ErrNotTheDevice) || !strings.Contains(err.Error(), `"Other product"`) {
			t.Errorf("got %v", err)
		}
	}
	for _, path := range []string{"AddUser", "DeleteUser"} {
		if _, err := client.Do(t.Context(), api.Change{Method: http.MethodPost, Path: path}); !errors.Is(err, api.ErrOutcomeUnknown) {
			t.Errorf("%s without a result: %v", path, err)
		}
	}
}

func TestPaddingIsTakenAway(t *testing.T) {
	t.Parallel()
	p := always(t, "GET PSU/1/Value", reply(`{"id": "PSU1", "hotswapStatus":{"state ": "M4", "text": " Active"}, "power ":"a", "power":"b", "list":["x  ", 1.50, true]}`))
	object, err := connect(t, p.URL).Get(t.Context(), "PSU/1/Value")
	want := api.Object{
		"id": "PSU1", "hotswapStatus": map[string]any{"state": "M4", "text": "Active"},
		"power": "b", "list": []any{"x", json.Number("1.50"), true},
	}
	if err != nil || !reflect.DeepEqual(object, want) {
		t.Errorf("%v, %v", object, err)
	}
}

func TestRefusalThatIsNoJSONIsUnderstood(t *testing.T) {
	t.Parallel()
	given, err := decode([]byte(`{"status":"Failure", "code": 37, "message": ""The password format must have: a length of exactly 8` + "\n" + `characters."} `))
	if err != nil || given.refused == nil || given.refused.code != 37 || !strings.HasPrefix(given.refused.words, "The password format") || !strings.HasSuffix(given.refused.words, "characters.") {
		t.Errorf("%+v, %v", given.refused, err)
	}
}

func TestStatusThatIsAReadingIsNoVerdict(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"status":"off"}`, `{"status":"on"}`, `["Failure"]`, `"Failure"`, `{"result":1}`, `{"status":{"status":"Failure"}}`} {
		given, err := decode([]byte(body))
		if err != nil || given.refused != nil || given.done {
			t.Errorf("%s: %+v, %v", body, given, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`{"status":"Failure", "code": 28, "message": "Invalid access level for API call"}`,
		`{"status":"Success","code":0,"message":""}`, `{"status":"Failure","code":"7"}`, `{"status":"Failure","code":1e9}`,
		`{"status":"Failure", "code": 37, "message": ""x"}`, `[{"state ":" M4 "}]`, `{}{}`, `null`, `<html>`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		given, err := decode(body)
		switch {
		case err != nil:
			return
		case given.refused != nil && given.done:
			t.Error("both done and refused")
		case given.refused != nil && (given.refused.code < 0 || given.refused.code > 9999):
			t.Errorf("code %d", given.refused.code)
		case given.refused == nil && !json.Valid(body):
			t.Error("an answer that is no JSON was taken for the platform's")
		}
		if again := tidy(given.value); !reflect.DeepEqual(again, given.value) {
			t.Error("tidying twice isn't tidying once")
		}
	})
}

func TestNeitherErrorsNorLogsShowSecrets(t *testing.T) {
	t.Parallel()
	const chosen, listed = "chosen-password", "listed-secret"
	everything := strings.Join([]string{chosen, listed, "token-number-1", testPassword}, " and ")
	p := newPlatform(t, map[string][]http.HandlerFunc{
		"POST AddUser": {refuse(49, everything)},
		"GET Oid":      {refuse(1, "token-number-1 and "+testPassword)},
	})
	client := connect(t, p.URL)
	var output bytes.Buffer
	ctx := tflogtest.RootLogger(t.Context(), &output)
	_, written := client.Do(ctx, api.Change{
		Method: http.MethodPost, Path: "AddUser", Secrets: []string{listed},
		Body: map[string]any{"name": "x", "password": chosen, "other": listed},
	})
	_, read := client.Get(ctx, "Oid")
	readOnly := connect(t, p.URL, func(o *Options) { o.ReadOnly = true })
	_, refused := readOnly.Do(ctx, api.Change{Method: http.MethodPost, Path: "AddUser", Body: map[string]any{"password": chosen}})
	if !errors.Is(refused, api.ErrReadOnly) || !strings.Contains(refused.Error(), "password=***") {
		t.Errorf("got %v", refused)
	}
	for where, text := range map[string]string{"write": written.Error(), "read-only": refused.Error(), "logs": output.String()} {
		for _, secret := range []string{chosen, listed, "token-number-1", testPassword} {
			if strings.Contains(text, secret) {
				t.Errorf("%s: shows %s", where, secret)
			}
		}
	}
	for _, secret := range []string{"token-number-1", testPassword} {
		if strings.Contains(read.Error(), secret) {
			t.Errorf("read: shows %s", secret)
		}
	}
	if !strings.Contains(output.String(), "AddUser") {
		t.Error("nothing was logged")
	}
}
