package main

import (
	"strings"
	"testing"
)

// made is an array as the example leaves it, and what Terraform says of it.
func made() (contents, result) {
	volume := func(id int, name string) object {
		return object{"id": id, "name": name, "pool_id": 1000, "size": 10_500_000_000, "serial": "s" + name, "write_protected": false}
	}
	return contents{
		pools:     []object{{"id": 1000, "name": "demo", "physical_capacity": 1_000_000_192_512}},
		volumes:   []object{volume(1001, "a"), volume(1002, "b"), volume(1003, "c")},
		snapshots: []object{{"id": 1004, "name": "a-first", "parent_id": 1001, "size": 10_500_000_000, "serial": "t", "write_protected": true}},
	}, result{command: "terraform apply", output: `"a" = "sa" "b" = "sb" "c" = "sc"`}
}

func TestMadeByTakesWhatTheExampleDescribes(t *testing.T) {
	t.Parallel()
	there, applied := made()
	if err := there.madeBy(applied); err != nil {
		t.Error(err)
	}
}

func TestMadeByRefusesWhatItDoesNotDescribe(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		spoil func(*contents)
		says  string
	}{
		"no pool":                        {func(c *contents) { c.pools = nil }, "the array has 0 pools, 3 volumes and 1 snapshots"},
		"a volume is missing":            {func(c *contents) { c.volumes = c.volumes[1:] }, "1 pools, 2 volumes and 1 snapshots"},
		"a volume is elsewhere":          {func(c *contents) { c.volumes[1]["pool_id"] = 7 }, "volume b isn't in the pool"},
		"Terraform has another serial":   {func(c *contents) { c.volumes[2]["serial"] = "x" }, `a volume "c" = "x", which isn't among the outputs`},
		"a snapshot of something else":   {func(c *contents) { c.snapshots[0]["parent_id"] = 7 }, "the snapshot is none of a volume"},
		"a snapshot too many":            {func(c *contents) { c.snapshots = append(c.snapshots, c.snapshots[0]) }, "3 volumes and 2 snapshots"},
		"a volume with a different name": {func(c *contents) { c.volumes[0]["name"] = "z" }, `a volume "z" = "sa"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			there, applied := made()
			test.spoil(&there)
			err := there.madeBy(applied)
			if err == nil || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), applied.output) {
				t.Errorf("the error is %v, want %q with Terraform's output", err, test.says)
			}
		})
	}
}

func TestTableListsTheArray(t *testing.T) {
	t.Parallel()
	there, _ := made()
	there.volumes = there.volumes[:1]
	want := strings.Join([]string{
		"KIND       ID     NAME      SIZE      IN            HOSTS CAN     SERIAL",
		"pool       1000   demo      1000 GB                               ",
		"volume     1001   a         10.5 GB   pool 1000     read, write   sa",
		"snapshot   1004   a-first   10.5 GB   volume 1001   read          t",
		"",
	}, "\n")
	if got := there.table(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
