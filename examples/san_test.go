package examples_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// noon is far from the hour at which the layout takes snapshots.
const noon = 12 * time.Hour

// san is the example of two arrays in a working directory of its own.
type san struct {
	*testing.T
	arrays    map[string]*acctest.Array
	before    map[string]string
	terraform *acctest.CLI
}

// startSAN starts two empty arrays that differ in their serial numbers.
func startSAN(t *testing.T) *san {
	t.Helper()
	s := &san{T: t, arrays: map[string]*acctest.Array{}, before: map[string]string{}}
	settings := map[string]map[string]string{}
	for i, name := range []string{"ibox01", "ibox02"} {
		array := acctest.StartArray(t, infinibox.Options{Seed: uint64(i)}, device.Options{})
		array.Clock().Set(time.Now().UTC().Truncate(24 * time.Hour).Add(noon))
		s.arrays[name], s.before[name], settings[name] = array, s.held(array), map[string]string{}
		for variable, value := range array.Environment() {
			settings[name][strings.ToLower(strings.TrimPrefix(variable, "INFINIBOX_"))] = value
		}
	}
	s.terraform = acctest.NewCLI(t, "TF_VAR_arrays="+text(t, settings))
	for _, file := range slices.Concat(glob(t, "san/*.tf"), glob(t, "san/array/*.tf")) {
		within, err := filepath.Rel("san", file)
		if err != nil {
			t.Fatal(err)
		}
		s.terraform.Write(within, content(t, file))
	}
	s.terraform.Must("get", "-no-color")
	return s
}

// held is what an array holds, without the one setting that Terraform can't
// take back.
func (s *san) held(array *acctest.Array) string {
	s.Helper()
	all := arrayHolds(s.T, array)
	delete(all, "qos_enabled")
	return text(s.T, all)
}

// apply wants a run to do exactly that, after which arrays, state and
// configuration agree and nothing is left to plan.
func (s *san) apply(added, changed, destroyed int, extra ...string) {
	s.Helper()
	output := s.terraform.Knowing(extra...).Must("apply", "-no-color", "-auto-approve")
	wanted := fmt.Sprintf("Resources: %d added, %d changed, %d destroyed.", added, changed, destroyed)
	if !strings.Contains(output, wanted) {
		s.Errorf("not %q:\n%s", wanted, output)
	}
	s.agrees()
}

func (s *san) agrees() {
	s.Helper()
	s.terraform.Agrees(acctest.AgreeAliases(s.arrays))
}

// edit changes a file of the example, in which a line has to be.
func (s *san) edit(file, line, with string) {
	s.Helper()
	had := s.terraform.Read(file)
	if strings.Count(had, line) != 1 {
		s.Fatalf("%s has not one %q", file, line)
	}
	s.terraform.Write(file, strings.Replace(had, line, with, 1))
}

// output is one of the example's.
func (s *san) output(name string) string {
	s.Helper()
	compact := map[string]any{}
	if err := json.Unmarshal([]byte(s.terraform.Must("output", "-json", name)), &compact); err != nil {
		s.Fatal(err)
	}
	return fmt.Sprint(compact)
}

// TestAccSAN lives the life of the layout that its guide describes, one step
// after the other.
func TestAccSAN(t *testing.T) {
	t.Parallel()
	s := startSAN(t)
	s.begins()
	s.grows()
	s.getsAnotherPort()
	s.isKept()
	s.ages()
	s.losesAHost()
	s.refusesToEnd()
	s.ends()
}

// begins applies the example as it stands.
func (s *san) begins() {
	s.Helper()
	s.apply(57, 0, 0)
	for _, array := range s.arrays {
		cluster := array.Only("clusters", map[string]any{"name": "erp", "hosts_count": 3})
		array.Only("hosts", map[string]any{"name": "erp03", "ports_count": 2, "host_cluster_id": cluster["id"]})
		if limits := array.Setting("qos", "state"); limits["is_enabled"] != true {
			s.Errorf("limits aren't enforced: %v", limits)
		}
	}
	work := s.arrays["ibox01"]
	work.Only("cgs", map[string]any{"name": "erp-go-live", "members_count": 2})
	work.Only("volumes", map[string]any{"name": "erp-log", "mapped": true, "snapshot_policy_id": nil, "cg_name": "erp", "qos_policy_name": "erp-shared"})
	if luns := s.output("boot_luns"); luns != "map[erp01:0 erp02:0 erp03:0]" {
		s.Errorf("boot volumes: %s", luns)
	}
	volume := s.arrays["ibox02"].Only("volumes", map[string]any{"name": "erp-backup"})
	if serials := s.output("serials"); !strings.Contains(serials, fmt.Sprint("erp-backup:", volume["serial"])) {
		s.Errorf("not %v among the serials %s", volume["serial"], serials)
	}
	for name, array := range s.arrays {
		array.ClearRequests()
		s.terraform.Must("plan", "-no-color")
		if asked := array.CountRequests(device.Match{}); asked > 40 {
			s.Errorf("a plan asked %s %d times", name, asked)
		}
	}
}

// grows adds the lines that the guide adds.
func (s *san) grows() {
	s.Helper()
	s.edit("variables.tf", `    erp03 = `, `    erp04 = ["50:01:43:80:24:0a:40:01", "50:01:43:80:24:0a:40:02"]
    erp03 = `)
	s.edit("main.tf", `    erp-log  = `, `    erp-temp = { size = provider::onprem::bytes("300GB"), lun = 103 }
    erp-log  = `)
	s.apply(14, 0, 0)
	for _, array := range s.arrays {
		array.Only("clusters", map[string]any{"name": "erp", "hosts_count": 4})
	}
	s.arrays["ibox01"].Only("hosts", map[string]any{"name": "erp04", "luns_count": 4})
	s.arrays["ibox01"].Only("cgs", map[string]any{"name": "erp", "members_count": 3})
}

// getsAnotherPort exchanges one of a host's two, as when its adapter has
// been exchanged. Nothing else is touched, and no approval needed.
func (s *san) getsAnotherPort() {
	s.Helper()
	for _, array := range s.arrays {
		array.ClearRequests()
	}
	s.edit("variables.tf", "50:01:43:80:24:0a:20:02", "50:01:43:80:24:0B:FF:02")
	s.apply(2, 0, 2)
	for name, array := range s.arrays {
		host := array.Only("hosts", map[string]any{"name": "erp02", "ports_count": 2})
		if ports := fmt.Sprint(host["ports"]); !strings.Contains(ports, "50014380240bff02") || strings.Contains(ports, "50014380240a2002") {
			s.Errorf("%s has ports %s", name, ports)
		}
		if writes := array.Writes(); len(writes) != 2 {
			s.Errorf("%s got %q", name, writes)
		}
	}
}

// isKept takes a checkpoint before something risky.
func (s *san) isKept() {
	s.Helper()
	s.edit("main.tf", `["go-live"]`, `["go-live", "before-upgrade"]`)
	s.apply(1, 0, 0)
	s.arrays["ibox01"].Only("cgs", map[string]any{"name": "erp-before-upgrade", "members_count": 3})
}

// ages lets the policies take their snapshots, which are no drift.
func (s *san) ages() {
	s.Helper()
	for _, array := range s.arrays {
		array.Clock().Advance(48 * time.Hour)
	}
	s.agrees()
	for name, nightly := range map[string]int{
		"ibox01": 2 * (3 + 4), // of the group's volumes, and of the hosts' own
		"ibox02": 2 * 1,
	} {
		made := 0
		for _, volume := range s.arrays[name].Find("volumes", map[string]any{"type": "SNAPSHOT"}) {
			if volume["created_by_snapshot_policy_name"] == "erp-nightly" {
				made++
			}
		}
		if made != nightly {
			s.Errorf("%s has %d snapshots of the policy, want %d", name, made, nightly)
		}
	}
}

// losesAHost takes away what the host alone had, snapshots of its boot volume
// included.
func (s *san) losesAHost() {
	s.Helper()
	s.edit("variables.tf", `    erp04 = ["50:01:43:80:24:0a:40:01", "50:01:43:80:24:0a:40:02"]
`, "")
	s.apply(0, 0, 10, "INFINIBOX_APPROVED=true")
	if left := s.arrays["ibox01"].Find("volumes", map[string]any{"pool_name": "erp"}); slices.ContainsFunc(left, func(volume map[string]any) bool {
		return strings.HasPrefix(fmt.Sprint(volume["name"]), "erp04")
	}) {
		s.Errorf("volumes of erp04 are left: %v", left)
	}
}

// refusesToEnd is told all that is dangerous before anything is sent.
func (s *san) refusesToEnd() {
	s.Helper()
	for _, array := range s.arrays {
		array.ClearRequests()
	}
	output, code := s.terraform.Run("plan", "-destroy", "-no-color")
	if code != 1 || !strings.Contains(output, "Approval Required To Delete InfiniBox") {
		s.Errorf("exit code %d:\n%s", code, output)
	}
	for name, array := range s.arrays {
		if writes := array.Writes(); len(writes) > 0 {
			s.Errorf("%s got %q", name, writes)
		}
	}
}

// ends takes everything away in one run. Each array comes out as it was, and
// refuses nothing on the way but what isn't approved yet.
func (s *san) ends() {
	s.Helper()
	s.terraform.Knowing("INFINIBOX_APPROVED=true").Must("destroy", "-no-color", "-auto-approve")
	for name, array := range s.arrays {
		if now := s.held(array); now != s.before[name] {
			s.Errorf("%s held\n%s\nand now holds\n%s", name, s.before[name], now)
		}
		s.inOrder(name)
	}
}

// inOrder reads from an array's log in which order things went. There is all of
// them on the first.
func (s *san) inOrder(name string) {
	s.Helper()
	var went []string
	refused := map[string]int{}
	for _, r := range s.arrays[name].Requests(device.Match{Method: "POST|PUT|DELETE"}) {
		path := strings.TrimPrefix(r.Path, "/api/rest/")
		if strings.Contains(r.Query, "delete_members=true") {
			path += " and its members"
		}
		if r.Status >= 300 {
			refused[path]++
			continue
		}
		went = append(went, path)
		if strings.Contains(r.Query, "approved=yes") {
			refused[path]-- // as dangerous, before it was approved
		}
	}
	for path, times := range refused {
		if times != 0 {
			s.Errorf("%s refused %s", name, path)
		}
	}
	last := func(pattern string) int {
		matches := regexp.MustCompile("^" + pattern + "$").MatchString
		for i, path := range slices.Backward(went) {
			if matches(path) {
				return i
			}
		}
		if name == "ibox01" {
			s.Errorf("no %s went", pattern)
		}
		return -1
	}
	first := func(pattern string) int {
		return slices.IndexFunc(went, regexp.MustCompile("^"+pattern+"$").MatchString)
	}
	for _, order := range [][2]string{
		{`(hosts|clusters)/\d+/luns/.+`, `hosts/\d+/ports/.+`},
		{`hosts/\d+/ports/.+`, `hosts/\d+`},
		{`clusters/\d+/hosts/\d+`, `clusters/\d+`},
		{`clusters/\d+/luns/.+`, `clusters/\d+`},
		{`(hosts|clusters)/\d+/luns/.+`, `volumes/\d+`},
		{`cgs/\d+ and its members`, `cgs/\d+/members/\d+`},
		{`cgs/\d+/members/\d+`, `cgs/\d+`},
		{`volumes/\d+`, `pools/\d+`},
		{`cgs/\d+`, `snapshot_policies/\d+`},
		{`qos/policies/\d+/unassign`, `qos/policies/\d+`},
	} {
		if before, after := last(order[0]), first(order[1]); before > after {
			s.Errorf("%s went after %s", went[before], went[after])
		}
	}
}
