package symkloud_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud/reference"
)

func rows(t *testing.T) *reference.Reference {
	t.Helper()
	known, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	return known
}

// filled is a row's path with the numbers of things that are there.
func filled(row reference.Row) string {
	return strings.NewReplacer("{p}", "6", "{n}", "1", "{y}", "1", "{i}", "2", "{s}", "27", "{u}", "1", "{f}", "2").Replace(row.Path)
}

// busy is a stack where every list has something in it.
func busy(t *testing.T) *stack {
	t.Helper()
	s := newStack(t, symkloud.Options{Restart: -1})
	s.post("AddUser", "name", "ricky", "password", "bobby", "roleKey", "user").succeeds()
	s.upload("UploadBundle", part{"file", bundle(t, "MSP8000")}).succeeds()
	s.put("nodes", "6/10", map[string]any{"alarm": "Major"})
	s.put("sensors", "6/1/4", map[string]any{"value": "51.00"})
	s.put("psus", "6/1", map[string]any{"fault": true})
	s.put("fans", "6/1", map[string]any{"fault": true})
	return s
}

// call sends what a row says.
func (s *stack) call(row reference.Row) reply {
	s.t.Helper()
	if row.Files != nil {
		cert, key := pair(s.t)
		contents := map[string]string{"key": key, "cert": cert, "cacert": cert, "file": bundle(s.t, "MSP8020")}
		var parts []part
		for _, name := range row.Files {
			parts = append(parts, part{name, contents[name]})
		}
		return s.upload("/"+filled(row), parts...)
	}
	form := url.Values{}
	for name, value := range row.Form {
		form.Set(name, value)
	}
	r := s.request(row.Method, filled(row), form)
	r.URL.RawQuery = row.Query
	secret := s.token
	if row.Path == "Auth" {
		secret = symkloud.AdminPassword
	}
	return s.do(r, s.name, secret)
}

func TestEveryRowOfTheReferenceIsAnswered(t *testing.T) {
	t.Parallel()
	for _, row := range rows(t).Rows {
		t.Run(row.Method+" "+row.Path, func(t *testing.T) {
			t.Parallel()
			s := busy(t)
			answered := s.call(row)
			switch {
			case strings.HasSuffix(row.Path, "/Csv"):
				if lines := strings.Count(answered.body, "\n"); lines != len(s.logged())+1 {
					t.Errorf("%d lines for %d records", lines, len(s.logged()))
				}
			case row.Reply == nil:
				answered.succeeds()
			default:
				for _, difference := range differences("", row.Reply, answered.value()) {
					t.Error(difference)
				}
			}
		})
	}
}

// differences are what a reply has otherwise than the sample: names and kinds of
// values, in lists those of every element.
func differences(at string, sample, got any) []string {
	var found []string
	switch sample := sample.(type) {
	case map[string]any:
		object, ok := got.(map[string]any)
		if !ok {
			return []string{fmt.Sprintf("%s is %v, no object", at, got)}
		}
		for name := range object {
			if _, known := sample[name]; !known {
				found = append(found, fmt.Sprintf("%s.%s isn't in the sample", at, name))
			}
		}
		for name, value := range sample {
			given, there := object[name]
			if !there {
				found = append(found, fmt.Sprintf("%s.%s is missing", at, name))
				continue
			}
			found = append(found, differences(at+"."+name, value, given)...)
		}
	case []any:
		list, ok := got.([]any)
		if !ok || len(sample) > 0 && len(list) == 0 {
			return []string{fmt.Sprintf("%s is %v, no list of something", at, got)}
		}
		for i, element := range list {
			if len(sample) == 0 {
				break
			}
			found = append(found, differences(fmt.Sprintf("%s[%d]", at, i), sample[i%len(sample)], element)...)
		}
	default:
		if fmt.Sprintf("%T", sample) != fmt.Sprintf("%T", got) {
			found = append(found, fmt.Sprintf("%s is %T %v, in the sample %T", at, got, got, sample))
		}
	}
	return found
}

func TestEveryRowIsSimulated(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	all := s.Endpoints()
	if len(all) != len(rows(t).Rows) {
		t.Errorf("%d endpoints for %d rows", len(all), len(rows(t).Rows))
	}
	for _, one := range all {
		if one.Level != "behaviour" {
			t.Errorf("%s %s is %s", one.Method, one.Path, one.Level)
		}
	}
}

// Every code of every row can be had from a fault rule, with the words and the
// HTTP status that it has everywhere.
func TestEveryCodeOfEveryRowCanBeHadFromAFault(t *testing.T) {
	t.Parallel()
	known := rows(t)
	s := newStack(t, symkloud.Options{})
	front := device.NewFront(s.Stack)
	for _, row := range known.Rows {
		for _, code := range row.Codes {
			rule := device.Rule{Method: row.Method, Path: "/v3/" + filled(row), Error: strconv.Itoa(code), Times: 1}
			if _, err := front.Fault(rule); err != nil {
				t.Fatalf("%s %s: %v", row.Method, row.Path, err)
			}
			answered := s.through(front, s.request(row.Method, filled(row), nil))
			answered.refused(code)
			if got := answered.fields()["message"]; got != known.Codes[strconv.Itoa(code)] {
				t.Errorf("code %d says %q", code, got)
			}
		}
	}
}

func TestEveryCodeOfTheReferenceIsKnown(t *testing.T) {
	t.Parallel()
	known := rows(t)
	s := newStack(t, symkloud.Options{})
	for number := range 100 {
		code := strconv.Itoa(number)
		message, documented := known.Codes[code]
		_, _, body, ok := s.Failure(code)
		if ok != documented {
			t.Errorf("code %s: documented %t, known %t", code, documented, ok)
		}
		var got struct{ Message string }
		if ok && (json.Unmarshal(body, &got) != nil || got.Message != message) {
			t.Errorf("code %s is %s", code, body)
		}
	}
	for _, code := range []string{"", "x", "04", "-1", "54", "55"} {
		if _, _, _, ok := s.Failure(code); ok {
			t.Errorf("there is a code %q", code)
		}
	}
}

// through sends a request by way of the parts that simulated devices share.
func (s *stack) through(front http.Handler, r *http.Request) reply {
	s.t.Helper()
	w := httptest.NewRecorder()
	r.SetBasicAuth(s.name, s.token)
	front.ServeHTTP(w, r)
	return reply{s.t, w.Code, w.Header(), w.Body.String()}
}

// The codes of every call come before anything else about it is looked at.
func TestEveryRowAsksForCredentialsAndRole(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{TokenLifetime: time.Minute})
	s.post("AddUser", "name", "bmc", "password", "p", "roleKey", "ipmi").succeeds()
	powerless := s.as("bmc", "p")
	for _, row := range rows(t).Rows {
		if row.Path == "Auth" {
			continue
		}
		s.do(s.request(row.Method, filled(row), nil), "", "").refused(29)
		s.do(s.request(row.Method, filled(row), nil), "bmc", "wrong").refused(27)
		powerless.call(row).refused(28)
	}
}
