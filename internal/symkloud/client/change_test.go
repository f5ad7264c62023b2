package client

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

func TestFormsAsTheReferenceHasThem(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		body any
		want string
	}{
		"texts":   {map[string]any{"name": "rick & bob", "password": "a=b+c"}, "name=rick+%26+bob&password=a%3Db%2Bc"},
		"truths":  {api.Object{"enabled": true, "strictMode": false}, "enabled=true&strictMode=false"},
		"numbers": {map[string]any{"recordsRetention": int64(10000)}, "recordsRetention=10000"},
		"list":    {map[string]any{"list": []any{1, 23, 35}, "value": "yes"}, "list=%5B1%2C23%2C35%5D&value=yes"},
		"objects": {map[string]any{"speedConfig": []any{map[string]any{"speed": "1", "slot": "7"}}}, "speedConfig=%5B%7B%22slot%22%3A%227%22%2C%22speed%22%3A%221%22%7D%5D"},
		"plain":   {map[string]any{"text": []any{"<&>"}}, "text=%5B%22%3C%26%3E%22%5D"},
		"empty":   {map[string]any{"text": ""}, "text="},
		"none":    {nil, ""},
	}
	for name, test := range tests {
		p := always(t, "POST SharedIp", done)
		_, err := connect(t, p.URL).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "SharedIp", Body: test.body})
		if got := p.bodies[len(p.bodies)-1]; err != nil || got != test.want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestBodiesThatNoFormHoldsAreRefusedUnsent(t *testing.T) {
	t.Parallel()
	for _, body := range []any{[]any{1}, "text", map[string]any{"a": nil}, map[string]any{"a": []any{func() {}}}} {
		p := newPlatform(t, nil)
		_, err := connect(t, p.URL).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "SharedIp", Body: body})
		if !errors.Is(err, api.ErrRefused) || len(p.requests()) != 0 {
			t.Errorf("%v: %v after %v", body, err, p.requests())
		}
	}
}

func FuzzForm(f *testing.F) {
	f.Add("name", "a=b&c", int64(7), true)
	f.Add("", "", int64(-1), false)
	f.Fuzz(func(t *testing.T, name, text string, number int64, truth bool) {
		form, err := encodeForm(map[string]any{name: text, name + "n": number, name + "t": truth, name + "l": []any{text, number}})
		if err != nil {
			t.Fatal(err)
		}
		r, err := http.NewRequest(http.MethodPost, "/", strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", formType)
		if err := r.ParseForm(); err != nil || r.PostForm.Get(name) != text {
			t.Errorf("%q became %q, %v", text, r.PostForm.Get(name), err)
		}
	})
}

func TestOnlySettingsAreSentTwice(t *testing.T) {
	t.Parallel()
	tests := []struct {
		method, path string
		body         map[string]any
		twice        bool
	}{
		{"POST", "AddUser", nil, false},
		{"POST", "ModifyUser", map[string]any{"name": "x"}, true},
		{"POST", "Node/1/PowerCommand", map[string]any{"command": "activate"}, true},
		{"POST", "Node/1/PowerCommand", map[string]any{"command": "reset"}, false},
		{"POST", "Node/1/Payload/2/PowerCommand", map[string]any{"command": "reset"}, false},
		{"POST", "OneClickUpgrade", nil, false},
		{"POST", "SEL/Clear", nil, false},
		{"PUT", "SEL/Settings", map[string]any{"pollingEnabled": true}, true},
		{"GET", "StartSnmp", nil, true},
		{"GET", "RestartSnmp", nil, false},
		{"GET", "PSU/1/ResetStats", nil, false},
	}
	for _, test := range tests {
		p := always(t, test.method+" "+test.path, dropped, done)
		client := connect(t, p.URL)
		// A connection in use already is one on which net/http repeats by itself.
		if _, err := client.Session(t.Context()); err != nil {
			t.Fatal(err)
		}
		var body any
		if test.body != nil {
			body = test.body
		}
		_, err := client.Do(t.Context(), api.Change{Method: test.method, Path: test.path, Body: body})
		if (err == nil) != test.twice || (err != nil && !errors.Is(err, api.ErrOutcomeUnknown)) {
			t.Errorf("%s %s %v: %v", test.method, test.path, test.body, err)
		}
		if calls := len(p.calls()); (calls == 2) != test.twice {
			t.Errorf("%s %s %v: %d calls", test.method, test.path, test.body, calls)
		}
	}
}

func TestBusyPlatformIsWaitedFor(t *testing.T) {
	t.Parallel()
	for _, code := range []int{11, 13, 33, 43, 47} {
		p := always(t, "POST AddUser", refuse(code, "not now"), refuse(code, "not now"), done)
		if _, err := connect(t, p.URL).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "AddUser"}); err != nil {
			t.Errorf("%d: %v", code, err)
		}
		p.expect(t, "POST AddUser", "POST AddUser", "POST AddUser")
	}
}

func TestBusyPlatformIsWaitedForAsLongAsThereIsTime(t *testing.T) {
	t.Parallel()
	p := always(t, "POST AddUser", refuse(13, "Upgrade in progress"), refuse(13, ""), refuse(13, ""), done)
	client := connect(t, p.URL, func(o *Options) { o.Retry.Patience = time.Nanosecond })
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if _, err := client.Do(ctx, api.Change{Method: http.MethodPost, Path: "AddUser"}); err != nil {
		t.Error(err)
	}
	p = always(t, "POST AddUser", refuse(13, "Upgrade in progress"))
	client = connect(t, p.URL, func(o *Options) { o.Retry.Pace.Min, o.Retry.Pace.Max = time.Minute, time.Minute })
	ctx, cancel = context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	_, err := client.Do(ctx, api.Change{Method: http.MethodPost, Path: "AddUser"})
	if !errors.Is(err, api.ErrRefused) || !strings.Contains(err.Error(), "Upgrade in progress") {
		t.Errorf("got %v", err)
	}
}

func TestUpgradeThatRunsAlreadyIsSaidAtOnce(t *testing.T) {
	t.Parallel()
	p := always(t, "POST OneClickUpgrade", refuse(11, "System not ready yet"), refuse(13, "Upgrade in progress"), done)
	_, err := connect(t, p.URL).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "OneClickUpgrade"})
	var failure *api.Error
	if !errors.As(err, &failure) || failure.Code != "13" {
		t.Errorf("got %v", err)
	}
	p.expect(t, "POST OneClickUpgrade", "POST OneClickUpgrade")
}

func TestReadOnlySendsNothing(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, nil)
	client := connect(t, p.URL, func(o *Options) { o.ReadOnly = true })
	tests := map[string]api.Change{
		"POST Platform/6/SharedIp with ip=1.2.3.4":         {Method: http.MethodPost, Path: "SharedIp", Body: map[string]any{"ip": "1.2.3.4"}},
		"GET Platform/6/StartSnmp with no body":            {Method: http.MethodGet, Path: "StartSnmp"},
		"POST Security/HTTPS with enabled=true":            {Method: http.MethodPost, Path: "v3/Security/HTTPS", Body: map[string]any{"enabled": true}},
		`with the file "fw.zip" (3 bytes) as file`:         {Method: http.MethodPost, Path: "UploadBundle", Body: upload("fw.zip", "abc")},
		"POST Platform/6/AddUser with name=x&password=***": {Method: http.MethodPost, Path: "AddUser", Body: map[string]any{"name": "x", "password": "hidden-one"}},
	}
	for want, change := range tests {
		if _, err := client.Do(t.Context(), change); !errors.Is(err, api.ErrReadOnly) || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
	if len(p.requests()) != 0 {
		t.Errorf("the platform saw %v", p.requests())
	}
}

func TestDeletionsAreNoMethodOfThePlatform(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, nil)
	_, err := connect(t, p.URL).Do(t.Context(), api.Change{Method: http.MethodDelete, Path: "UserList"})
	if !errors.Is(err, api.ErrRefused) || len(p.requests()) != 0 {
		t.Errorf("%v after %v", err, p.requests())
	}
}

func TestQuestionsAreRepeatedAsReadsAre(t *testing.T) {
	t.Parallel()
	p := always(t, "POST Oid", dropped, reply(`{"oid":"1"}`))
	client := connect(t, p.URL, func(o *Options) { o.ReadOnly = true })
	answer, err := client.Ask(t.Context(), api.Question{Path: "Oid", Body: map[string]any{"x": "y"}})
	if err != nil || answer.Object["oid"] != "1" {
		t.Errorf("%v, %v", answer, err)
	}
}

// upload is a body of one file.
func upload(name, content string) api.Upload {
	return api.Upload{Files: []api.File{{Field: "file", Name: name, Size: int64(len(content)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(content)), nil
	}}}}
}

func TestFilesArriveAsTheyAre(t *testing.T) {
	t.Parallel()
	big := strings.Repeat("0123456789abcdef", 1<<17)
	received := map[string]string{}
	p := always(t, "POST v3/Security/Certificates", done)
	p.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/Certificates") {
			p.ServeHTTP(w, r)
			return
		}
		if r.ContentLength < int64(len(big)) {
			t.Errorf("announced %d bytes", r.ContentLength)
		}
		if err := r.ParseMultipartForm(1 << 10); err != nil {
			t.Error(err)
			return
		}
		received["note"] = r.PostFormValue("note")
		for field := range r.MultipartForm.File {
			file, header, err := r.FormFile(field)
			if err != nil {
				t.Error(err)
				return
			}
			content, err := io.ReadAll(file)
			if err != nil {
				t.Error(err)
			}
			received[field] = header.Filename + ":" + string(content)
		}
		done(w, r)
	})
	path := filepath.Join(t.TempDir(), "host.key")
	if err := os.WriteFile(path, []byte(big), 0o600); err != nil {
		t.Fatal(err)
	}
	body := upload("host.crt", "certificate")
	body.Files[0].Field = "cert"
	body.Fields = map[string]string{"note": "a b"}
	body.Files = append(body.Files, api.File{Field: "key", Name: "host.key", Size: int64(len(big)), Open: func() (io.ReadCloser, error) { return os.Open(path) }},
		api.File{Field: "cacert", Name: "none", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("")), nil }})
	_, err := connect(t, p.URL).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "v3/Security/Certificates", Body: body})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"note": "a b", "cert": "host.crt:certificate", "key": "host.key:" + big, "cacert": "none:"}
	for field, content := range want {
		if received[field] != content {
			t.Errorf("%s: %d bytes, want %d", field, len(received[field]), len(content))
		}
	}
}

func TestFilesThatChangedAreNotSentWhole(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		size int64
		open func() (io.ReadCloser, error)
		says string
	}{
		"shrunk": {10, upload("", "short").Files[0].Open, "fw.zip: its size has changed"},
		"grown":  {2, upload("", "longer").Files[0].Open, "fw.zip: its size has changed"},
		"gone":   {2, func() (io.ReadCloser, error) { return os.Open("/no/such/file") }, "fw.zip: open /no/such/file"},
		"no way": {2, nil, "fw.zip: nothing says how to read it"},
	}
	for name, test := range tests {
		p := always(t, "POST UploadBundle", done)
		body := api.Upload{Files: []api.File{{Field: "file", Name: "fw.zip", Size: test.size, Open: test.open}}}
		_, err := connect(t, p.URL).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "UploadBundle", Body: body})
		if !errors.Is(err, api.ErrRefused) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", name, err)
		}
		p.Close()
		if strings.Contains(strings.Join(p.calls(), " "), "UploadBundle") {
			t.Errorf("%s: the platform got the whole upload", name)
		}
	}
}
