package symkloud_test

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

// part is a file of an upload.
type part struct{ name, content string }

// upload sends files as multipart/form-data.
func (s *stack) upload(path string, parts ...part) reply {
	s.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, one := range parts {
		file, err := form.CreateFormFile(one.name, one.name+".bin")
		if err != nil {
			s.t.Fatal(err)
		}
		if _, err := io.WriteString(file, one.content); err != nil {
			s.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		s.t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(s.t.Context(), http.MethodPost, "/v3/"+under(path), &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return s.do(r, s.name, s.token)
}

// slowUpload begins an upload and answers how to end it.
func (s *stack) slowUpload(path, name string) (end func() reply) {
	s.t.Helper()
	body, sent := io.Pipe()
	form := multipart.NewWriter(sent)
	r := httptest.NewRequestWithContext(s.t.Context(), http.MethodPost, "/v3/"+under(path), body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	answered := make(chan reply, 1)
	go func() {
		answered <- s.do(r, s.name, s.token)
		_ = body.Close()
	}()
	// The pipe takes the first bytes once somebody reads them.
	if _, err := form.CreateFormField(name); err != nil {
		s.t.Fatal(err)
	}
	return func() reply {
		_ = form.Close()
		_ = sent.Close()
		return <-answered
	}
}

func TestSNMP(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	agent := func() string {
		object, _ := s.Object("platforms", "6")
		return compact(t, object["snmp"])
	}
	s.upload("UploadSnmpConfig", part{"file", "rocommunity a"}).succeeds()
	s.get("StartSnmp").succeeds()
	s.upload("UploadSnmpConfig", part{"file", "rocommunity b"}).succeeds()
	s.get("StartSnmp").succeeds()
	if got := agent(); got != `{"config":"rocommunity b","configInForce":"rocommunity a","running":true}` {
		t.Errorf("after the upload %s", got)
	}
	s.send(http.MethodPost, "RestartSnmp").succeeds()
	s.send(http.MethodPost, "StopSnmp").succeeds()
	if got := agent(); got != `{"config":"rocommunity b","configInForce":"rocommunity b","running":false}` {
		t.Errorf("after the restart %s", got)
	}
	s.upload("UploadSnmpConfig").refused(20)
	s.post("UploadSnmpConfig", "file", "text").refused(20)
	s.upload("UploadSnmpConfig", part{"file", "a"}, part{"file", "b"}).refused(4)
	s.upload("UploadSnmpConfig", part{"config", "a"}).refused(4)
	s.get("StartSnmp?now=1").refused(4)
}

func TestOneUploadAtATime(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{Platforms: []string{"6", "7"}})
	for path, code := range map[string]int{"UploadBundle": 33, "UploadSnmpConfig": 33, "/Security/Certificates": 43} {
		t.Run(path, func(t *testing.T) {
			s, name := s.on(t), "file"
			if code == 43 {
				name = "key"
			}
			end := s.slowUpload(path, name)
			s.upload(path, part{"file", "x"}).refused(code)
			s.get("Oid").object() // others aren't held up
			if path == "UploadBundle" {
				s.upload("/Platform/7/UploadBundle", part{"file", "x"}).refused(21)
			}
			end()
			if answered := s.upload(path); fmt.Sprint(answered.fields()["code"]) == fmt.Sprint(code) {
				t.Errorf("still %s", answered.body)
			}
		})
	}
}

func TestPlatformThatIsGoneAfterAnUpload(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	end := s.slowUpload("UploadSnmpConfig", "file")
	other := newStack(t, symkloud.Options{Platforms: []string{"7"}})
	if err := s.Import(strings.NewReader(other.exported())); err != nil {
		t.Fatal(err)
	}
	end().refused(9)
}
