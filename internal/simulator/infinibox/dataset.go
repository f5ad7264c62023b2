package infinibox

// datasetRoutes are the endpoints of the section "Dataset". Only volumes are
// datasets here; file systems have a collection of their own.
func (a *Array) datasetRoutes() []route {
	return []route{
		listOn("datasets", "GetAllDatasetsFiltered", a.listDatasets, "include_data_reduction_hist"),
		get("datasets/{id}", a.getDataset),
		listOn("datasets/internal_datasets/{internal_type}", "GetAllInternalDatasets", a.listInternalVolumes),
		listOn("datasets/{parent_id}/internal_datasets", "GetInternalDatasets", a.listNothingOfDataset),
		put("datasets/bulk", owners(), a.updateDatasets),
	}
}

func (a *Array) listDatasets(c *call) (*answer, error) {
	if err := c.checkFlag("include_data_reduction_hist"); err != nil {
		return nil, err
	}
	return a.volumes.list(c)
}

func (a *Array) datasetAt(c *call) (*volume, error) {
	id, err := c.id()
	if err != nil {
		return nil, err
	}
	v, ok := a.volumes.find(id)
	if !ok {
		return nil, fail("DATASET_NOT_FOUND")
	}
	return v, nil
}

func (a *Array) getDataset(c *call) (*answer, error) {
	v, err := a.datasetAt(c)
	if err != nil {
		return nil, err
	}
	return shown(a.volumes.schema, v, a.volumes.pluck(c.params.Get("fields"))), nil
}

func (a *Array) listNothingOfDataset(c *call) (*answer, error) {
	if _, err := a.datasetAt(c); err != nil {
		return nil, err
	}
	return values(c, nil)
}

// updateDatasets changes one field of several datasets at once.
func (a *Array) updateDatasets(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("ids", "data"); err != nil {
		return nil, err
	}
	if err := d.require("ids", "data"); err != nil {
		return nil, err
	}
	ids, _, err := d.numbers("ids")
	if err != nil {
		return nil, err
	}
	given, ok := d["data"].(map[string]any)
	if !ok {
		return nil, fail("MALFORMED_PARAMETER", "data")
	}
	data := document(given)
	name, err := data.single()
	if err != nil {
		return nil, err
	}
	if name != "ssa_express_enabled" { // its errors say so, against its sample
		return nil, fail("SET_MISSING_ATTRIBUTE", name)
	}
	if _, err := data.demandedFlag(name); err != nil {
		return nil, err
	}
	var chosen []*volume
	for _, id := range ids {
		v, ok := a.volumes.find(id)
		if !ok {
			return nil, fail("DATASET_NOT_FOUND")
		}
		chosen = append(chosen, v)
	}
	if data[name] == true {
		if err := c.approve("This action will add the selected datasets to the SSA Express queue"); err != nil {
			return nil, err
		}
	}
	return a.applyToDatasets(c, chosen, data)
}

// applyToDatasets changes one field of each; when one refuses, none has
// changed.
func (a *Array) applyToDatasets(c *call, chosen []*volume, data document) (*answer, error) {
	name, err := data.single()
	if err != nil {
		return nil, err
	}
	change := volumeChanges()[name]
	before := make([]volume, len(chosen))
	for i, v := range chosen {
		before[i] = *v
		if err := change(c, v, data); err != nil {
			for j := range i + 1 {
				*chosen[j] = before[j]
			}
			return nil, err
		}
	}
	for _, v := range chosen {
		v.updated = c.millis()
	}
	return &answer{result: func(buf []byte) []byte {
		buf = append(buf, '[')
		for i, v := range chosen {
			if i > 0 {
				buf = append(buf, ',')
			}
			buf = a.volumes.append(buf, v, nil)
		}
		return append(buf, ']')
	}}, nil
}
