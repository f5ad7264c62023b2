package client

import "strings"

// unprovenCall is a request whose line isn't published: called is what the
// entities call it by, sent is what a platform gets.
type unprovenCall struct{ called, sent string }

// unproven are the requests whose line was made up after the pattern of
// published ones, because only their reply is published, or neither. Whoever
// finds that a platform takes another line corrects the second column here and
// nothing else. Paths are relative to the platform unless they begin with
// "v3/"; what stands in braces is passed on.
func unproven() []unprovenCall {
	return []unprovenCall{
		{"GET v3/Security/HTTPS", "GET v3/Security/HTTPS"},
		{"GET FabricDefaultPortMode", "GET FabricDefaultPortMode"},
		{"GET FabricPortMode", "GET FabricPortMode"},
		{"GET SharedIp", "GET SharedIp"},
		{"GET MonitoredSensors", "GET MonitoredSensors"},
		{"GET Password", "GET Password"},
		{"POST Password", "POST Password"},
		{"GET AlarmLevel", "GET AlarmLevel"},
		{"GET Oid", "GET Oid"},
		{"GET LED/Identify", "GET LED/Identify"},
		{"GET PresentNodes", "GET PresentNodes"},
		{"GET Node/{n}/Value", "GET Node/{n}/Value"},
		{"GET Node/{n}/ManagementNetwork", "GET Node/{n}/ManagementNetwork"},
		{"GET Node/{n}/Sensor/{s}/Value", "GET Node/{n}/Sensor/{s}/Value"},
		{"GET Node/{n}/Sensor/{s}/Info", "GET Node/{n}/Sensor/{s}/Info"},
		{"GET Node/{n}/Payloads", "GET Node/{n}/Payloads"},
		{"GET Node/{n}/AlarmLevel", "GET Node/{n}/AlarmLevel"},
		{"GET Node/{n}/LED/Identify", "GET Node/{n}/LED/Identify"},
		{"POST Node/{n}/KVM", "POST Node/{n}/KVM"},
		{"GET Node/{n}/Payload/{y}/Value", "GET Node/{n}/Payload/{y}/Value"},
		{"GET Node/{n}/Payload/{y}/Nics", "GET Node/{n}/Payload/{y}/Nics"},
		{"GET Node/{n}/Payload/{y}/Nic/{i}/Network", "GET Node/{n}/Payload/{y}/Nic/{i}/Network"},
		{"GET SEL/Settings", "GET SEL/Settings"},
		{"GET PSU/{u}/AlarmLevel", "GET PSU/{u}/AlarmLevel"},
		{"GET PSU/{u}/LED/Identify", "GET PSU/{u}/LED/Identify"},
		{"POST PSU/{u}/LED/Identify", "POST PSU/{u}/LED/Identify"},
		{"GET Fan/{f}/AlarmLevel", "GET Fan/{f}/AlarmLevel"},
		{"GET Fan/{f}/LED/Identify", "GET Fan/{f}/LED/Identify"},
		{"GET Fan/{f}/Value", "GET Fan/{f}/Value"},
	}
}

// proven is the request that is really sent for the one that is called.
func proven(method, path string) (sentMethod, sentPath string) {
	return corrected(unproven(), method, path)
}

func corrected(calls []unprovenCall, method, path string) (sentMethod, sentPath string) {
	place, query, queried := strings.Cut(path, "?")
	for _, call := range calls {
		if call.called == call.sent {
			continue
		}
		calledMethod, pattern, _ := strings.Cut(call.called, " ")
		values, ok := fits(pattern, place)
		if !ok || calledMethod != method {
			continue
		}
		sentMethod, sentPath, _ = strings.Cut(call.sent, " ")
		for variable, value := range values {
			sentPath = strings.ReplaceAll(sentPath, variable, value)
		}
		if queried {
			sentPath += "?" + query
		}
		return sentMethod, sentPath
	}
	return method, path
}
