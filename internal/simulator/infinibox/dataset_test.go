package infinibox_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// filesystem makes a file system of a gigabyte.
func (a *array) filesystem(name string, pool int64) int64 {
	a.t.Helper()
	return a.must(http.MethodPost, "filesystems", map[string]any{"name": name, "pool_id": pool, "size": gigabyte}).id()
}

func express(enable any, ids ...int64) map[string]any {
	return map[string]any{"ids": ids, "data": map[string]any{"ssa_express_enabled": enable}}
}

func TestSeveralDatasetsChangeTogetherOrNotAtAll(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 2)
	v, w, fs := a.volume("v", p, 1), a.volume("w", p, 1), a.filesystem("fs", p)
	a.refused(http.MethodPut, "datasets/bulk", express(true, v, w), 403, "APPROVAL_REQUIRED").
		says(t, "This action will add the selected datasets to the SSA Express queue")
	a.refused(http.MethodPut, "datasets/bulk?approved=yes", express(true, v, fs, a.snapshot("s", v)), 403, "INVALID_SSA_EXPRESS_DATASET_TYPE")
	for _, id := range []int64{v, fs} {
		a.get(at("datasets", id)).has(map[string]any{"ssa_express_enabled": false})
	}
	done := a.send(http.MethodPut, "datasets/bulk?approved=yes", express(true, w, v, fs)).items(t)
	if len(done) != 3 || done[0].id() != w || done[1].id() != v || done[2].id() != fs {
		t.Errorf("the answer is %v", done)
	}
	for _, id := range []int64{v, w, fs} {
		a.get(at("datasets", id)).has(map[string]any{"ssa_express_enabled": true})
	}
}

func TestAChangeOfSeveralDatasetsIsRefusedAsAWhole(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	v := a.volume("v", a.pool("p", 2), 1)
	sets := func(data any) map[string]any { return map[string]any{"ids": []int64{v}, "data": data} }
	for _, test := range []struct {
		body    any
		status  int
		code    string
		message string
	}{
		{sets(map[string]any{"ssa_express_enabled": true, "name": "x"}), 400, "NOT_SUPPORTED_MULTIPLE_UPDATE", "This resource does not support updating multiple fields in one request"},
		{express("perhaps", v), 400, "MALFORMED_PARAMETER", "A parameter ('ssa_express_enabled') could not be translated to an expected type"},
		{sets(map[string]any{"illegal_attribute": true}), 400, "SET_MISSING_ATTRIBUTE", "Attribute not found: 'illegal_attribute'"},
		{sets("text"), 400, "MALFORMED_CONTENT", "The request content is malformed"},
		{sets(map[string]any{}), 400, "MALFORMED_CONTENT", "The request content is malformed"},
		{sets(map[string]any{"write_protected": true}), 409, "OPERATION_NOT_SUPPORTED", "Multiple updates of attribute 'write_protected' is not supported"},
		{express(false, v), 409, "DATASET_SSA_EXPRESS_ALREADY_DISABLED", "Dataset 'v' was not in SSA Express cache"},
		{express(true, v, 999), 404, "DATASET_NOT_FOUND", "Dataset not found"},
	} {
		a.refused(http.MethodPut, "datasets/bulk?approved=yes", test.body, test.status, test.code).
			says(t, "The action could not be performed for the selected entities and was canceled: "+test.message)
	}
}

func TestDatasetsAreVolumesSnapshotsAndFileSystems(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, q := a.pool("p", 2), a.pool("q", 2)
	v := a.volume("beta", p, 3)
	a.filesystem("alpha", q)
	a.snapshot("snap", v)
	a.volume("Alpha", q, 2)
	g := a.group("g", p, v)
	for query, want := range map[string][]string{
		"":                                  {"beta", "alpha", "snap", "Alpha"},
		"?dataset_type=FILESYSTEM":          {"alpha"},
		"?dataset_type=volume&type=MASTER":  {"beta", "Alpha"},
		"?name=alpha":                       {"alpha", "Alpha"},
		"?name=like:lph&sort=-id":           {"Alpha", "alpha"},
		"?sort=-size,name":                  {"beta", "snap", "Alpha", "alpha"},
		"?page=2&page_size=3":               {"Alpha"},
		fmt.Sprintf("?pool_id=%d", q):       {"alpha", "Alpha"},
		fmt.Sprintf("?cg_id=%d", g):         {"beta"},
		fmt.Sprintf("?id=in:%d,%d", v+1, v): {"beta", "alpha"},
	} {
		if got := a.names("datasets" + query); !slices.Equal(got, want) {
			t.Errorf("datasets%s lists %v, want %v", query, got, want)
		}
	}
	a.refused(http.MethodGet, "datasets?qos_shared_policy_name=x", nil, 400, "NOT_FILTERABLE_FIELD")
	a.refused(http.MethodGet, "datasets?udid=1", nil, 400, "NOT_FILTERABLE_FIELD")
	a.refused(http.MethodGet, "datasets?sort=qos_shared_policy_name", nil, 400, "NOT_SORTABLE_FIELD")
}

func TestADatasetShowsTheFieldsOfVolumes(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 2)
	v, fs := a.volume("v", p, 1), a.filesystem("fs", p)
	volume, seen, files := a.get(at("volumes", v)), a.get(at("datasets", v)), a.get(at("datasets", fs))
	if jsonOf(t, volume.fields) != jsonOf(t, seen.fields) {
		t.Errorf("the volume is %s as a dataset", jsonOf(t, seen.fields))
	}
	if len(files.fields) != len(volume.fields) {
		t.Errorf("a file system has %d fields, a volume %d", len(files.fields), len(volume.fields))
	}
	files.has(map[string]any{"name": "fs", "dataset_type": "FILESYSTEM", "pool_id": p, "pool_name": "p", "type": "MASTER", "udid": nil})
	if got := a.get(at("datasets", fs, "?fields=name,dataset_type")); len(got.fields) != 2 {
		t.Errorf("plucked are %v", got.fields)
	}
	a.refused(http.MethodGet, "datasets/9", nil, 404, "DATASET_NOT_FOUND").says(t, "Dataset not found")
}

func TestThereAreNoInternalDatasets(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	v := a.volume("v", a.pool("p", 1), 1)
	for _, path := range []string{"datasets/internal_datasets/master", "datasets/internal_datasets/SNAPSHOT", at("datasets", v, "/internal_datasets")} {
		if got := a.send(http.MethodGet, path, nil); len(got.items(t)) != 0 || got.Meta.Objects != 0 {
			t.Errorf("%s lists %s", path, got.body)
		}
	}
	a.refused(http.MethodGet, "datasets/internal_datasets/other", nil, 400, "MALFORMED_PARAMETER")
	a.refused(http.MethodGet, "datasets/9/internal_datasets", nil, 404, "DATASET_NOT_FOUND")
}
