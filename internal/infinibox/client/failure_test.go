package client

import (
	"bytes"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

func TestKindsOfRefusal(t *testing.T) {
	t.Parallel()
	for code, test := range map[string]struct {
		status int
		kind   error
	}{
		"VOLUME_NOT_FOUND":                     {404, api.ErrNotFound},
		"POOL_NOT_FOUND":                       {404, api.ErrNotFound},
		"NOT_FOUND":                            {404, api.ErrNotFound},
		"NO_SUCH_SERVICE":                      {404, api.ErrNotFound},
		"METADATA_IS_NOT_SUPPORTED_FOR_ENTITY": {404, api.ErrNotFound},
		"NET_SPACE_IP_NOT_EXISTS":              {400, api.ErrNotFound},
		"UNKNOWN_PATH":                         {404, api.ErrRefused},
		"ATTRIBUTE_NOT_FOUND":                  {404, api.ErrRefused},
		"MALFORMED_ID_TYPE":                    {404, api.ErrRefused},
		"CG_BASE_SNAPSHOT_NOT_FOUND":           {409, api.ErrRefused},
		"VOLUME_NAME_CONFLICT":                 {409, api.ErrNameConflict},
		"HOST_CLUSTER_NAME_CONFLICT":           {409, api.ErrNameConflict},
		"USER_ALREADY_EXISTS":                  {409, api.ErrNameConflict},
		"EXPORT_PATH_CONFLICT":                 {409, api.ErrNameConflict},
		"TREEQ_NAME_ALREADY_EXISTS":            {409, api.ErrNameConflict},
		"CONFLICT":                             {409, api.ErrNameConflict},
		"DOMAIN_NAME_CONFLICT":                 {409, api.ErrRefused},
		"IP_ADDRESS_GATEWAY_CONFLICT":          {409, api.ErrRefused},
		"AUTHENTICATION_REQUIRED":              {401, api.ErrUnauthenticated},
		"BAD_USER":                             {403, api.ErrUnauthenticated},
		"UNAUTHORIZED":                         {403, api.ErrForbidden},
		"USER_IS_FORBIDDEN":                    {403, api.ErrForbidden},
		"REMOTE_PERMISSION_REQUIRED":           {403, api.ErrRemotePermission},
		"APPROVAL_REQUIRED":                    {403, api.ErrApprovalRequired},
		"VERSION_MISMATCH":                     {403, api.ErrRefused},
		"MISSING_FIELD":                        {400, api.ErrRefused},
		"METHOD_NOT_ALLOWED":                   {405, api.ErrRefused},
		"INTERNAL_SERVER_ERROR":                {500, api.ErrRefused},
	} {
		a := newArray(t, refuse(test.status, code, "words of the array", "one", "two"))
		before := time.Now()
		_, err := connect(t, a).Get(t.Context(), "volumes/1")
		var failure *api.Error
		if !errors.Is(err, test.kind) || !errors.As(err, &failure) {
			t.Errorf("%s: %v, want %v", code, err, test.kind)
			continue
		}
		if failure.Code != code || failure.Status != test.status || failure.Message != "words of the array" ||
			!slices.Equal(failure.Reasons, []string{"one", "two"}) || failure.Device != Product || failure.Endpoint != a.URL ||
			failure.Method != http.MethodGet || failure.Path != "volumes/1" || failure.At.Before(before) {
			t.Errorf("%s: %+v", code, failure)
		}
	}
}

func TestFieldsThatMessagesName(t *testing.T) {
	t.Parallel()
	for message, want := range map[string]string{
		"A field ('pool_id') is missing in an object passed":                                           "pool_id",
		"A parameter ('size') could not be translated to an expected type":                             "size",
		"The request contains an unsupported field ('tenant_id')":                                      "tenant_id",
		"The request contains an unsupported field ('target_parameters.recipients')":                   "target_parameters.recipients",
		"The value (-2) of parameter 'max_extend' does not meet a condition: 'greater or equals -1'":   "max_extend",
		"The request contains an unsupported value (null) for field ('servers')":                       "servers",
		"Parameter ('location') length must be between 1 and 7 characters. Actual: 9":                  "location",
		"Attribute not found: 'namee'":                                                                 "namee",
		"An unknown parameter was passed: 'host_cluster_id'":                                           "host_cluster_id",
		"The request contains a field that cannot be filtered: ('ssd_enabled')":                        "ssd_enabled",
		"The request contains a field that cannot be sortable: ('qos_shared_policy_name')":             "qos_shared_policy_name",
		"Sorting by field: 'is_replicated' is not supported":                                           "is_replicated",
		"A query parameter ('filesystem_id') is missing in the request":                                "filesystem_id",
		"A field ('snap_prefix' or 'snap_suffix') is missing in an object passed":                      "snap_prefix snap_suffix",
		"Parameter 'uid' does not meet a condition: 'once set cannot be modified'":                     "uid",
		"The field 'blah' is invalid for filter ID 30001":                                              "blah",
		"The value 'value' is invalid for field 'name' and filter ID 30032":                            "name",
		"The 'replica_id' field must be set when adding a CG member pair to a multi-target CG":         "replica_id",
		"The target system does not support 'remote_snapshot_suffix' attribute":                        "remote_snapshot_suffix",
		"The request contains an unsupported field ('fs_used_default_warning') for S3 type pool":       "fs_used_default_warning",
		"'X-1-abc-6782' is not a valid SID. Change it in the SMB group field 'domain_members'":         "domain_members",
		"Multiple updates of attribute 'write_protected' is not supported":                             "write_protected",
		"Sorting by multiple fields is not supported when the 'queue_index' field is included":         "queue_index",
		"Relation 'EQ' is not supported for field 'timestamp'":                                         "timestamp",
		"A field ('a') is missing in an object passed. A field ('b') is missing. A field ('a') again.": "a b",
		"The value (null) of parameter 'BETWEEN' does not meet a condition: 'not null'":                "",
		"Pool 'field' not found": "",
		"User 'auto-POOL_ADMIN-0ec1afc1-2' is forbidden to modify pool 'p'": "",
		"A parameter ('1000')":                               "",
		"Name must be of length 1 to 6":                      "",
		"Name must be of length between 1 and 65 characters": "name",
		"Invalid characters in name 'blablabla****'":         "name",
	} {
		if got := strings.Join(fieldsIn(message), " "); got != want {
			t.Errorf("%q: %q, want %q", message, got, want)
		}
	}
}

// TestOperatorsThatMessagesName come back as a query has them.
func TestOperatorsThatMessagesName(t *testing.T) {
	t.Parallel()
	for message, want := range map[string]string{
		"The filtering operator 'LIKE' is not supported by this resource": "like",
		"The filtering operator 'NE' is not supported by this resource":   "neq",
		"The filtering operator 'LE' is not supported by this resource":   "leq",
		"The filtering operator 'GE' is not supported by this resource":   "geq",
		"Relation 'EQ' is not supported for field 'timestamp'":            "eq",
		"The request contains a field that cannot be filtered: ('size')":  "",
		"Pool 'relation' is not supported":                                "",
	} {
		if got := operatorIn(message); got != want {
			t.Errorf("%q: %q, want %q", message, got, want)
		}
	}
}

func FuzzFieldsIn(f *testing.F) {
	f.Add("A field ('pool_id') is missing in an object passed")
	f.Add("field 'a' field ('b') parameter: '")
	f.Fuzz(func(t *testing.T, message string) {
		fields := fieldsIn(message)
		for i, field := range fields {
			if !strings.Contains(message, "'"+field+"'") || !fieldName.MatchString(field) || slices.Contains(fields[:i], field) {
				t.Errorf("%q gave %q", message, fields)
			}
		}
	})
}

func TestAnswersThatAreNotTheArrays(t *testing.T) {
	t.Parallel()
	page := `<!DOCTYPE html><html><head><TITLE>Router
		login</TITLE></head><body>` + strings.Repeat("secret body ", 500) + `</body></html>`
	for name, test := range map[string]struct {
		answer http.HandlerFunc
		kind   error
		hint   string
	}{
		"page":              {raw(200, "text/html; charset=utf-8", page), api.ErrNotTheDevice, `a page titled "Router login"`},
		"missing page":      {raw(404, "text/html", "<html>404</html>"), api.ErrNotTheDevice, "16 bytes of text/html"},
		"other JSON":        {raw(200, "application/json", `{"status":"ok"}`), api.ErrNotTheDevice, "15 bytes of application/json"},
		"other error":       {raw(400, "application/json", `{"error":"bad"}`), api.ErrNotTheDevice, "isn't the InfiniBox API"},
		"list":              {raw(200, "application/json", `[1]`), api.ErrNotTheDevice, "isn't the InfiniBox API"},
		"cut off":           {raw(200, "application/json", `{"result":{"id":1},"metad`), api.ErrNotTheDevice, "isn't the InfiniBox API"},
		"empty":             {raw(200, "", ""), api.ErrNotTheDevice, "an empty answer"},
		"list for object":   {result(200, `[{"id":1}]`), api.ErrNotTheDevice, "a list where an object was expected"},
		"null for object":   {result(200, `null`), api.ErrNotTheDevice, "null where an object was expected"},
		"proxy's challenge": {raw(401, "text/plain", "who are you"), api.ErrUnauthenticated, "11 bytes of text/plain"},
	} {
		a := newArray(t, test.answer)
		_, err := connect(t, a).Get(t.Context(), "volumes/1")
		if !errors.Is(err, test.kind) || !strings.Contains(err.Error(), test.hint) || errors.Is(err, api.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && (len(err.Error()) > 400 || strings.Contains(err.Error(), "secret body")) {
			t.Errorf("%s: the error repeats the answer: %v", name, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"result":{"id":1},"metadata":{"ready":true},"error":null}`))
	f.Add([]byte(`{"result":null,"metadata":{"ready":false,"result_url":"x"},"error":{"code":"X","reasons":[{"message":"m"}]}}`))
	f.Add([]byte(`<html>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		answer, err := decode[any](body)
		if err == nil && answer.Metadata == nil && answer.Error == nil {
			t.Error("an answer without metadata and error was taken for the array's")
		}
	})
}

func TestNeitherErrorsNorLogsShowSecrets(t *testing.T) {
	t.Parallel()
	const chap, listed, made = "chap-secret-value", "listed-secret-value", "made-secret-value"
	a := newArray(t,
		refuse(403, "APPROVAL_REQUIRED", "password "+testPassword+" and "+chap),
		askRemote,
		result(200, `{"secret_key":"`+made+`"}`),
		refuse(400, "WRONG_PARAMETER", "The value ("+chap+") of parameter 'security_chap_inbound_secret' does not meet a condition", "near "+listed))
	client := connect(t, a, withPeers("ibox02"))
	change := api.Change{
		Method: http.MethodPut, Path: "hosts/1", Approved: true, Secrets: []string{listed},
		Body: map[string]any{"nested": []any{map[string]any{"security_chap_inbound_secret": chap}}, "other": listed},
	}
	var output bytes.Buffer
	ctx := tflogtest.RootLogger(t.Context(), &output)
	answer, err := client.Do(ctx, change)
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Do(ctx, change)
	if !errors.Is(err, api.ErrRefused) {
		t.Fatal(err)
	}
	var failure *api.Error
	errors.As(err, &failure)
	shown := output.String() + err.Error() + strings.Join(answer.Approved, " ") + strings.Join(failure.Reasons, " ")
	for _, secret := range []string{
		testPassword, chap, listed, made, "pw-ibox02", "Authorization",
		basic(Credentials{testUser, testPassword}), basic(client.options.Remote["ibox02"]),
	} {
		if strings.Contains(shown, strings.TrimPrefix(secret, "Basic ")) {
			t.Errorf("%q is shown:\n%s", secret, shown)
		}
	}
	if !strings.Contains(output.String(), "hosts/1?approved=yes") || !slices.Equal(failure.Fields, []string{"security_chap_inbound_secret"}) {
		t.Errorf("fields %q, log:\n%s", failure.Fields, output.String())
	}
}

func TestUnreachableArrayExecutedNothing(t *testing.T) {
	t.Parallel()
	a := newArray(t, result(200, "{}"))
	a.Close()
	_, err := connect(t, a).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "volumes"})
	if !errors.Is(err, api.ErrUnreachable) || errors.Is(err, api.ErrOutcomeUnknown) {
		t.Error(err)
	}
}

func TestStandbyTakesOver(t *testing.T) {
	t.Parallel()
	down := newArray(t, result(200, "{}"))
	down.Close()
	standby := newArray(t, result(200, `{"id":1}`))
	client := connect(t, down, func(o *Options) { o.StandbyEndpoints = []string{standby.URL + "/api/rest"} })
	for range 2 {
		if _, err := client.Do(t.Context(), api.Change{Method: http.MethodPost, Path: "volumes"}); err != nil {
			t.Fatal(err)
		}
	}
	standby.expect(t, "POST /api/rest/volumes", "POST /api/rest/volumes")
}

// TestRefusedCredentialsAreTriedOnce keeps the account from being locked.
func TestRefusedCredentialsAreTriedOnce(t *testing.T) {
	t.Parallel()
	array := newArray(t, refuse(401, "AUTHENTICATION_REQUIRED", "The operation requires authentication"), result(200, `{"id":1}`))
	client := connect(t, array)
	for range 3 {
		if _, err := client.Get(t.Context(), "volumes/1"); !errors.Is(err, api.ErrUnauthenticated) {
			t.Errorf("got %v", err)
		}
	}
	_, err := client.Do(t.Context(), api.Change{Method: http.MethodDelete, Path: "volumes/2"})
	var failure *api.Error
	if !errors.As(err, &failure) || failure.Path != "volumes/2" || failure.Method != http.MethodDelete {
		t.Errorf("got %v", err)
	}
	array.expect(t, "GET /api/rest/volumes/1")
}
