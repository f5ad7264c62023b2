package infinibox_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestHostsComeBackFromAnInventoryAsTheyWere(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.port(s.h, "FC", s.fabric+"02")
	s.port(s.h, "FC", s.fabric+"01")
	s.must(http.MethodPut, at("hosts", s.i), map[string]any{"security_method": "CHAP", "security_chap_inbound_username": "u", "security_chap_inbound_secret": "12s32112s3d234"})
	s.port(s.i, "ISCSI", iqn)
	s.must(http.MethodPut, at("hosts", s.i), map[string]any{"min_expected_paths": 5})
	s.mapped("clusters", s.c, s.v)
	s.member(s.c, s.i)
	s.mapped("hosts", s.h, s.w, 30)
	s.member(s.c, s.h)
	s.mapped("hosts", s.i, s.volume("x", s.pool, 1))
	if err := s.LogIn("FC", s.fabric+"01"); err != nil {
		t.Fatal(err)
	}
	var exported bytes.Buffer
	if err := s.Export(&exported); err != nil {
		t.Fatal(err)
	}
	first := exported.String()
	other := newArray(t, infinibox.Options{Seed: 7})
	if err := other.Import(&exported); err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := other.Export(&again); err != nil {
		t.Fatal(err)
	}
	if again.String() != first {
		t.Error("exporting again writes something else")
	}
	for _, path := range []string{
		"hosts", "clusters", "san_clients", "volumes?mapped=true&fields=id,mapped", at("volumes", s.v, "/luns"), at("hosts", s.h, "/luns"),
		at("hosts", s.h, "/ports"), at("clusters", s.c, "/hosts"),
	} {
		if want, got := s.send(http.MethodGet, path, nil).body, other.send(http.MethodGet, path, nil).body; got != want {
			t.Errorf("%s answers\n%s\ninstead of\n%s", path, got, want)
		}
	}
	other.refused(http.MethodPost, at("hosts", s.h, "/ports"), map[string]any{"type": "ISCSI", "address": iqn}, 409, "PORT_ALREADY_BELONGS_TO_HOST")
	other.refused(http.MethodDelete, at("volumes", s.v), nil, 409, "VOLUME_IS_MAPPED")
	other.must(http.MethodDelete, at("clusters", s.c, "/luns/lun/11?approved=yes"), nil)
}

const storage = `"pools":[{"id":10,"name":"p","physical_capacity":2000000000000}],
	"volumes":[{"id":20,"name":"v","pool_id":10,"size":1000000000},{"id":21,"name":"w","pool_id":10,"size":1000000000}]`

func TestAnInventoryByHandNeedsFewFields(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	if err := a.Import(strings.NewReader(`{"product":"infinibox",` + storage + `,
		"hosts":[{"id":30,"name":"h","ports":[{"type":"FC","address":"21:00:00:00:00:00:00:01"}],"luns":[{"lun":1,"volume_id":20}]}],
		"clusters":[{"id":31,"name":"c","hosts":[30],"luns":[{"lun":11,"volume_id":21}]}],
		"initiators":[{"type":"FC","address":"2100000000000001"}]}`)); err != nil {
		t.Fatal(err)
	}
	a.get("hosts/30").has(map[string]any{"host_type": "DEFAULT", "optimized": true, "luns_count": 2, "host_cluster_id": 31, "paths": 6, "min_expected_paths": 6})
	a.get("clusters/31").has(map[string]any{"host_type": "DEFAULT", "luns_count": 1, "hosts_count": 1})
	a.get("volumes/21").has(map[string]any{"mapped": true})
}

func TestHostsThatDoNotFitTogetherAreRefused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ what, hosts, clusters, says string }{
		{"no id", `{"name":"h"}`, ``, "no id"},
		{"an id that's taken", `{"id":20,"name":"h"}`, ``, "taken"},
		{"an id twice", `{"id":30,"name":"h"},{"id":30,"name":"i"}`, ``, "taken"},
		{"a name twice", `{"id":30,"name":"h"},{"id":31,"name":"h"}`, ``, "HOST_NAME_CONFLICT"},
		{"a bad name", `{"id":30,"name":"*"}`, ``, "INVALID_CHARACTERS_IN_NAME"},
		{"an unknown type", `{"id":30,"name":"h","host_type":"TOASTER"}`, ``, "TOASTER"},
		{"an unknown method", `{"id":30,"name":"h","security_method":"WINK"}`, ``, "WINK"},
		{"an unknown field", `{"id":30,"name":"h","colour":"red"}`, ``, "colour"},
		{"impossible paths", `{"id":30,"name":"h","min_expected_paths":-2}`, ``, "-2"},
		{"a bad address", `{"id":30,"name":"h","ports":[{"type":"FC","address":"x"}]}`, ``, "MALFORMED_PARAMETER"},
		{"an unknown port", `{"id":30,"name":"h","ports":[{"type":"SCSI","address":"x"}]}`, ``, "SCSI"},
		{"two protocols", `{"id":30,"name":"h","ports":[{"type":"FC","address":"2100000000000001"},{"type":"NVME","address":"nqn.2014-08.com.example:x"}]}`, ``, "CANT_MIX"},
		{"a mapping of nothing", `{"id":30,"name":"h","luns":[{"lun":1,"volume_id":99}]}`, ``, "no volume 99"},
		{"a number twice", `{"id":30,"name":"h","luns":[{"lun":1,"volume_id":20},{"lun":1,"volume_id":21}]}`, ``, "LUN_EXISTS"},
		{"a mapping of no cluster", `{"id":30,"name":"h","luns":[{"lun":1,"volume_id":20,"clustered":true}]}`, ``, "aren't the cluster's"},
		{"a cluster without an id", ``, `{"name":"c"}`, "no id"},
		{"a cluster of nobody", ``, `{"id":40,"name":"c","hosts":[99]}`, "HOST_NOT_FOUND"},
		{"a cluster of an unknown type", ``, `{"id":40,"name":"c","host_type":"TOASTER"}`, "TOASTER"},
		{"a host of two clusters", `{"id":30,"name":"h"}`, `{"id":40,"name":"c","hosts":[30]},{"id":41,"name":"d","hosts":[30]}`, "HOST_ASSIGNED_TO_CLUSTER"},
		{"one volume twice", `{"id":30,"name":"h","luns":[{"lun":1,"volume_id":20}]}`, `{"id":40,"name":"c","hosts":[30],"luns":[{"lun":2,"volume_id":20}]}`, "PRIVATE_LUNS_CONFLICT"},
	} {
		t.Run(test.what, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, noOptions)
			h := a.host("before")
			err := a.Import(strings.NewReader(fmt.Sprintf(`{"product":"infinibox",%s,"hosts":[%s],"clusters":[%s]}`, storage, test.hosts, test.clusters)))
			if err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("want %s, got %v", test.says, err)
			}
			a.get(at("hosts", h)).has(map[string]any{"name": "before"})
		})
	}
}
