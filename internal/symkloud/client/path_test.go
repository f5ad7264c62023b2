package client

import "testing"

func TestUnprovenCallsAreCorrectedInOnePlace(t *testing.T) {
	t.Parallel()
	table := []unprovenCall{
		{"GET Oid", "GET Oid"},
		{"GET Node/{n}/Payload/{y}/Value", "POST Node/{n}/Payloads/{y}"},
		{"GET Security", "GET v3/Secure"},
	}
	for called, want := range map[string]string{
		"GET Oid":                    "GET Oid",
		"GET Node/1/Payload/2/Value": "POST Node/1/Payloads/2",
		"GET Security?x=y":           "GET v3/Secure?x=y",
		"PUT Security":               "PUT Security",
		"GET Node/1/Value":           "GET Node/1/Value",
	} {
		method, path := corrected(table, called[:3], called[4:])
		if got := method + " " + path; got != want {
			t.Errorf("%s: %s, want %s", called, got, want)
		}
	}
}

func TestPathsLeadToThePlatformOrTheService(t *testing.T) {
	t.Parallel()
	client := connect(t, "http://mgmt:9090")
	for path, want := range map[string]string{
		"UserList":              "Platform/6/UserList",
		"Node/1/Value?x=%2F":    "Platform/6/Node/1/Value?x=%2F",
		"v3/Security/HTTPS":     "Security/HTTPS",
		"Node/a%2Fb/AlarmLevel": "Platform/6/Node/a%2Fb/AlarmLevel",
	} {
		if got := client.newRequest("GET", path).Path; got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}
