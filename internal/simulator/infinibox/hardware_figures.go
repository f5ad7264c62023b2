package infinibox

import "fmt"

// hardwareFigure is how the system's health and rack are counted from the
// hardware; nil for what isn't.
func hardwareFigure(name string) func(*Array) value {
	drives := func(state string) func(*Array) value {
		return func(a *Array) value { return number(a.hardwareIn("enclosure_drives", state)) }
	}
	states := map[string]string{
		"active_drives": hardwareActive, "failed_drives": "FAILED", "missing_drives": "MISSING", "phasing_out_drives": "PHASING_OUT",
		"ready_drives": "READY", "testing_drives": "TESTING", "unknown_drives": "UNKNOWN",
	}
	if state, ok := states[name]; ok {
		return drives(state)
	}
	switch name {
	case "active_encrypted_drives":
		return drives(hardwareActive)
	case "inactive_nodes":
		return func(a *Array) value { return number(nodeCount - a.hardwareIn("nodes", hardwareActive)) }
	case "bbu_protected_nodes":
		return func(a *Array) value { return number(a.hardwareIn("nodes", hardwareActive)) }
	case "bbu_aggregate_charge_percent":
		return func(*Array) value { return number(100) }
	case "node_bbu_protection":
		return func(a *Array) value { return ofNative(a.perNode("node-%d", "PROTECTED")) }
	case "bbu_charge_level":
		return func(a *Array) value { return ofNative(a.perNode("bbu-%d", 100)) }
	case "encryption_enabled":
		return func(*Array) value { return flag(true) }
	case "enclosures_number":
		return func(a *Array) value { return number(int64(len(a.recordsOf("enclosures").items))) }
	case "enclosures":
		return (*Array).rack
	default:
		return nil
	}
}

// hardwareIn counts the parts that are in a state.
func (a *Array) hardwareIn(entity, state string) int64 {
	var n int64
	for _, r := range a.recordsOf(entity).items {
		if r.get("state").text == state {
			n++
		}
	}
	return n
}

func (a *Array) perNode(format string, v any) map[string]any {
	per := make(map[string]any)
	for _, node := range a.recordsOf("nodes").items {
		per[fmt.Sprintf(format, node.id)] = v
	}
	return per
}

// rack is every enclosure with its drives.
func (a *Array) rack() value {
	enclosures := a.recordsOf("enclosures").items
	items := make([]value, len(enclosures))
	for i, r := range enclosures {
		items[i] = structure(r.kind.schema.append(nil, r, nil))
	}
	return several(items...)
}
