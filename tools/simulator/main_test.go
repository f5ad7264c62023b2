package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestMain lets the test binary stand in for the program.
func TestMain(m *testing.M) {
	if os.Getenv("SIMULATOR_TEST_AS_PROGRAM") != "" {
		main()
	}
	os.Exit(m.Run())
}

// program is the simulator running in this process, seen by a shell that has
// evaluated what it printed.
type program struct {
	output      *bytes.Buffer
	environment map[string]string
	client      *http.Client
	stop        func() error
}

// launch runs the program until it is stopped, at the latest when the test ends.
func launch(t *testing.T, arguments ...string) *program {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	p := &program{output: &bytes.Buffer{}}
	messages, stderr := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, devices(), arguments, p.output, stderr)
		ended <- err
		_ = stderr.Close()
	}()
	said := bufio.NewScanner(messages)
	for said.Scan() && said.Text() != "Ctrl-C stops" {
		t.Log(said.Text())
	}
	if said.Text() != "Ctrl-C stops" {
		t.Fatal(<-ended)
	}
	p.stop = func() error {
		cancel()
		return <-ended
	}
	p.environment = evaluate(t, p.output.String())
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM([]byte(p.environment["INFINIBOX_CA_CERTIFICATE"]))
	p.client = &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true, TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
	}}
	return p
}

// evaluate lets a shell take up the output, and answers its variables.
func evaluate(t *testing.T, output string) map[string]string {
	t.Helper()
	command := exec.CommandContext(t.Context(), "sh", "-c", `eval "$SCRIPT"; unset SCRIPT; exec env -0`)
	command.Env = []string{"SCRIPT=" + output, "PATH=" + os.Getenv("PATH")}
	variables, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	environment := map[string]string{}
	for variable := range strings.SplitSeq(string(variables), "\x00") {
		name, value, _ := strings.Cut(variable, "=")
		environment[name] = value
	}
	return environment
}

// get reads a path of the simulated InfiniBox with the printed credentials.
func (p *program) get(t *testing.T, path string) []byte {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.environment["INFINIBOX_ENDPOINT"]+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.SetBasicAuth(p.environment["INFINIBOX_USERNAME"], p.environment["INFINIBOX_PASSWORD"])
	answer, err := p.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: %s %s, %v", path, answer.Status, body, err)
	}
	return body
}

// volumes is how many volumes the array lists, snapshots included.
func (p *program) volumes(t *testing.T) int {
	t.Helper()
	var listing struct {
		Metadata struct {
			NumberOfObjects int `json:"number_of_objects"`
		} `json:"metadata"`
	}
	if err := json.Unmarshal(p.get(t, "/api/rest/volumes"), &listing); err != nil {
		t.Fatal(err)
	}
	return listing.Metadata.NumberOfObjects
}

func TestShellReachesTheDevicesByWhatIsPrinted(t *testing.T) {
	t.Parallel()
	for name, arguments := range map[string][]string{"HTTP": nil, "HTTPS": {"-tls"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := launch(t, append(arguments, "-pools", "2", "-volumes", "30", "-snapshots", "5")...)
			if n := p.volumes(t); n != 35 {
				t.Errorf("got %d volumes", n)
			}
			if err := p.stop(); err != nil {
				t.Error(err)
			}
			for line := range strings.Lines(p.output.String()) {
				if !strings.HasPrefix(line, "export INFINIBOX_") && !strings.HasPrefix(line, "export SYMKLOUD_") {
					t.Errorf("also printed %q", line)
				}
			}
			if answer, err := p.client.Get(p.environment["INFINIBOX_ENDPOINT"] + "/_simulator/"); err == nil {
				_ = answer.Body.Close()
				t.Error("still answers after the stop")
			}
		})
	}
}

func TestOnlyTheChosenDevicesRun(t *testing.T) {
	t.Parallel()
	p := launch(t, "-only", "symkloud", "-nodes", "2")
	if p.environment["INFINIBOX_ENDPOINT"] != "" {
		t.Errorf("an InfiniBox runs too: %v", p.environment)
	}
	answered, err := p.client.Get(p.environment["SYMKLOUD_ENDPOINT"] + "/_simulator/objects/nodes")
	if err != nil {
		t.Fatal(err)
	}
	defer answered.Body.Close()
	var held struct{ Objects []any }
	if err := json.NewDecoder(answered.Body).Decode(&held); err != nil || len(held.Objects) != 7 {
		t.Errorf("%d nodes, %v", len(held.Objects), err)
	}
}

func TestSymkloudIsReachedOverHTTPS(t *testing.T) {
	t.Parallel()
	p := launch(t, "-only", "symkloud", "-tls")
	if got := p.environment["SYMKLOUD_ENDPOINT"]; got != p.environment["SYMKLOUD_HTTPS_ENDPOINT"] || !strings.HasPrefix(got, "https://") {
		t.Errorf("the environment is %v", p.environment)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM([]byte(p.environment["SYMKLOUD_CA_CERTIFICATE"]))
	c := &http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}}}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.environment["SYMKLOUD_ENDPOINT"]+"/v3/Auth", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.SetBasicAuth(p.environment["SYMKLOUD_USERNAME"], p.environment["SYMKLOUD_PASSWORD"])
	answered, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answered.Body.Close()
	if answered.StatusCode != http.StatusOK {
		t.Errorf("the login answers %s", answered.Status)
	}
}

func TestInventoryMovesFromOneRunToTheNext(t *testing.T) {
	t.Parallel()
	first := launch(t, "-pools", "1", "-volumes", "10")
	inventory := first.get(t, "/_simulator/inventory")
	file := filepath.Join(t.TempDir(), "inventory.json")
	if err := os.WriteFile(file, inventory, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, argument := range []string{file, "infinibox=" + file} {
		second := launch(t, "-inventory", argument)
		if n := second.volumes(t); n != 10 {
			t.Errorf("-inventory %s: got %d volumes", argument, n)
		}
		if again := second.get(t, "/_simulator/inventory"); !bytes.Equal(again, inventory) {
			t.Errorf("-inventory %s: another inventory came out", argument)
		}
		if err := second.stop(); err != nil {
			t.Error(err)
		}
	}
}

func TestLatencyAndAuthorityFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "ca.pem")
	p := launch(t, "-latency", "20ms", "-jitter", "5ms", "-tls", "-ca-file", file)
	if got := strings.TrimSpace(string(p.get(t, "/_simulator/latency"))); got != `{"fixed":"20ms","jitter":"5ms"}` {
		t.Errorf("latency is %s", got)
	}
	written, err := os.ReadFile(file)
	environment := p.environment["INFINIBOX_CA_CERTIFICATE"] + "\n" + p.environment["SYMKLOUD_CA_CERTIFICATE"]
	if err != nil || strings.TrimSpace(string(written)) != environment {
		t.Errorf("%v; the file has %q, the environment %q", err, written, environment)
	}
}

func TestSignalsStopTheProgramWithSuccess(t *testing.T) {
	t.Parallel()
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			command := exec.CommandContext(t.Context(), os.Args[0])
			command.Env = append(os.Environ(), "SIMULATOR_TEST_AS_PROGRAM=1")
			output, err := command.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			if line, err := bufio.NewReader(output).ReadString('\n'); err != nil || !strings.HasPrefix(line, "export ") {
				t.Errorf("printed %q, %v", line, err)
			}
			if err := command.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			if err := command.Wait(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestDelaysAreThoseOfTheArguments(t *testing.T) {
	t.Parallel()
	p := launch(t, "-delay", "POST volumes/{id}/promote=5s", "-delay", "infinibox=volumes=1m")
	want := `{"delays":[{"method":"POST","path":"volumes/{id}/promote","for":"5s"},{"path":"volumes","for":"1m0s"}]}`
	if got := strings.TrimSpace(string(p.get(t, "/_simulator/delays"))); got != want {
		t.Errorf("the delays are %s, want %s", got, want)
	}
	if code, _, stderr := outcome(t, "-delay", "POST tapes=5s"); code != 1 || !strings.Contains(stderr, "tapes") {
		t.Errorf("an unknown endpoint: exit code %d, %q", code, stderr)
	}
}
