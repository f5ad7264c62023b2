package infinibox_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestAddressesAreAnsweredInOneForm(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ kind, given, want string }{
		{"fc", "aaaaaaaaaaaa0001", "aaaaaaaaaaaa0001"},
		{"FC", "21:00:00:24:FF:3D:9A:0C", "21000024ff3d9a0c"},
		{"Fc", "21000024FF3D9A0C", "21000024ff3d9a0c"},
		{"ISCSI", "IQN.2011-08.com.Example:Storage", "iqn.2011-08.com.example:storage"},
		{"iscsi", "iqn.1991-05.com.microsoft:host632.infinidat.com", "iqn.1991-05.com.microsoft:host632.infinidat.com"},
		{"NVME", "nqn.2014-08.com.example:nvme.host.sys.Test1", "nqn.2014-08.com.example:nvme.host.sys.Test1"},
		{"nvme", "nqn.2014-08.org.nvmexpress:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "nqn.2014-08.org.nvmexpress:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"},
	} {
		t.Run(test.given, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, noOptions)
			h := a.host("h")
			want := map[string]any{"host_id": h, "type": strings.ToUpper(test.kind), "address": test.want}
			a.port(h, test.kind, test.given).has(want)
			a.send(http.MethodGet, at("hosts", h, "/ports"), nil).items(t)[0].has(want)
			a.get(at("hosts", h)).has(map[string]any{"ports": []any{want}, "ports_count": 1, "port_type": []any{want["type"]}})
		})
	}
}

func TestAddressesThatAreNone(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	h := a.host("h")
	for _, test := range []struct {
		what    string
		body    map[string]any
		code    string
		message string
	}{
		{"no address", map[string]any{"type": "FC"}, "MISSING_FIELD", "A field ('address') is missing in an object passed"},
		{"no type", map[string]any{"address": iqn}, "MISSING_FIELD", ""},
		{"an unknown type", map[string]any{"type": "SCSI", "address": iqn}, "MALFORMED_PARAMETER", ""},
		{"an empty address", map[string]any{"type": "FC", "address": ""}, "MALFORMED_PARAMETER", "A parameter ('') could not be translated to an expected type"},
		{"a short address", map[string]any{"type": "FC", "address": "2100"}, "MALFORMED_PARAMETER", ""},
		{"colons here and there", map[string]any{"type": "FC", "address": "21:000024ff3d9a0c"}, "MALFORMED_PARAMETER", ""},
		{"a number for an address", map[string]any{"type": "FC", "address": 5}, "MALFORMED_PARAMETER", ""},
		{"a blank iSCSI name", map[string]any{"type": "ISCSI", "address": " "}, "INVALID_IQN", "The IQN value ' ' is not in the correct form, or contains invalid characters"},
		{"an iSCSI name of no month", map[string]any{"type": "ISCSI", "address": "iqn.2011-13.com.example:x"}, "INVALID_IQN", ""},
		{"an iSCSI name with a space", map[string]any{"type": "ISCSI", "address": "iqn.2011-08.com.example:a b"}, "INVALID_IQN", ""},
		{"a long iSCSI name", map[string]any{"type": "ISCSI", "address": iqn + strings.Repeat("x", 223)}, "INVALID_IQN", ""},
		{"a blank NVMe name", map[string]any{"type": "NVME", "address": " "}, "INVALID_NQN", "The NQN value ' ' is not in the correct form, or contains invalid characters"},
		{"an NVMe name without an end", map[string]any{"type": "NVME", "address": "nqn.2014-08.com.example"}, "INVALID_NQN", ""},
		{"an unknown field", map[string]any{"type": "FC", "address": "2100000000000001", "speed": 1}, "UNSUPPORTED_FIELD", ""},
	} {
		t.Run(test.what, func(t *testing.T) {
			t.Parallel()
			answered := a.on(t).refused(http.MethodPost, at("hosts", h, "/ports"), test.body, 400, test.code)
			if test.message != "" && answered.message() != test.message {
				t.Errorf("the message is %q, not %q", answered.message(), test.message)
			}
		})
	}
}

func TestAnAddressBelongsToOneHost(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.port(s.h, "ISCSI", iqn)
	for _, host := range []int64{s.h, s.i} {
		answered := s.refused(http.MethodPost, at("hosts", host, "/ports"), map[string]any{"type": "ISCSI", "address": strings.ToUpper(iqn[:3]) + iqn[3:]}, 409, "PORT_ALREADY_BELONGS_TO_HOST")
		if want := "The port '" + iqn + "' already belongs to host 'h'"; answered.message() != want {
			t.Errorf("the message is %q", answered.message())
		}
	}
}

func TestAPortIsRemovedByAnySpelling(t *testing.T) {
	t.Parallel()
	for spelled, address := range map[string][2]string{
		"bare, in upper case": {"FC", "2100000000ABCDEF"},
		"with colons":         {"fc", "21:00:00:00:00:ab:cd:ef"},
		"iSCSI in any case":   {"iscsi", "IQN.2011-08.com.example:STORAGE"},
	} {
		t.Run(spelled, func(t *testing.T) {
			t.Parallel()
			s := newSAN(newArray(t, noOptions))
			s.port(s.h, "FC", "2100000000abcdef")
			s.port(s.h, "ISCSI", iqn)
			path := "/ports/" + address[0] + "/" + url.PathEscape(address[1])
			s.refused(http.MethodDelete, at("hosts", s.i, path), nil, 404, "PORT_NOT_FOUND")
			s.must(http.MethodDelete, at("hosts", s.h, path), nil).has(map[string]any{"host_id": s.h, "type": strings.ToUpper(address[0])})
			s.refused(http.MethodDelete, at("hosts", s.h, path), nil, 404, "PORT_NOT_FOUND")
			s.get(at("hosts", s.h)).has(map[string]any{"ports_count": 1})
		})
	}
}

func TestTheLastPortIsDangerousWhileThereAreMappings(t *testing.T) {
	t.Parallel()
	for _, through := range []string{"hosts", "clusters"} {
		t.Run(through, func(t *testing.T) {
			t.Parallel()
			s := newSAN(newArray(t, noOptions))
			s.member(s.c, s.h)
			owner := map[string]int64{"hosts": s.h, "clusters": s.c}[through]
			lun := s.mapped(through, owner, s.v).number("lun")
			s.port(s.h, "FC", s.fabric+"01")
			s.port(s.h, "FC", s.fabric+"02")
			s.must(http.MethodDelete, at("hosts", s.h, "/ports/FC/", s.fabric, "01"), nil)
			last := at("hosts", s.h, "/ports/FC/", s.fabric, "02")
			answered := s.refused(http.MethodDelete, last, nil, 403, "APPROVAL_REQUIRED")
			if want := "Removing the last port from a host causes the host to lose access to all of the volumes that are mapped to it"; answered.message() != want {
				t.Errorf("the message is %q", answered.message())
			}
			s.must(http.MethodDelete, at(through, owner, "/luns/lun/", text(lun), "?approved=yes"), nil)
			s.must(http.MethodDelete, last, nil)
		})
	}
}

func TestAPortIsFoundByItsKeyAndItsHostByItsAddress(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.port(s.h, "FC", s.fabric+"01")
	s.port(s.i, "NVME", s.nqn)
	key := s.get("initiators/" + s.nqn).number("port_key")
	s.get(at("hosts/ports", key)).has(map[string]any{"host_id": s.i, "type": "NVME", "address": s.nqn})
	s.refused(http.MethodGet, "hosts/ports/5", nil, 404, "PORT_NOT_FOUND")
	for address, host := range map[string]int64{s.fabric + "01": s.h, "21:00:00:00:00:00:00:01": s.h, s.nqn: s.i} {
		if got := s.send(http.MethodGet, "hosts/host_id_by_initiator_address/"+address, nil); jsonOf(t, got.Result) != text(host) {
			t.Errorf("%s belongs to %s", address, got.body)
		}
	}
	s.refused(http.MethodGet, "hosts/host_id_by_initiator_address/"+s.fabric+"99", nil, 404, "HOST_NOT_FOUND")
}

func TestPortsAreLimited(t *testing.T) {
	t.Parallel()
	for code, test := range map[string]struct {
		limits  infinibox.SANLimits
		kind    string
		address func(int) string
	}{
		"PORT_COUNT_HOST_LIMIT":  {infinibox.SANLimits{HostPorts: 1}, "FC", func(n int) string { return "210000000000000" + text(int64(n)) }},
		"ISCSI_PORT_COUNT_LIMIT": {infinibox.SANLimits{ISCSIPorts: 1}, "ISCSI", func(n int) string { return iqn + text(int64(n)) }},
		"NVME_PORT_COUNT_LIMIT":  {infinibox.SANLimits{NVMePorts: 1}, "NVME", func(n int) string { return "nqn.2014-08.com.example:" + text(int64(n)) }},
		"PORT_COUNT_CLUSTER_MEMBER_LIMIT": {
			infinibox.SANLimits{ClusterPorts: 1}, "FC", func(n int) string { return "210000000000000" + text(int64(n)) },
		},
	} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			s := newSAN(newArray(t, infinibox.Options{Limits: infinibox.Limits{SAN: test.limits}}))
			s.member(s.c, s.h)
			s.port(s.h, test.kind, test.address(1))
			s.refused(http.MethodPost, at("hosts", s.h, "/ports"), map[string]any{"type": test.kind, "address": test.address(2)}, 409, code)
		})
	}
}
