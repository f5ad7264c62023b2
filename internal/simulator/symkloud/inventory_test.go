package symkloud_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

func (s *stack) exported() string {
	s.t.Helper()
	var text bytes.Buffer
	if err := s.Export(&text); err != nil {
		s.t.Fatal(err)
	}
	return text.String()
}

func TestInventoryMovesToAnotherStack(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{HotSwap: time.Second, Upgrade: 10 * time.Second, Restart: -1})
	cert, key := pair(t)
	s.upload("/Security/Certificates", part{"key", key}, part{"cert", cert}).succeeds()
	s.upload("UploadBundle", part{"file", bundle(t, "MSP8000")}).succeeds()
	s.post("AddUser", "name", "ricky", "password", "bobby", "roleKey", "user").succeeds()
	s.post("Node/3/PowerCommand", "command", "reset").succeeds()
	s.post("OneClickUpgrade").succeeds()
	s.clock.Advance(2 * time.Second)
	if err := s.Generate(map[string]int{"sensors": 5, "events": 5}); err != nil {
		t.Fatal(err)
	}
	text := s.exported()
	other := newStack(t, symkloud.Options{HotSwap: time.Second, Upgrade: 10 * time.Second, Platforms: []string{"1"}})
	other.clock.Set(s.clock.Now())
	if err := other.Import(strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	other.get("Oid").refused(30)
	if again := other.exported(); again != text {
		t.Error("another inventory came out")
	}
	other = other.as("ricky", "bobby")
	s.clock.Advance(time.Minute)
	other.clock.Advance(time.Minute)
	if got, want := other.get("OneClickUpgrade").body, s.get("OneClickUpgrade").body; got != want || !strings.Contains(got, "Completed") {
		t.Errorf("the upgrade goes on to %s, want %s", got, want)
	}
	if got, want := other.exported(), s.exported(); got != want {
		t.Error("the two don't go on alike")
	}
}

func TestInventoriesThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	text := s.exported()
	for name, change := range map[string][2]string{
		"another product":        {`"product": "symkloud"`, `"product": "infinibox"`},
		"unknown field":          {`"product": "symkloud"`, `"product": "symkloud", "colour": "red"`},
		"no JSON":                {text, "x"},
		"no way in":              {`"strictMode": false`, `"strictMode": true`},
		"unknown role":           {`"roleKey": "admin"`, `"roleKey": "king"`},
		"no user":                {`"users": [`, `"users": [null,`},
		"no platform":            {`"platforms": [`, `"platforms": [null,`},
		"no number":              {`"number": "6"`, `"number": ""`},
		"node of no slot":        {`"number": "11"`, `"number": "12"`},
		"nodes in disorder":      {`"number": "10"`, `"number": "1"`},
		"no node":                {`"nodes": [`, `"nodes": [null,`},
		"no payload":             {`"payloads": [`, `"payloads": [null,`},
		"no NIC":                 {`"nics": [`, `"nics": [null,`},
		"no sensor":              {`"sensors": [`, `"sensors": [null,`},
		"no power supply":        {`"psus": [`, `"psus": [null,`},
		"no fan":                 {`"fans": [`, `"fans": [null,`},
		"hot-swap state":         {`"state": "M4"`, `"state": "M8"`},
		"on its way to nowhere":  {`"state": "M4"`, `"state": "M4", "due": "2026-03-01T12:00:00Z"`},
		"long description":       {`"Payload1"`, `"A description that is too long"`},
		"address":                {`"ip": "172.16.143.101"`, `"ip": "host"`},
		"reading":                {`"value": "28.00"`, `"value": "warm"`},
		"retention":              {`"recordsRetention": 10000`, `"recordsRetention": 0`},
		"log counts backwards":   {`"last": 0`, `"last": -1`},
		"upgrade of nothing":     {`"done": 0`, `"done": 0, "due": "2026-03-01T12:00:00Z"`},
		"upgrade of fewer nodes": {`"done": 0`, `"done": 1`},
		"certificate":            {`"https": {`, `"certificates": {"key": "k", "cert": "c"}, "https": {`},
	} {
		t.Run(name, func(t *testing.T) {
			changed := strings.Replace(text, change[0], change[1], 1)
			if changed == text {
				t.Fatalf("there is no %s", change[0])
			}
			if err := s.Import(strings.NewReader(changed)); err == nil {
				t.Error("taken in")
			}
			if s.on(t).exported() != text {
				t.Error("it changed something")
			}
		})
	}
}
