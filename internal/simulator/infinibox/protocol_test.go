package infinibox_test

import (
	"net/http"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

const mixed = "Cannot mix access to volumes with SCSI and NVMe-oF: "

// crossed is an array whose volume v is mapped to the host n over NVMe, and w to
// the host f over Fibre Channel.
func crossed(t *testing.T, options infinibox.Options) (s *san, n, f int64) {
	t.Helper()
	s = newSAN(newArray(t, options))
	n, f = s.host("n"), s.host("f")
	s.port(n, "NVME", s.nqn)
	s.port(f, "FC", s.fabric+"0f")
	s.mapped("hosts", n, s.v)
	s.mapped("hosts", f, s.w)
	return s, n, f
}

func (s *san) fc(host int64) map[string]any {
	return map[string]any{"type": "FC", "address": s.fabric + text(host)[2:]}
}

func (s *san) nvme(host int64) map[string]any {
	return map[string]any{"type": "NVME", "address": s.nqn + text(host)}
}

func TestAHostSpeaksOneProtocol(t *testing.T) {
	t.Parallel()
	s, n, f := crossed(t, noOptions)
	s.port(f, "ISCSI", iqn) // both are SCSI
	answered := s.refused(http.MethodPost, at("hosts", f, "/ports"), s.nvme(f), 409, "CANT_MIX_NVME_OF_SCSI_ADD_NVME_OF_PORT_TO_SCSI_HOST")
	if want := mixed + "the host 'f' has initiators with FC or iSCSI ports, and cannot be mixed with initiators with NVMe-oF ports"; answered.message() != want {
		t.Errorf("the message is %q", answered.message())
	}
	answered = s.refused(http.MethodPost, at("hosts", n, "/ports"), s.fc(n), 409, "CANT_MIX_NVME_OF_SCSI_ADD_SCSI_PORT_TO_NVME_OF_HOST")
	if want := mixed + "the host 'n' has initiators with NVMe-oF ports, and cannot be mixed with initiators with FC or iSCSI ports"; answered.message() != want {
		t.Errorf("the message is %q", answered.message())
	}
}

func TestAClusterSpeaksOneProtocol(t *testing.T) {
	t.Parallel()
	s, n, f := crossed(t, noOptions)
	d := s.cluster("d")
	s.member(s.c, n)
	s.member(s.c, s.h)
	s.member(d, f)
	s.member(d, s.i)
	other, third := s.host("other"), s.host("third")
	s.port(other, "FC", s.fabric+"aa")
	s.port(third, "NVME", s.nqn+":third")
	for _, test := range []struct {
		path string
		body map[string]any
		code string
		says string
	}{
		{at("hosts", s.h, "/ports"), s.fc(s.h), "CANT_MIX_NVME_OF_SCSI_ADD_SCSI_PORT_TO_HOST_IN_NVME_CLUSTER", "the host 'h' is in cluster 'c' which has hosts with NVMe-oF ports, which cannot be mixed with FC/iSCSI ports"},
		{at("hosts", s.i, "/ports"), s.nvme(s.i), "CANT_MIX_NVME_OF_SCSI_ADD_NVME_PORT_TO_HOST_IN_SCSI_CLUSTER", "the host 'i' is in cluster 'd' which has hosts with FC/iSCSI ports, which cannot be mixed with NVMe-oF ports"},
		{at("clusters", s.c, "/hosts"), map[string]any{"id": other}, "CANT_MIX_NVME_OF_SCSI_ADD_SCSI_HOST_TO_NVME_CLUSTER", "the host 'other' has FC/iSCSI ports while hosts in cluster 'c' have NVMe-oF ports"},
		{at("clusters", d, "/hosts"), map[string]any{"id": third}, "CANT_MIX_NVME_OF_SCSI_ADD_NVME_HOST_TO_SCSI_CLUSTER", "the host 'third' has NVMe-oF ports while hosts in cluster 'd' have FC/iSCSI ports"},
	} {
		if answered := s.refused(http.MethodPost, test.path, test.body, 409, test.code); answered.message() != mixed+test.says {
			t.Errorf("the message is %q", answered.message())
		}
	}
	s.must(http.MethodPost, at("hosts", s.h, "/ports"), s.nvme(s.h))
}

func TestAVolumeIsNotMappedAcrossProtocols(t *testing.T) {
	t.Parallel()
	s, n, f := crossed(t, noOptions)
	d := s.cluster("d")
	s.port(s.i, "FC", s.fabric+"0d")
	s.member(d, s.i)
	x, y := s.volume("x", s.pool, 1), s.volume("y", s.pool, 1)
	s.mapped("clusters", d, x)
	s.port(s.h, "NVME", s.nqn+":h")
	s.member(s.c, s.h)
	s.mapped("clusters", s.c, y)
	for _, test := range []struct {
		path   string
		volume int64
		code   string
		says   string
	}{
		{at("hosts", f), s.v, "CANT_MIX_NVME_OF_SCSI_VOLUME_MAPPED_ACCESSED_NVME", "the volume 'v' is already mapped to host 'n' which has NVMe-oF ports while host 'f' has FC/iSCSI ports"},
		{at("hosts", n), s.w, "CANT_MIX_NVME_OF_SCSI_VOLUME_MAPPED_ACCESSED_SCSI", "the volume 'w' is already mapped to host 'f' which has FC/iSCSI ports while host 'n' has NVMe-oF ports"},
		{at("clusters", d), s.v, "CANT_MIX_NVME_OF_SCSI_VOLUME_MAPPED_ACCESSED_NVME", "the volume 'v' is already mapped to host 'n' which has NVMe-oF ports while cluster 'd' has FC/iSCSI ports"},
		{at("clusters", s.c), s.w, "CANT_MIX_NVME_OF_SCSI_VOLUME_MAPPED_ACCESSED_SCSI", "the volume 'w' is already mapped to host 'f' which has FC/iSCSI ports while cluster 'c' has NVMe-oF ports"},
		{at("hosts", n), x, "CANT_MIX_NVME_OF_SCSI_VOLUME_MAPPED_TO_SCSI_CLUSTER", "the volume 'x' is already mapped to cluster 'd' which has hosts that have FC/iSCSI ports"},
		{at("hosts", f), y, "CANT_MIX_NVME_OF_SCSI_VOLUME_MAPPED_TO_NVME_CLUSTER", "the volume 'y' is already mapped to cluster 'c' which has hosts that have NVMe-oF ports"},
	} {
		body := map[string]any{"volume_id": test.volume}
		s.refused(http.MethodPost, test.path+"/luns", body, 403, "APPROVAL_REQUIRED")
		if answered := s.refused(http.MethodPost, test.path+"/luns?approved=yes", body, 409, test.code); answered.message() != mixed+test.says {
			t.Errorf("the message is %q", answered.message())
		}
	}
}

// neutral is an array where a host without ports, and a cluster without any, use
// the volume of another host over NVMe.
func neutral(t *testing.T, options infinibox.Options) (s *san, f int64) {
	t.Helper()
	s, _, f = crossed(t, options)
	s.mapped("hosts", s.h, s.v)
	s.mapped("clusters", s.c, s.v)
	return s, f
}

func TestPortsDoNotBringProtocolsTogether(t *testing.T) {
	t.Parallel()
	s, f := neutral(t, noOptions)
	answered := s.refused(http.MethodPost, at("hosts", s.h, "/ports"), s.fc(s.h), 409, "CANT_MIX_NVME_OF_SCSI_ADD_SCSI_PORT_MAPPED_NVME_VOLUME")
	if want := mixed + "the host 'h' is mapped to a volume which is already mapped to host 'n' which has NVMe-oF ports"; answered.message() != want {
		t.Errorf("the message is %q", answered.message())
	}
	answered = s.refused(http.MethodPost, at("clusters", s.c, "/hosts"), map[string]any{"id": f}, 409, "CANT_MIX_NVME_OF_SCSI_ADD_SCSI_PORT_MAPPED_NVME_VOLUME")
	if want := mixed + "the cluster 'c' is mapped to a volume which is already mapped to host 'n' which has NVMe-oF ports"; answered.message() != want {
		t.Errorf("the message is %q", answered.message())
	}
	s.mapped("hosts", s.i, s.w)
	s.refused(http.MethodPost, at("hosts", s.i, "/ports"), s.nvme(s.i), 409, "CANT_MIX_NVME_OF_SCSI_ADD_NVME_PORT_MAPPED_SCSI_VOLUME")
	s.must(http.MethodPost, at("hosts", s.h, "/ports"), s.nvme(s.h))
}

func TestAnArrayThatAllowsItMixesProtocolsWithApproval(t *testing.T) {
	t.Parallel()
	s, f := neutral(t, infinibox.Options{MixedProtocols: true})
	const reason = "This operation will provide access to the same volume via SCSI and NVMe-oF hosts and/or clusters at the same time. " +
		"Some capabilities such as reservations are not supported across protocols, and will silently fail"
	for path, body := range map[string]map[string]any{
		at("hosts", s.h, "/ports"):    s.fc(s.h),
		at("clusters", s.c, "/hosts"): {"id": f},
	} {
		if answered := s.refused(http.MethodPost, path, body, 403, "APPROVAL_REQUIRED"); answered.message() != reason {
			t.Errorf("the message is %q", answered.message())
		}
		s.must(http.MethodPost, path+"?approved=yes", body)
	}
	s.must(http.MethodPost, at("hosts", f, "/ports"), map[string]any{"type": "FC", "address": s.fabric + "ee"}) // it reaches the volume already
	s.mapped("hosts", f, s.volume("x", s.pool, 1))
}

func TestZeroIsNoNamespace(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	x, zero, member := s.volume("x", s.pool, 1), s.host("zero"), s.host("member")
	s.mapped("hosts", zero, x, 0)
	s.refused(http.MethodPost, at("hosts", zero, "/ports"), s.nvme(zero), 409, "CANT_ADD_NVME_OF_PORT_TO_HOST_WITH_VOLUMES_MAPPED_USING_NSID_0")
	s.port(s.h, "NVME", s.nqn)
	s.refused(http.MethodPost, at("hosts", s.h, "/luns"), map[string]any{"volume_id": s.v, "lun": 0}, 409, "VOLUME_CANNOT_BE_MAPPED_TO_NVME_OF_HOST_WITH_NSID_0")
	s.member(s.c, s.h)
	s.member(s.c, member)
	s.refused(http.MethodPost, at("clusters", s.c, "/luns"), map[string]any{"volume_id": s.v, "lun": 0}, 409, "VOLUME_CANNOT_BE_MAPPED_TO_NVME_OF_CLUSTER_WITH_NSID_0")
	s.refused(http.MethodPost, at("hosts", member, "/luns"), map[string]any{"volume_id": s.v, "lun": 0}, 409, "VOLUME_CANNOT_BE_MAPPED_TO_HOST_IN_NVME_OF_CLUSTER_WITH_NSID_0")
	s.refused(http.MethodPost, at("clusters", s.c, "/hosts"), map[string]any{"id": zero}, 409, "CANT_ADD_HOST_WITH_VOLUMES_MAPPED_USING_NSID_0_TO_NVME_OF_CLUSTER")
	d := s.cluster("d")
	s.member(d, zero)
	s.must(http.MethodDelete, at("clusters", s.c, "/hosts/", text(s.h), "?approved=yes"), nil)
	s.refused(http.MethodPost, at("clusters", d, "/hosts"), map[string]any{"id": s.h}, 409, "CANT_ADD_NVME_OF_HOST_TO_CLUSTER_WITH_VOLUMES_MAPPED_USING_NSID_0")
}

func TestNVMeHostsHaveASubsystem(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.port(s.h, "NVME", s.nqn)
	alone := s.get(at("hosts", s.h)).text("subsystem_nqn")
	s.member(s.c, s.h)
	if clustered := s.get(at("hosts", s.h)).text("subsystem_nqn"); clustered == alone || clustered == "" {
		t.Errorf("alone it's %q, in a cluster %q", alone, clustered)
	}
	s.get(at("hosts", s.i)).has(map[string]any{"subsystem_nqn": nil})
}

func TestActiveActiveVolumesAreNotReachedOverNVMe(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	n := s.host("n")
	s.port(n, "NVME", s.nqn)
	s.replicate(s.v, "ACTIVE_ACTIVE")
	s.mapped("hosts", s.h, s.v)
	s.mapped("clusters", s.c, s.v)
	for _, test := range []struct {
		path string
		body map[string]any
		code string
		says string
	}{
		{
			at("hosts", n, "/luns?approved=yes"), map[string]any{"volume_id": s.v}, "ACTIVE_ACTIVE_VOLUME_CANNOT_BE_MAPPED_TO_NVME_OF_HOST",
			"Mapping of volume 'v' failed because active-active replication volumes cannot be mapped to hosts or clusters that contain NVMe-oF ports",
		},
		{
			at("hosts", s.h, "/ports"), s.nvme(s.h), "NVME_OF_PORT_NOT_ALLOWED_FOR_ACTIVE_ACTIVE_VOLUME",
			"Adding an NVMe-oF port to host 'h' failed because the host has, directly or via a cluster, active-active replication volumes mapped to it",
		},
		{
			at("clusters", s.c, "/hosts"), map[string]any{"id": n}, "NVME_OF_HOST_CANNOT_JOIN_ACTIVE_ACTIVE_CLUSTER",
			"Adding host 'n' to cluster 'c' failed because hosts containing NVMe-oF ports cannot be added to clusters to which active-active replication volumes are mapped",
		},
	} {
		if answered := s.refused(http.MethodPost, test.path, test.body, 409, test.code); answered.message() != test.says {
			t.Errorf("the message is %q", answered.message())
		}
	}
	s.port(s.h, "FC", s.fabric+"01")
}
