package examples_test

import (
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// listed is a line of a query's result.
var listed = regexp.MustCompile(`(?m)^list\.(\S+)\s`)

// TestAccQueries runs the examples of list resources, which all find something.
func TestAccQueries(t *testing.T) {
	t.Parallel()
	each(t, "list-resources", func(t *testing.T, folder string) {
		example := start(t, glob(t, folder+"/list-resource*.tfquery.hcl")...)
		output := example.terraform.Must("query", "-no-color")
		found := listed.FindAllStringSubmatch(output, -1)
		if len(found) == 0 {
			t.Errorf("nothing was found:\n%s", output)
		}
		for _, line := range found {
			if name, _, _ := strings.Cut(line[1], "."); name != path.Base(folder) {
				t.Errorf("found %s", line[1])
			}
		}
		example.unchanged()
	})
}

// answers stand in for what a simulated array can't do.
var answers = map[string]device.Rule{
	// Nothing is replicated, so that there is no snapshot of replication.
	"onprem_infinibox_volume_own_snapshot": {Method: "POST", Path: "**/own_snapshot", Status: 200,
		Answer: `{"metadata":{"ready":true},"error":null,"result":{"id":1099,"name":"db01-replicated"}}`},
}

// TestAccActions invokes the examples of actions by the commands that they
// give, after an apply that creates what they belong to.
func TestAccActions(t *testing.T) {
	t.Parallel()
	each(t, "actions", func(t *testing.T, folder string) {
		name := path.Base(folder)
		files := glob(t, folder+"/action*.tf")
		example := start(t, files...)
		if rule, ok := answers[name]; ok {
			example.array.Break(rule)
		}
		example.terraform.Must("apply", "-no-color", "-auto-approve")
		example.unchanged()
		invocations := 0
		for _, file := range files {
			for _, arguments := range commands(content(t, file), "apply") {
				example.array.ClearRequests()
				example.terraform.Must(append([]string{arguments[0], "-no-color", "-auto-approve"}, arguments[1:]...)...)
				if !invoked(example.array, name) {
					t.Errorf("%v didn't reach the array: %v", arguments, example.array.Writes())
				}
				invocations++
			}
		}
		if invocations == 0 {
			t.Error("there is no command that invokes it")
		}
	})
}

// invoked tells whether the array was asked for an action's operation, by
// which the action is named.
func invoked(array *acctest.Array, action string) bool {
	operation := map[string]string{
		"onprem_infinibox_datasets_update": "bulk", "onprem_infinibox_vvol_delete": "1091",
	}[action]
	for _, r := range array.Requests(device.Match{}) {
		last := path.Base(r.Path)
		if r.Method != "GET" && r.Status < 300 && (last == operation || strings.HasSuffix(action, "_"+last)) {
			return true
		}
	}
	return false
}

// TestAccTriggeredAction changes what triggers the example of an action that
// has a trigger.
func TestAccTriggeredAction(t *testing.T) {
	t.Parallel()
	example := start(t, "actions/onprem_infinibox_volume_group_snapshot/action.tf")
	example.apply()
	example.terraform.Must("apply", "-no-color", "-auto-approve", "-var=release=19.3")
	for _, name := range []string{"db01-before-19.3", "db01-log-before-19.3"} {
		example.array.Only("volumes", map[string]any{"name": name, "type": "SNAPSHOT"})
	}
}
