package infinibox

// qosRoutes are the endpoints of the section "Quality of Service" that turn it
// on for the system. Nothing in the reference turns it off again.
func (a *Array) qosRoutes() []route {
	return []route{
		get("qos/state", func(*call) (*answer, error) { return a.qosState(), nil }),
		post("qos/enable", administrators(), func(*call) (*answer, error) {
			a.qos = true
			return plain(flag(true)), nil
		}),
	}
}

// qosState answers {"is_enabled": ...}.
func (a *Array) qosState() *answer {
	return &answer{result: func(buf []byte) []byte {
		buf = append(buf, `{"is_enabled":`...)
		return append(flag(a.qos).appendJSON(buf), '}')
	}}
}
