package symkloud_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

func TestEveryCollectionListsWhatItShowsByID(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{Platforms: []string{"6", "7"}})
	s.logIn("admin", "wrong").refused(23)
	for _, collection := range symkloud.Collections() {
		all, ok := s.Objects(collection)
		if !ok || len(all) == 0 {
			t.Errorf("there are no %s", collection)
		}
		for _, one := range all {
			id := fmt.Sprint(one["id"])
			if found, ok := s.Object(collection, id); !ok || compact(t, found) != compact(t, one) {
				t.Errorf("%s %s is %v by its id, listed as %v", collection, id, found, one)
			}
		}
		if _, ok := s.Object(collection, "nothing"); ok {
			t.Errorf("%s has an object of any name", collection)
		}
	}
	if _, ok := s.Objects("tapes"); ok {
		t.Error("there are tapes")
	}
	if _, err := s.Put("tapes", "", nil); err == nil {
		t.Error("a tape was added")
	}
	if err := s.Remove("tapes", "1"); err == nil {
		t.Error("a tape was removed")
	}
}

func TestOutOfBandChangesShowInTheAPI(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	for _, change := range []struct {
		collection, id string
		fields         map[string]any
		path, shows    string
	}{
		{"users", "", map[string]any{"name": "ricky", "password": "p", "roleKey": "user"}, "UserList", `[{"name":"admin","roleKey":"admin","roleText":"Administrator"},{"name":"ricky","roleKey":"user","roleText":"User"}]`},
		{"users", "ricky", map[string]any{"roleKey": "operator"}, "UserList", `[{"name":"admin","roleKey":"admin","roleText":"Administrator"},{"name":"ricky","roleKey":"operator","roleText":"Operator"}]`},
		{"platforms", "6", map[string]any{"sharedIp": "10.0.0.1", "sharedNetmask": 8}, "SharedIp", `{"ip":"10.0.0.1","netmask":"8"}`},
		{"platforms", "6", map[string]any{"oid": "1.3.6.1.4.1.6603"}, "Oid", `{"oid":"1.3.6.1.4.1.6603"}`},
		{"platforms", "6", map[string]any{"pollingEnabled": false}, "SEL/Settings", `{"pollingEnabled":false,"recordsRetention":10000}`},
		{"nodes", "6/1", map[string]any{"managementNetwork": map[string]any{"vlan": 7}}, "Node/1/ManagementNetwork", `{"ip":"172.16.143.101","ipsource":"static","netmask":"24","vlan":"7","mac":"00:a0:a5:00:00:02"}`},
		{"payloads", "6/1/1", map[string]any{"description": "db01"}, "Node/1/Payload/1/Value", `{"number":"1","description":"db01"}`},
		{"nics", "6/1/1/3", map[string]any{"ip": "10.0.0.9"}, "Node/1/Payload/1/Nic/3/Network", `{"id":"3","backplane":"Fabric1","ip":["10","0","0","9"],"gateway":["0","0","0","0"],"netmask":"0","ipSource":"static","mac":"00:a0:a5:00:00:05"}`},
		{"settings", "stack", map[string]any{"https": map[string]any{"enabled": true}}, "/Security/HTTPS", `{"enabled":"true","strictMode":"false"}`},
		{"upgrades", "6", map[string]any{"nodes": []any{"1"}, "done": 1}, "OneClickUpgrade", `{"nodeType":"","inProgress":"0","currentNode":"","allStatus":[{"node":"1","nodeType":"Node","progress":100,"state":"Completed"}],"totalProgress":100,"state":"Completed","currentStatus":{}}`},
		{"bundles", "6", map[string]any{"models": []any{map[string]any{"model": "M", "components": []any{}}}}, "BundleInfo", `[{"model":"M","components":[]}]`},
		{"events", "", map[string]any{"platform": "6", "eventDescription": "Hello"}, "SEL/Events", `{"numRecords":1,"records":[{"recordId":1,"timestamp":"2026-03-01T12:00:00Z","generatorId":"Manager","sensorNumber":0,"sensorName":"","sensorType":"","eventDirection":"Asserted","eventData1":0,"eventData2":0,"eventData3":0,"eventDescription":"Hello"}]}`},
	} {
		s.put(change.collection, change.id, change.fields)
		s.get(change.path).is(change.shows)
	}
	if err := s.Remove("users", "ricky"); err != nil {
		t.Error(err)
	}
	s.logIn("ricky", "p").refused(25)
}

func TestTokenLifetimeIsSetOutOfBand(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.put("settings", "stack", map[string]any{"tokenLifetime": "10s"})
	s.clock.Advance(10 * time.Second)
	s.get("Oid").refused(31)
	s = s.as("admin", symkloud.AdminPassword)
	s.EndTokens("admin")
	s.get("Oid").refused(30)
}

func TestOutOfBandChangesKeepTheRules(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	before := s.exported()
	for _, change := range []struct {
		collection, id string
		fields         map[string]any
	}{
		{"users", "", map[string]any{"name": "admin", "password": "p", "roleKey": "user"}},
		{"users", "admin", map[string]any{"name": "root"}},
		{"users", "admin", map[string]any{"roleKey": "king"}},
		{"users", "admin", map[string]any{"password": ""}},
		{"users", "nobody", map[string]any{"password": "p"}},
		{"platforms", "", map[string]any{"number": "9"}},
		{"platforms", "6", map[string]any{"number": "9"}},
		{"platforms", "6", map[string]any{"sharedIp": "host"}},
		{"nodes", "6/1", map[string]any{"number": 2}},
		{"nodes", "6/1", map[string]any{"managementNetwork": map[string]any{"vlan": 5000}}},
		{"nodes", "6/1", map[string]any{"payloads": []any{nil}}},
		{"nodes", "6/1", map[string]any{"alarm": "Bad"}},
		{"payloads", "6/1/1", map[string]any{"description": "longer than it can be"}},
		{"payloads", "6/1/1", map[string]any{"hotswap": map[string]any{"state": "on"}}},
		{"nics", "6/1/1/1", map[string]any{"netmask": 33}},
		{"sensors", "6/1/4", map[string]any{"value": "warm"}},
		{"sensors", "6/1/4", map[string]any{"colour": "red"}},
		{"psus", "6/1", map[string]any{"number": 2}},
		{"fans", "", map[string]any{"number": 9}},
		{"leds", "6", map[string]any{"on": nil}},
		{"leds", "6", map[string]any{"on": "yes"}},
		{"switch_speeds", "6/1", map[string]any{"speed": 3}},
		{"switch_speeds", "6/1", map[string]any{"speed": nil}},
		{"fabric_port_modes", "6/1", map[string]any{"defaultMode": 7}},
		{"settings", "stack", map[string]any{"https": map[string]any{"strictMode": true}}},
		{"settings", "stack", map[string]any{"tokenLifetime": "long"}},
		{"upgrades", "6", map[string]any{"done": 3}},
		{"events", "", map[string]any{"platform": "9"}},
	} {
		if changed, err := s.Put(change.collection, change.id, change.fields); err == nil {
			t.Errorf("%s %s became %v", change.collection, change.id, changed)
		}
	}
	for collection, id := range map[string]string{"users": "admin", "platforms": "6", "payloads": "6/1/1", "nodes": "6/2"} {
		if err := s.Remove(collection, id); err == nil {
			t.Errorf("%s %s was removed", collection, id)
		}
	}
	if s.exported() != before {
		t.Error("something changed")
	}
	if _, err := s.Put("users", "admin", map[string]any{"roleKey": "king"}); err == nil || errors.Unwrap(err) == nil {
		t.Errorf("%v wraps nothing", err)
	}
}
