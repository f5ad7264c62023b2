package symkloud_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

// bundle is one that brings a new BMC for some models.
func bundle(t *testing.T, models ...string) string {
	t.Helper()
	var firmware []symkloud.Firmware
	for _, model := range models {
		firmware = append(firmware, symkloud.Firmware{Model: model, Components: []symkloud.Version{{Name: "BMC", Major: "4", Minor: "00"}}})
	}
	var content bytes.Buffer
	if err := symkloud.WriteBundle(&content, firmware...); err != nil {
		t.Fatal(err)
	}
	return content.String()
}

// archive is a zip archive with one file.
func archive(t *testing.T, name, content string) string {
	t.Helper()
	var text bytes.Buffer
	w := zip.NewWriter(&text)
	file, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// updated are the nodes that have the bundle's BMC.
func (s *stack) updated() string {
	s.t.Helper()
	all, _ := s.Objects("nodes")
	found := []string{}
	for _, n := range all {
		if strings.Contains(fmt.Sprint(n["versions"]), "map[major:4 minor:00 name:BMC]") {
			found = append(found, fmt.Sprint(n["number"]))
		}
	}
	return strings.Join(found, " ")
}

func TestBundle(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.get("BundleInfo").refused(38)
	s.upload("UploadBundle", part{"file", bundle(t, "MSP8020")}).succeeds()
	const info = `[{"model":"MSP8020","components":[{"name":"BMC","major":"4","minor":"00"}]}]`
	s.get("BundleInfo").is(info)
	for name, test := range map[string]struct {
		parts []part
		code  int
	}{
		"no zip":            {[]part{{"file", "tar"}}, 21},
		"empty":             {[]part{{"file", ""}}, 21},
		"no manifest":       {[]part{{"file", archive(t, "readme", "x")}}, 1},
		"broken manifest":   {[]part{{"file", archive(t, "bundle.json", "{")}}, 1},
		"empty manifest":    {[]part{{"file", archive(t, "bundle.json", "[]")}}, 1},
		"model of nothing":  {[]part{{"file", archive(t, "bundle.json", `[{"model":"MSP8020"}]`)}}, 1},
		"no file":           {nil, 20},
		"wrong name":        {[]part{{"bundle", bundle(t, "MSP8000")}}, 4},
		"more than a file":  {[]part{{"file", bundle(t, "MSP8000")}, {"node", "1"}}, 4},
		"two files at once": {[]part{{"file", bundle(t, "MSP8000")}, {"file", bundle(t, "MSP8000")}}, 4},
	} {
		t.Run(name, func(t *testing.T) { s.on(t).upload("UploadBundle", test.parts...).refused(test.code) })
	}
	s.get("BundleInfo").is(info)
	s.upload("UploadBundle", part{"file", archive(t, "bundle.json", `[{"model":"X","components":[{"name":"A","major":"1","minor":"2"}]}]`)}).succeeds()
	s.get("BundleInfo").is(`[{"model":"X","components":[{"name":"A","major":"1","minor":"2"}]}]`)
}

func TestUpgradeGoesFromNodeToNode(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{Upgrade: 10 * time.Second})
	const idle = `{"nodeType":"","inProgress":"0","currentNode":"","allStatus":[],"totalProgress":0,"state":"Completed","currentStatus":{}}`
	s.get("OneClickUpgrade").is(idle)
	s.post("OneClickUpgrade").refused(38)
	s.upload("UploadBundle", part{"file", bundle(t, "MSP8000", "MSP8001")}).succeeds()
	s.post("OneClickUpgrade").succeeds()
	progress := func() string {
		u := s.get("OneClickUpgrade").object()
		return fmt.Sprintf("%v%v %v %v%% %v", u["nodeType"], u["currentNode"], u["inProgress"], u["totalProgress"], u["state"])
	}
	for _, step := range []struct{ progress, updated, updating string }{
		{"Node1 1 0% InProgress", "", "1"},
		{"Node1 1 12% InProgress", "", "1"},
		{"Node5 1 25% InProgress", "1", "5"},
		{"Node5 1 37% InProgress", "1", "5"},
		{"HubNode10 1 50% InProgress", "1 5", "10"},
		{"HubNode10 1 62% InProgress", "1 5", "10"},
		{"HubNode11 1 75% InProgress", "1 5 10", "11"},
		{"HubNode11 1 87% InProgress", "1 5 10", "11"},
		{" 0 100% Completed", "1 5 10 11", ""},
	} {
		if got := progress(); got != step.progress {
			t.Errorf("it is at %s, want %s", got, step.progress)
		}
		if got := s.updated(); got != step.updated {
			t.Errorf("at %s nodes %s are upgraded, want %s", step.progress, got, step.updated)
		}
		for _, n := range []string{"1", "3", "5", "10", "11"} {
			if got, want := s.get("Node/" + n).object()["isUpdating"], map[bool]string{true: "1", false: "0"}[n == step.updating]; got != want {
				t.Errorf("at %s node %s shows isUpdating %v", step.progress, n, got)
			}
		}
		s.clock.Advance(5 * time.Second)
	}
	want := "[Manager: Bundle uploaded Manager: Upgrade started Node1: Upgraded Node5: Upgraded HubNode1: Upgraded HubNode2: Upgraded Manager: Upgrade completed]"
	if got := fmt.Sprint(s.logged()); got != want {
		t.Errorf("logged %s", got)
	}
}

func TestUpgradeStatusListsTheNodes(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{Upgrade: 10 * time.Second, Nodes: []symkloud.Node{{Number: 1, Model: "MSP8000"}, {Number: 2, Model: "MSP8000"}, {Number: 10, Model: "MSP8001"}}})
	s.upload("UploadBundle", part{"file", bundle(t, "MSP8000", "MSP8001")}).succeeds()
	s.post("OneClickUpgrade").succeeds()
	s.clock.Advance(10*time.Second - time.Millisecond)
	if got := s.get("OneClickUpgrade").object()["currentStatus"]; compact(t, got) != `{"node":"1","nodeType":"Node","progress":99,"state":"InProgress"}` {
		t.Errorf("just before the end it is at %v", got)
	}
	s.clock.Advance(4*time.Second + time.Millisecond)
	s.get("OneClickUpgrade").is(`{"nodeType":"Node","inProgress":"1","currentNode":"2","allStatus":[
		{"node":"1","nodeType":"Node","progress":100,"state":"Completed"},
		{"node":"2","nodeType":"Node","progress":40,"state":"InProgress"},
		{"node":"10","nodeType":"HubNode","progress":0,"state":"Waiting"}],
		"totalProgress":46,"state":"InProgress","currentStatus":{"node":"2","nodeType":"Node","progress":40,"state":"InProgress"}}`)
}

func TestUpgradeOfANodeOrAModel(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		form    []string
		updated string
	}{
		"node":         {[]string{"node", "5"}, "5"},
		"model":        {[]string{"model", "MSP8020", "forceUpdate", "false"}, "3"},
		"forced model": {[]string{"model", "MSP8000", "forceUpdate", "true"}, "1 5"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStack(t, symkloud.Options{})
			s.upload("UploadBundle", part{"file", bundle(t, "MSP8000", "MSP8020")}).succeeds()
			s.post("OneClickUpgrade", test.form...).succeeds()
			s.clock.Advance(time.Minute)
			if got := s.updated(); got != test.updated {
				t.Errorf("nodes %s are upgraded", got)
			}
		})
	}
}

func TestUpgradeLeavesOutWhatIsUpToDateUnlessForced(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{Upgrade: time.Second})
	s.upload("UploadBundle", part{"file", bundle(t, "MSP8000")}).succeeds()
	s.post("OneClickUpgrade", "node", "1").succeeds()
	s.clock.Advance(time.Minute)
	started := func(form ...string) string {
		s.post("OneClickUpgrade", form...).succeeds()
		u := s.get("OneClickUpgrade").object()
		s.clock.Advance(time.Minute)
		return fmt.Sprintf("%v %v", u["inProgress"], u["currentNode"])
	}
	if got := started("node", "1"); got != "0 " {
		t.Errorf("it upgrades %s", got)
	}
	if got := started(); got != "1 5" {
		t.Errorf("it upgrades %s", got)
	}
	if got := started("model", "MSP8000", "forceUpdate", "true"); got != "1 1" {
		t.Errorf("forced, it upgrades %s", got)
	}
}

func TestUpgradesAreRefused(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.upload("UploadBundle", part{"file", bundle(t, "MSP8000")}).succeeds()
	for name, test := range map[string]struct {
		form []string
		code int
	}{
		"node and model":    {[]string{"node", "1", "model", "MSP8000", "forceUpdate", "true"}, 4},
		"model alone":       {[]string{"model", "MSP8000"}, 20},
		"force alone":       {[]string{"forceUpdate", "true"}, 4},
		"odd force":         {[]string{"model", "MSP8000", "forceUpdate", "yes"}, 4},
		"absent node":       {[]string{"node", "2"}, 2},
		"no node":           {[]string{"node", "x"}, 2},
		"not in the bundle": {[]string{"node", "3"}, 14},
		"unknown model":     {[]string{"model", "MSP1", "forceUpdate", "true"}, 14},
	} {
		t.Run(name, func(t *testing.T) { s.on(t).post("OneClickUpgrade", test.form...).refused(test.code) })
	}
}

func TestNothingElseIsStartedDuringAnUpgrade(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{Upgrade: time.Minute})
	s.upload("UploadBundle", part{"file", bundle(t, "MSP8000")}).succeeds()
	s.post("OneClickUpgrade").succeeds()
	s.post("OneClickUpgrade").refused(13)
	s.upload("UploadBundle", part{"file", bundle(t, "MSP8000")}).refused(13)
	s.post("Node/3/PowerCommand", "command", "reset").refused(13)
	s.post("Node/3/Payload/1/PowerCommand", "command", "reset").refused(13)
	s.clock.Advance(2 * time.Minute)
	s.post("Node/3/PowerCommand", "command", "reset").succeeds()
}

func TestUpgradeFails(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(s *stack){
		"when told to":          func(s *stack) { s.put("platforms", "6", map[string]any{"upgradeFailsAt": 5}) },
		"when a node is pulled": func(s *stack) { _ = s.Remove("nodes", "6/5") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStack(t, symkloud.Options{Upgrade: 10 * time.Second})
			s.upload("UploadBundle", part{"file", bundle(t, "MSP8000", "MSP8001")}).succeeds()
			s.post("OneClickUpgrade").succeeds()
			spoil(s)
			s.clock.Advance(time.Minute)
			u := s.get("OneClickUpgrade").object()
			if u["state"] != "Failed" || u["inProgress"] != "0" || fmt.Sprint(u["totalProgress"]) != "25" || s.updated() != "1" {
				t.Errorf("it is %v", u)
			}
			s.post("OneClickUpgrade").succeeds()
			s.clock.Advance(time.Minute)
			if got := s.get("OneClickUpgrade").object()["state"]; got != "Completed" {
				t.Errorf("the second time it is %v", got)
			}
		})
	}
}
