package infinibox_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestAMappingShowsWhatItIsOf(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.must(http.MethodPut, at("volumes", s.v), map[string]any{"udid": 1234})
	made := s.must(http.MethodPost, at("hosts", s.h, "/luns"), map[string]any{"volume_id": s.v})
	want := map[string]any{"udid": 1234, "host_cluster_id": 0, "volume_id": s.v, "clustered": false, "host_id": s.h, "id": made.id(), "lun": 1}
	for path, shown := range map[string]object{
		"the create":    made,
		"the mapping":   s.get(at("hosts", s.h, "/luns/1")),
		"the listing":   s.send(http.MethodGet, at("hosts", s.h, "/luns"), nil).items(t)[0],
		"of the volume": s.send(http.MethodGet, at("volumes", s.v, "/luns"), nil).items(t)[0],
	} {
		t.Run(path, func(t *testing.T) {
			shown.t = t
			shown.has(want)
		})
	}
	s.get(at("hosts", s.h)).has(map[string]any{"luns": []any{want}, "luns_count": 1})
	s.get(at("volumes", s.v)).has(map[string]any{"mapped": true})
}

func TestNumbersAreTheLowestThatAreFree(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	x, y := s.volume("x", s.pool, 1), s.volume("y", s.pool, 1)
	s.mapped("hosts", s.h, s.v, 0)
	s.mapped("hosts", s.h, s.w, 2)
	s.mapped("hosts", s.h, x).has(map[string]any{"lun": 1})
	s.mapped("hosts", s.h, y).has(map[string]any{"lun": 3})
	s.must(http.MethodDelete, at("hosts", s.h, "/luns/lun/1?approved=yes"), nil)
	s.mapped("hosts", s.h, x).has(map[string]any{"lun": 1})
	if got := s.numbers(at("hosts", s.h, "/luns"), "lun"); !slices.Equal(got, []int64{0, 2, 3, 1}) {
		t.Errorf("the numbers are %v", got)
	}
}

func TestClustersNumbersBeginAtEleven(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.member(s.c, s.h)
	s.mapped("clusters", s.c, s.v).has(map[string]any{"lun": 11})
	s.mapped("clusters", s.c, s.w).has(map[string]any{"lun": 12})
	s.mapped("hosts", s.h, s.volume("x", s.pool, 1)).has(map[string]any{"lun": 1})
}

func TestNumbersHaveARange(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	for _, lun := range []int{-1, 16384} {
		answered := s.refused(http.MethodPost, at("hosts", s.h, "/luns"), map[string]any{"volume_id": s.v, "lun": lun}, 409, "ILLEGAL_LUN")
		if answered.message() != "The LUN number passed is not in range" {
			t.Errorf("the message is %q", answered.message())
		}
	}
	s.mapped("hosts", s.h, s.v, 16383)
	s.mapped("hosts", s.i, s.w, 0)
}

func TestMappingIsRefused(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.mapped("hosts", s.h, s.v, 5)
	s.member(s.c, s.i)
	s.mapped("clusters", s.c, s.w, 5)
	x := s.volume("x", s.pool, 1)
	s.mapped("hosts", s.i, x, 20)
	fs := s.must(http.MethodPost, "filesystems", map[string]any{"name": "fs", "pool_id": s.pool, "size": gigabyte}).id()
	for _, test := range []struct {
		what    string
		path    string
		body    map[string]any
		status  int
		code    string
		message string
	}{
		{"no volume", at("hosts", s.h), map[string]any{"lun": 1}, 400, "MISSING_FIELD", "A field ('volume_id') is missing in an object passed"},
		{"a word for a volume", at("hosts", s.h), map[string]any{"volume_id": "v"}, 400, "MALFORMED_PARAMETER", ""},
		{"a word for a number", at("hosts", s.h), map[string]any{"volume_id": s.v, "lun": "one"}, 400, "MALFORMED_PARAMETER", ""},
		{"an unknown field", at("hosts", s.h), map[string]any{"volume_id": s.v, "udid": 1}, 400, "UNSUPPORTED_FIELD", ""},
		{"an unknown volume", at("hosts", s.h), map[string]any{"volume_id": 999}, 404, "VOLUME_NOT_FOUND", ""},
		{"a file system", at("hosts", s.h), map[string]any{"volume_id": fs}, 404, "VOLUME_NOT_FOUND", ""},
		{"an unknown host", "hosts/999", map[string]any{"volume_id": s.v}, 404, "HOST_NOT_FOUND", ""},
		{"an unknown cluster", "clusters/999", map[string]any{"volume_id": s.v}, 404, "HOST_CLUSTER_NOT_FOUND", ""},
		{"twice to a host", at("hosts", s.h), map[string]any{"volume_id": s.v}, 409, "MAPPING_ALREADY_EXISTS", "Volume 'v' is already mapped to 'h'"},
		{"twice to a cluster", at("clusters", s.c), map[string]any{"volume_id": s.w}, 409, "MAPPING_ALREADY_EXISTS", "Volume 'w' is already mapped to 'c'"},
		{"a number in use", at("hosts", s.h), map[string]any{"volume_id": s.volume("a", s.pool, 1), "lun": 5}, 409, "LUN_EXISTS", "LUN already exists"},
		{"the cluster's number", at("hosts", s.i), map[string]any{"volume_id": s.volume("b", s.pool, 1), "lun": 5}, 409, "LUN_EXISTS", ""},
		{"a member's number", at("clusters", s.c), map[string]any{"volume_id": s.volume("d", s.pool, 1), "lun": 20}, 409, "LUN_EXISTS", ""},
		{
			"what the cluster has", at("hosts", s.i), map[string]any{"volume_id": s.w}, 409, "MAPPING_ALREADY_INHERITED",
			"Volume 'w' is already mapped to Cluster 'c'. (Host 'i' is a member of this cluster)",
		},
		{
			"what a member has", at("clusters", s.c), map[string]any{"volume_id": x}, 409, "MAPPING_NOT_ALLOWED",
			"Volume 'x' is already mapped to a specific host 'i' that is a member of cluster 'c'",
		},
	} {
		t.Run(test.what, func(t *testing.T) {
			t.Parallel()
			answered := s.on(t).refused(http.MethodPost, test.path+"/luns", test.body, test.status, test.code)
			if test.message != "" && answered.message() != test.message {
				t.Errorf("the message is %q, not %q", answered.message(), test.message)
			}
		})
	}
}

func TestASecondHostIsDangerous(t *testing.T) {
	t.Parallel()
	for _, to := range []string{"hosts", "clusters"} {
		t.Run(to, func(t *testing.T) {
			t.Parallel()
			s := newSAN(newArray(t, noOptions))
			s.mapped("hosts", s.h, s.v)
			path := at(to, map[string]int64{"hosts": s.i, "clusters": s.c}[to], "/luns")
			answered := s.refused(http.MethodPost, path, map[string]any{"volume_id": s.v}, 403, "APPROVAL_REQUIRED")
			const reason = "Mapping a volume to more than one host or cluster may result in a host corrupting the other host's data. " +
				"If the hosts belong to the same cluster, it is recommended to define them as a cluster in the system"
			if answered.message() != reason {
				t.Errorf("the message is %q", answered.message())
			}
			s.must(http.MethodPost, path+"?approved=yes", map[string]any{"volume_id": s.v})
			if got := s.numbers(at("volumes", s.v, "/luns"), "volume_id"); len(got) != 2 {
				t.Errorf("the volume has %d mappings", len(got))
			}
		})
	}
}

func TestUnmappingIsDangerous(t *testing.T) {
	t.Parallel()
	for _, by := range []string{"lun", "volume_id"} {
		for _, to := range []string{"hosts", "clusters"} {
			t.Run(to+" by "+by, func(t *testing.T) {
				t.Parallel()
				s := newSAN(newArray(t, noOptions))
				owner := map[string]int64{"hosts": s.h, "clusters": s.c}[to]
				snap := s.snapshot("s", s.v)
				for volume, reason := range map[int64]string{
					s.v:  "Unmapping volume 'v' may cause loss of access to the volume data",
					snap: "Unmapping snapshot 's' may cause loss of access to the snapshot data",
				} {
					made := s.mapped(to, owner, volume)
					path := at(to, owner, "/luns/volume_id/", text(volume))
					if by == "lun" {
						path = at(to, owner, "/luns/lun/", text(made.number("lun")))
					}
					if answered := s.refused(http.MethodDelete, path, nil, 403, "APPROVAL_REQUIRED"); answered.message() != reason {
						t.Errorf("the message is %q", answered.message())
					}
					s.must(http.MethodDelete, path+"?approved=yes", nil).has(made.fields)
					s.refused(http.MethodDelete, path+"?approved=yes", nil, 404, "LUN_NOT_FOUND")
					s.get(at("volumes", volume)).has(map[string]any{"mapped": false})
				}
			})
		}
	}
}

func TestAMappedVolumeStaysAsItIs(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	snap := s.snapshot("s", s.w)
	s.mapped("hosts", s.h, s.v)
	s.mapped("hosts", s.h, snap)
	for _, test := range []struct {
		method, path string
		body         any
		code         string
	}{
		{http.MethodDelete, at("volumes", s.v, "?approved=yes"), nil, "VOLUME_IS_MAPPED"},
		{http.MethodDelete, at("volumes", snap, "?approved=yes"), nil, "VOLUME_IS_MAPPED"},
		{http.MethodDelete, at("volumes", s.w, "?approved=yes"), nil, "CHILD_VOLUMES_ARE_MAPPED"},
		{http.MethodPut, at("volumes", s.v), map[string]any{"udid": 7}, "UDID_ILLEGAL_MODIFICATION"},
	} {
		s.refused(test.method, test.path, test.body, 409, test.code)
	}
	if got := s.names("volumes?mapped=true&sort=name"); !slices.Equal(got, []string{"s", "v"}) {
		t.Errorf("mapped are %q", got)
	}
	s.must(http.MethodPut, at("volumes", s.v), map[string]any{"name": "renamed"})
	s.must(http.MethodPut, at("volumes", s.v), map[string]any{"size": 2 * gigabyte})
}

func TestAVolumeIsMappedUntilItsLastMappingEnds(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.mapped("hosts", s.h, s.v)
	s.mapped("hosts", s.i, s.v)
	s.must(http.MethodDelete, at("hosts", s.h, "/luns/volume_id/", text(s.v), "?approved=yes"), nil)
	s.get(at("volumes", s.v)).has(map[string]any{"mapped": true})
	s.must(http.MethodDelete, at("hosts", s.i, "/luns/volume_id/", text(s.v), "?approved=yes"), nil)
	s.get(at("volumes", s.v)).has(map[string]any{"mapped": false})
	s.must(http.MethodDelete, at("volumes", s.v), nil)
}

func TestMappingsAreLimited(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, infinibox.Options{Limits: infinibox.Limits{SAN: infinibox.SANLimits{Mappings: 4}}}))
	s.member(s.c, s.h)
	s.member(s.c, s.i)
	s.mapped("clusters", s.c, s.v) // three: the cluster's and each host's
	answered := s.refused(http.MethodPost, at("clusters", s.c, "/luns"), map[string]any{"volume_id": s.w}, 409, "MAPPINGS_COUNT_LIMIT")
	if answered.message() != "Total mappings count limit reached: 4" {
		t.Errorf("the message is %q", answered.message())
	}
	s.mapped("hosts", s.h, s.w)
	s.refused(http.MethodPost, at("clusters", s.c, "/hosts"), map[string]any{"id": s.host("j")}, 409, "MAPPINGS_COUNT_LIMIT")
}

func TestPoolAdministratorsMapTheirOwnVolumes(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.must(http.MethodPut, at("pools", s.pool), map[string]any{"owners": []int{101}})
	foreign := s.volume("foreign", s.array.pool("q", 2), 1)
	s.mapped("hosts", s.h, foreign)
	owner := s.login("pool_admin")
	owner.must(http.MethodPost, at("hosts", s.h, "/luns"), map[string]any{"volume_id": s.v})
	answered := owner.refused(http.MethodPost, at("clusters", s.c, "/luns"), map[string]any{"volume_id": foreign}, 403, "USER_IS_FORBIDDEN")
	if want := "'foreign' is located in a pool on which the current user has read-only permissions"; answered.message() != want {
		t.Errorf("the message is %q", answered.message())
	}
	owner.refused(http.MethodDelete, at("hosts", s.h, "/luns/lun/1?approved=yes"), nil, 403, "USER_IS_FORBIDDEN")
	owner.must(http.MethodDelete, at("hosts", s.h, "/luns/lun/2?approved=yes"), nil)
	s.login("read_only").refused(http.MethodPost, at("hosts", s.h, "/luns"), map[string]any{"volume_id": s.v}, 403, "UNAUTHORIZED")
}

func TestOpenVMSHostsHaveRulesOfTheirOwn(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	p := a.pool("p", 2)
	withID := func(name string, udid int) int64 {
		return a.must(http.MethodPost, "volumes", map[string]any{"name": name, "pool_id": p, "size": gigabyte, "udid": udid}).id()
	}
	plain, one, other := a.volume("plain", p, 1), withID("one", 1), withID("other", 1)
	host := a.must(http.MethodPost, "hosts", map[string]any{"name": "h", "host_type": "OPENVMS"}).id()
	cluster := a.must(http.MethodPost, "clusters", map[string]any{"name": "c", "host_type": "OPENVMS"}).id()
	a.refused(http.MethodPost, at("hosts", host, "/luns"), map[string]any{"volume_id": one, "lun": 0}, 409, "OPENVMS_LUN_CONTROLLER")
	a.refused(http.MethodPost, at("clusters", cluster, "/luns"), map[string]any{"volume_id": one, "lun": 0}, 409, "OPENVMS_LUN_CONTROLLER")
	a.refused(http.MethodPost, at("hosts", host, "/luns"), map[string]any{"volume_id": plain}, 409, "OPENVMS_MISSING_UDID")
	a.refused(http.MethodPost, at("clusters", cluster, "/luns"), map[string]any{"volume_id": plain}, 409, "OPENVMS_MISSING_UDID")
	a.mapped("hosts", host, one)
	answered := a.refused(http.MethodPost, at("hosts", host, "/luns"), map[string]any{"volume_id": other}, 409, "OPENVMS_HOST_UDID_EXISTS")
	if want := "UDID is not unique among host 'h' mapped volumes"; answered.message() != want {
		t.Errorf("the message is %q", answered.message())
	}
	a.mapped("clusters", cluster, other)
	a.refused(http.MethodPost, at("clusters", cluster, "/hosts"), map[string]any{"id": host}, 409, "OPENVMS_CLUSTER_UDID_EXISTS")
	a.refused(http.MethodPost, at("clusters", cluster, "/luns?approved=yes"), map[string]any{"volume_id": one}, 409, "OPENVMS_CLUSTER_UDID_EXISTS")
	a.must(http.MethodDelete, at("clusters", cluster, "/luns/volume_id/", text(other), "?approved=yes"), nil)
	a.member(cluster, host)
	a.refused(http.MethodPost, at("clusters", cluster, "/luns"), map[string]any{"volume_id": other}, 409, "OPENVMS_HOST_UDID_EXISTS")
}
