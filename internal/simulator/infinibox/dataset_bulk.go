package infinibox

import "errors"

// bulkField is the only field that several datasets can be given at once: the
// others are refused by name, against what the reference's sample sends.
const bulkField = "ssa_express_enabled"

// updateDatasets changes one field of several datasets at once: of all or of
// none, as its refusals say.
func (a *Array) updateDatasets(c *call) (*answer, error) {
	answered, err := a.updateTogether(c)
	return answered, canceled(err)
}

// canceled says of a refusal that it is one of several entities' change.
func canceled(err error) error {
	var refused *failure
	if !errors.As(err, &refused) || refused.code == "APPROVAL_REQUIRED" {
		return err
	}
	return worded(refused.code, "The action could not be performed for the selected entities and was canceled: "+refused.message)
}

func (a *Array) updateTogether(c *call) (*answer, error) {
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
	if !ok || len(given) == 0 {
		return nil, fail("MALFORMED_CONTENT")
	}
	data := document(given)
	name, err := data.single()
	if err != nil {
		return nil, err
	}
	if name != bulkField && a.datasetFields.has(name) {
		return nil, fail("OPERATION_NOT_SUPPORTED", "Multiple updates of attribute '"+name+"'")
	}
	if name != bulkField {
		return nil, fail("SET_MISSING_ATTRIBUTE", name)
	}
	if _, err := data.demandedFlag(name); err != nil {
		return nil, err
	}
	chosen := make([]dataset, 0, len(ids))
	for _, id := range distinct(ids) {
		found, ok := a.dataset(id)
		if !ok {
			return nil, fail("DATASET_NOT_FOUND")
		}
		chosen = append(chosen, found)
	}
	if data[name] == true {
		if err := c.approve("This action will add the selected datasets to the SSA Express queue"); err != nil {
			return nil, err
		}
	}
	if err := a.applyToDatasets(c, chosen, data); err != nil {
		return nil, err
	}
	return a.severalDatasets(chosen), nil
}

// applyToDatasets changes the field of each; when one refuses, none has
// changed.
func (a *Array) applyToDatasets(c *call, chosen []dataset, data document) error {
	for _, d := range chosen {
		if d.volume == nil {
			if err := admitFilesToExpress(d.files, data[bulkField] == true); err != nil {
				return err
			}
		}
	}
	var changed []*volume
	var before []volume
	undo := a.rememberExpress()
	for _, d := range chosen {
		if d.volume == nil {
			continue
		}
		changed, before = append(changed, d.volume), append(before, *d.volume)
		if err := setExpress(c, d.volume, data); err != nil {
			for i, v := range changed {
				*v = before[i]
			}
			undo()
			return err
		}
	}
	for _, d := range chosen {
		if d.volume == nil {
			d.files.set(bulkField, flag(data[bulkField] == true))
			d.files.touch(c.millis())
			continue
		}
		d.volume.updated = c.millis()
	}
	return nil
}

// admitFilesToExpress refuses to do to a file system what is done already.
func admitFilesToExpress(files *record, enable bool) error {
	enabled := files.get(bulkField).equals(flag(true))
	switch {
	case enable && files.get("type").text == snapshot:
		return fail("INVALID_SSA_EXPRESS_DATASET_TYPE")
	case enable && enabled:
		return fail("DATASET_SSA_EXPRESS_ALREADY_ENABLED", files.label())
	case !enable && !enabled:
		return fail("DATASET_SSA_EXPRESS_ALREADY_DISABLED", files.label())
	default:
		return nil
	}
}

// severalDatasets answers datasets as a bare list.
func (a *Array) severalDatasets(chosen []dataset) *answer {
	return &answer{result: func(buf []byte) []byte {
		buf = append(buf, '[')
		for i, d := range chosen {
			if i > 0 {
				buf = append(buf, ',')
			}
			buf = a.datasetFields.append(buf, d, nil)
		}
		return append(buf, ']')
	}}
}
