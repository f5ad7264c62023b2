package transport

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"
)

const awkward = `p&ss "wörd"/<1>+ß\`

func TestSecretIsMaskedInEveryForm(t *testing.T) {
	t.Parallel()
	quoted, err := json.Marshal(awkward)
	if err != nil {
		t.Fatal(err)
	}
	r := NewRedactor([]string{awkward, "user:" + awkward, ""}, nil)
	for name, text := range map[string]string{
		"plain":        awkward,
		"JSON":         string(quoted),
		"plainer JSON": `"p&ss \"wörd\"/<1>+ß\\"`,
		"query":        "x=" + url.QueryEscape(awkward),
		"path":         "x/" + url.PathEscape(awkward),
		"base64":       base64.StdEncoding.EncodeToString([]byte(awkward)),
		"basic":        "Basic " + base64.StdEncoding.EncodeToString([]byte("user:"+awkward)),
	} {
		got := r.Text("before " + text + " after")
		if strings.Contains(got, text) || !strings.Contains(got, mask) || !strings.HasPrefix(got, "before ") || !strings.HasSuffix(got, " after") {
			t.Errorf("%s: %q became %q", name, text, got)
		}
		if strings.Contains(got, "rd") {
			t.Errorf("%s: %q shows a part", name, got)
		}
	}
}

func TestLongerSecretGoesFirst(t *testing.T) {
	t.Parallel()
	if got := NewRedactor([]string{"abc", "abcdef"}, nil).Text("abcdef abc"); got != "*** ***" {
		t.Errorf("got %q", got)
	}
}

func TestSecretFieldsAreMaskedWhateverTheyHold(t *testing.T) {
	t.Parallel()
	r := NewRedactor(nil, []string{"password", "secret_key"})
	for body, want := range map[string]string{
		`{"password":"a\"b","name":"n"}`:       `{"password":"***","name":"n"}`,
		`{"password" : "x", "secret_key":"y"}`: `{"password" : "***", "secret_key":"***"}`,
		`{"password":null,"has_password":"x"}`: `{"password":null,"has_password":"x"}`,
		`name=n&password=a%20b&x=1`:            `name=n&password=***&x=1`,
		`<password>a b</password><x>1</x>`:     `<password>***</password><x>1</x>`,
		`{"text":"the password is changed"}`:   `{"text":"the password is changed"}`,
		`{"password":"","next":"shown"}`:       `{"password":"***","next":"shown"}`,
	} {
		if got := r.Body([]byte(body)); got != want {
			t.Errorf("%s became %s, want %s", body, got, want)
		}
	}
}

func TestFurtherSecretsKeepTheFirst(t *testing.T) {
	t.Parallel()
	r := NewRedactor([]string{"one"}, []string{"password"}).With("two")
	if got := r.Body([]byte(`{"a":"one","b":"two","password":"three"}`)); got != `{"a":"***","b":"***","password":"***"}` {
		t.Errorf("got %s", got)
	}
}

func FuzzNoSecretSurvives(f *testing.F) {
	f.Add("hunter22", "before ", " after")
	f.Add(awkward, `{"x":"`, `"}`)
	f.Fuzz(func(t *testing.T, secret, before, after string) {
		if secret == "" || strings.Contains(mask, secret) || strings.Contains(secret, "*") {
			t.Skip()
		}
		if got := NewRedactor([]string{secret}, nil).Text(before + secret + after); !strings.Contains(got, mask) {
			t.Errorf("%q in %q", secret, got)
		}
	})
}

func TestLogsShowRequestsWithoutSecrets(t *testing.T) {
	t.Parallel()
	const password, chap, returned = "hunter22secret", "chap-secret-value", "made-by-the-array"
	server, _ := serve(t, answer(429, ""), answer(201, `{"secret_key":"`+returned+`","echo":"`+chap+`","name":"db01"}`))
	client := newClient(t, func(o *Options) {
		o.Secrets = []string{password, "terraform:" + password}
		o.SecretFields = []string{"secret_key"}
	}, server.URL)
	var output bytes.Buffer
	ctx := tflogtest.RootLogger(t.Context(), &output)
	_, err := client.Do(ctx, Request{
		Method:  http.MethodPost,
		Path:    "things?note=" + password,
		Header:  http.Header{"Authorization": {"Basic " + base64.StdEncoding.EncodeToString([]byte("terraform:"+password))}},
		Body:    []byte(`{"name":"db01","chap":"` + chap + `"}`),
		Secrets: []string{chap},
	})
	if err != nil {
		t.Fatal(err)
	}
	logged := output.String()
	for _, secret := range []string{password, chap, returned, base64.StdEncoding.EncodeToString([]byte("terraform:" + password)), "Authorization"} {
		if strings.Contains(logged, secret) {
			t.Errorf("the log shows %q:\n%s", secret, logged)
		}
	}
	entries, err := tflogtest.MultilineJSONDecode(strings.NewReader(logged))
	if err != nil {
		t.Fatal(err)
	}
	var debug, trace []map[string]any
	for _, entry := range entries {
		switch entry["@level"] {
		case "debug":
			debug = append(debug, entry)
		case "trace":
			trace = append(trace, entry)
		}
	}
	if len(debug) != 2 || debug[0]["status"] != 429.0 || debug[1]["status"] != 201.0 || debug[1]["attempt"] != 2.0 ||
		debug[1]["method"] != "POST" || debug[1]["path"] != "things?note=***" || debug[1]["duration_ms"] == nil {
		t.Errorf("debug lines: %v", debug)
	}
	if len(trace) != 2 || trace[1]["request_body"] != `{"name":"db01","chap":"***"}` ||
		trace[1]["response_body"] != `{"secret_key":"***","echo":"***","name":"db01"}` {
		t.Errorf("trace lines: %v", trace)
	}
}

func TestErrorsShowNoSecrets(t *testing.T) {
	t.Parallel()
	server, _ := serve(t, drop)
	client := newClient(t, func(o *Options) { o.Secrets = []string{"hunter22secret"} }, server.URL)
	_, err := client.Do(t.Context(), Request{Method: http.MethodPost, Path: "x/hunter22secret?y=own-secret", Secrets: []string{"own-secret"}})
	if err == nil || strings.Contains(err.Error(), "hunter22") || strings.Contains(err.Error(), "own-secret") || !strings.Contains(err.Error(), "x/***?y=***") {
		t.Errorf("got %v", err)
	}
}

func BenchmarkRequestWithLogsOff(b *testing.B) {
	body := bytes.Repeat([]byte(`{"name":"db01","size":1000000000000},`), 10000)
	call := &call{client: &Client{}, redactor: NewRedactor([]string{"secret"}, []string{"password"}), response: &Response{Body: body}}
	b.ReportAllocs()
	for b.Loop() {
		call.logAnswer(b.Context(), call.start)
	}
}
