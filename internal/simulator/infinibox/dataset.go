package infinibox

// datasetRoutes are the endpoints of the section "Dataset".
func (a *Array) datasetRoutes() []route {
	return []route{
		listOn("datasets", "GetAllDatasetsFiltered", a.listDatasets, "include_data_reduction_hist"),
		get("datasets/{id}", a.getDataset),
		listOn("datasets/internal_datasets/{internal_type}", "GetAllInternalDatasets", a.listInternalDatasets),
		listOn("datasets/{parent_id}/internal_datasets", "GetInternalDatasets", a.listNothingOfDataset),
		put("datasets/bulk", owners(), a.updateDatasets),
	}
}

func (a *Array) listDatasets(c *call) (*answer, error) {
	if err := c.checkFlag("include_data_reduction_hist"); err != nil {
		return nil, err
	}
	return listing(c, a.datasetFields, a.datasets)
}

func (a *Array) datasetAt(c *call) (dataset, error) {
	id, err := c.id()
	if err != nil {
		return dataset{}, err
	}
	d, ok := a.dataset(id)
	if !ok {
		return dataset{}, fail("DATASET_NOT_FOUND")
	}
	return d, nil
}

func (a *Array) getDataset(c *call) (*answer, error) {
	d, err := a.datasetAt(c)
	if err != nil {
		return nil, err
	}
	return shown(a.datasetFields, d, a.datasetFields.pluck(c.params.Get("fields"))), nil
}

// listInternalDatasets is empty: this array makes no internal datasets.
func (a *Array) listInternalDatasets(c *call) (*answer, error) {
	if err := c.checkInternalType(); err != nil {
		return nil, err
	}
	return listOf[dataset](c, a.datasetFields, nil)
}

func (a *Array) listNothingOfDataset(c *call) (*answer, error) {
	if _, err := a.datasetAt(c); err != nil {
		return nil, err
	}
	return values(c, nil)
}
