package infinibox

import "fmt"

// filesystemFigure is a field of file systems that follows from others, nil for
// any other field.
func filesystemFigure(name string) func(*record) value {
	switch name {
	case "family_id":
		return func(r *record) value { return number(r.family()) }
	case "num_blocks":
		return func(r *record) value { return number(r.get("size").num / blockSize) }
	case "serial":
		return func(r *record) value { return word(r.serial()) }
	case "nguid":
		return func(r *record) value { return word(nguidOf(r.serial())) }
	default:
		return nil
	}
}

// filesystemStandards are the fields of a new file system as the sample shows
// them. Nothing is ever written to it.
func filesystemStandards() map[string]value {
	return map[string]value{
		"used": number(0), "allocated": number(0), "tree_allocated": number(0), "snapdir_name": word(".snapshot"),
	}
}

// family is the id of the file system that a snapshot comes from in the end, or
// its own.
func (r *record) family() int64 {
	id := r.id
	for {
		parent, ok := r.home.recordsOf("filesystems").find(r.get("parent_id").num)
		if !ok {
			return id
		}
		r, id = parent, parent.id
	}
}

// serial is the file system's serial number. It lies apart from those of
// volumes, which are counted from 0.
func (r *record) serial() string {
	return fmt.Sprintf("%s8%015x", r.home.serialPrefix(), r.id)
}
