package main

import (
	"bytes"
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// outcome of a run that is not to get as far as serving: exit code and output.
func outcome(t *testing.T, arguments ...string) (code int, stdout, stderr string) {
	t.Helper()
	var output, messages bytes.Buffer
	// Should it start after all, it ends as on Ctrl-C.
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	code = exitCode(run(ctx, devices(), arguments, &output, &messages), &messages)
	return code, output.String(), messages.String()
}

func TestWrongArgumentsEndTheProgramWithTwo(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		arguments []string
		says      string
	}{
		"unknown flag":        {[]string{"-volume", "3"}, "-volume"},
		"unknown argument":    {[]string{"infinibox"}, `"infinibox"`},
		"address":             {[]string{"-address", "localhost"}, "-address"},
		"port":                {[]string{"-address", "127.0.0.1:http"}, `"http"`},
		"too large a port":    {[]string{"-address", "127.0.0.1:65536"}, `"65536"`},
		"no duration":         {[]string{"-latency", "20"}, "-latency"},
		"negative latency":    {[]string{"-latency", "-20ms"}, "-latency"},
		"negative count":      {[]string{"-volumes", "-3"}, "-volumes"},
		"no count":            {[]string{"-volumes", "many"}, "-volumes"},
		"kind of no number":   {[]string{"-generate", "hosts"}, "it needs a number"},
		"kind of no count":    {[]string{"-generate", "hosts=many"}, "whole number"},
		"kind of another":     {[]string{"-generate", "symkloud=volumes=3"}, `"volumes" isn't generated, only events, `},
		"kind of nothing":     {[]string{"-generate", "no_such_kind=3"}, `"no_such_kind" isn't generated, only `},
		"no seed":             {[]string{"-seed", "-1"}, "-seed"},
		"delay of no length":  {[]string{"-delay", "POST volumes"}, "-delay"},
		"delay of no time":    {[]string{"-delay", "POST volumes=soon"}, `"soon" is no duration`},
		"negative delay":      {[]string{"-delay", "POST volumes=-5s"}, `"-5s" is no duration`},
		"two inventories":     {[]string{"-inventory", "a", "-inventory", "infinibox=b"}, "infinibox has one already"},
		"no such device":      {[]string{"-only", "infinibox,atoms"}, `"atoms"`},
		"authority of no TLS": {[]string{"-ca-file", "ca.pem"}, "-ca-file needs -tls"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, stdout, stderr := outcome(t, test.arguments...)
			if code != 2 || stdout != "" || !strings.Contains(stderr, test.says) {
				t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
			}
		})
	}
}

func TestHelpListsTheFlags(t *testing.T) {
	t.Parallel()
	code, stdout, stderr := outcome(t, "-h")
	if code != 0 || stdout != "" {
		t.Errorf("exit code %d, stdout %q", code, stdout)
	}
	for _, flag := range []string{"address", "tls", "ca-file", "latency", "jitter", "inventory", "generate", "seed", "only", "pools", "volumes", "snapshots", "nodes", "sensors", "users"} {
		if !strings.Contains(stderr, "  -"+flag) {
			t.Errorf("no -%s in %s", flag, stderr)
		}
	}
}

func TestWhatCannotBeStartedEndsTheProgramWithOne(t *testing.T) {
	t.Parallel()
	taken, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = taken.Close() })
	broken := filepath.Join(t.TempDir(), "broken.json")
	if err := os.WriteFile(broken, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		arguments []string
		says      string
	}{
		"address in use":    {[]string{"-address", taken.Addr().String()}, taken.Addr().String()},
		"missing inventory": {[]string{"-inventory", "missing.json"}, "missing.json"},
		"broken inventory":  {[]string{"-inventory", broken}, broken},
		"authority file":    {[]string{"-tls", "-ca-file", filepath.Join(broken, "ca.pem")}, "certificate authorities"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, stdout, stderr := outcome(t, test.arguments...)
			if code != 1 || stdout != "" || !strings.Contains(stderr, test.says) {
				t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
			}
		})
	}
}

func TestEveryKindIsGeneratedByCount(t *testing.T) {
	t.Parallel()
	for _, one := range devices() {
		arguments := []string{}
		for _, kind := range one.generated {
			arguments = append(arguments, "-generate", one.name+"="+kind+"=2")
		}
		s, err := parse(devices(), arguments, t.Output())
		if err != nil {
			t.Fatal(err)
		}
		d, untouched := one.device(s), one.device(s)
		if err := fill(d, one, s); err != nil {
			t.Fatal(err)
		}
		for _, kind := range one.generated {
			collection, want := kind, 2
			switch kind {
			case "snapshots": // volumes too
				collection, want = "volumes", 4
			case "snapshot_groups": // groups too
				collection, want = "cgs", 4
			}
			held, _ := d.Objects(collection)
			before, _ := untouched.Objects(collection)
			if len(held)-len(before) < want {
				t.Errorf("%s has %d %s after generating %s, %d before", one.name, len(held), collection, kind, len(before))
			}
		}
	}
}

func TestDevicesTakePortsInARow(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		address string
		index   int
		want    string
	}{
		{"127.0.0.1:0", 3, "127.0.0.1:0"},
		{"127.0.0.1:8080", 0, "127.0.0.1:8080"},
		{"[::1]:8080", 3, "[::1]:8083"},
	} {
		s, err := parse(devices(), []string{"-address", test.address}, t.Output())
		if got := s.address(test.index); err != nil || got != test.want {
			t.Errorf("%s, %d: got %s, %v", test.address, test.index, got, err)
		}
	}
}

func TestKindsOfSeveralDevicesAreCountedApart(t *testing.T) {
	t.Parallel()
	s, err := parse(devices(), []string{"-generate", "events=1", "-generate", "symkloud=events=2", "-users", "3"}, t.Output())
	if err != nil || s.counts["infinibox"]["events"] != 1 || s.counts["symkloud"]["events"] != 2 || s.counts["symkloud"]["users"] != 3 {
		t.Errorf("%v, %v", s.counts, err)
	}
}
