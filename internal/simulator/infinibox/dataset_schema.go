package infinibox

import (
	"cmp"
	"slices"
)

// dataset is a volume, a snapshot or a file system in the view that has them
// all ("Dataset" in the reference). One of the two is set.
type dataset struct {
	volume *volume
	files  *record
}

func (d dataset) identity() int64 {
	if d.volume != nil {
		return d.volume.id
	}
	return d.files.id
}

func (d dataset) label() string {
	if d.volume != nil {
		return d.volume.name
	}
	return d.files.label()
}

// datasetSchema has the fields of volumes; what a file system doesn't have of
// them is null.
func datasetSchema() *schema[dataset] {
	ofVolumes := volumeSchema()
	fields := make([]field[dataset], len(ofVolumes.fields))
	for i, f := range ofVolumes.fields {
		fields[i] = field[dataset]{name: f.name, kind: f.kind, of: f.of, get: func(d dataset) value {
			if d.volume != nil {
				return f.get(d.volume)
			}
			return d.files.get(f.name)
		}}
	}
	sortable := slices.DeleteFunc(volumeSortable(), func(name string) bool { return name == "udid" || name == "source_replicated_sg_id" })
	return newSchema(fields, append(slices.Clone(sortable), "reducible_data_percents", "reducible_data_reduction_ratio",
		// The reference's lists leave these out, its overview's examples use them.
		"pool_id", "parent_id", "cg_id"), sortable)
}

// dataset finds a volume, snapshot or file system.
func (a *Array) dataset(id int64) (dataset, bool) {
	if v, ok := a.volumes.find(id); ok {
		return dataset{volume: v}, true
	}
	r, ok := a.recordsOf("filesystems").find(id)
	return dataset{files: r}, ok
}

// datasets are the datasets that can meet the conditions, ordered by id. The
// indexes of ids and names spare a walk over all.
func (a *Array) datasets(conditions []condition[dataset]) []dataset {
	for _, cond := range conditions {
		if cond.relation != "EQ" && cond.relation != "IN" {
			continue
		}
		switch cond.field.name {
		case "id":
			return a.datasetsWith(cond.operands)
		case "name":
			return a.datasetsNamed(cond.operands)
		}
	}
	volumes, files := a.volumes.items, a.recordsOf("filesystems").items
	all := make([]dataset, 0, len(volumes)+len(files))
	for len(volumes)+len(files) > 0 {
		if len(files) == 0 || len(volumes) > 0 && volumes[0].id < files[0].id {
			all, volumes = append(all, dataset{volume: volumes[0]}), volumes[1:]
		} else {
			all, files = append(all, dataset{files: files[0]}), files[1:]
		}
	}
	return all
}

// datasetsWith are the datasets with some ids.
func (a *Array) datasetsWith(ids []value) []dataset {
	var found []dataset
	for _, id := range ids {
		if d, ok := a.dataset(id.num); ok {
			found = append(found, d)
		}
	}
	return ordered(found)
}

// datasetsNamed are the datasets with some names, in any case.
func (a *Array) datasetsNamed(names []value) []dataset {
	var found []dataset
	for _, name := range names {
		for _, v := range a.volumes.called(name.text) {
			found = append(found, dataset{volume: v})
		}
		for _, r := range a.recordsOf("filesystems").called(name.text) {
			found = append(found, dataset{files: r})
		}
	}
	return ordered(found)
}

// ordered puts datasets in the order of their ids, each once.
func ordered(found []dataset) []dataset {
	slices.SortFunc(found, func(x, y dataset) int { return cmp.Compare(x.identity(), y.identity()) })
	return slices.Compact(found)
}
