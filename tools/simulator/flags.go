package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// settings are what the arguments ask for.
type settings struct {
	host    string
	port    int
	tls     bool
	caFile  string
	latency time.Duration
	jitter  time.Duration
	seed    uint64
	// only are the names of the devices to run; none are all.
	only []string
	// inventories are the files to import, by name of the device.
	inventories map[string]string
	// delays are the calls that answer asynchronously, by name of the device.
	delays map[string][]device.Delay
	// counts are the objects to generate, by name of the device and then by their
	// name in the plural.
	counts map[string]map[string]int
}

// parse reads the arguments; stderr is told what is wrong with them.
func parse(all []simulated, arguments []string, stderr io.Writer) (settings, error) {
	s := settings{inventories: map[string]string{}, delays: map[string][]device.Delay{}, counts: map[string]map[string]int{}}
	flags := flag.NewFlagSet("simulator", flag.ContinueOnError)
	flags.SetOutput(stderr)
	address := flags.String("address", "127.0.0.1:0", "`host:port` of the first device, the others follow on the next ports, then the second addresses of those that have HTTPS beside HTTP; port 0 takes free ones")
	flags.Func("only", "run only these `devices`, by name, such as "+all[0].name+"; several are separated by commas", func(value string) error {
		return s.choose(all, value)
	})
	flags.BoolVar(&s.tls, "tls", false, "serve HTTPS, with a certificate authority made at start; where HTTPS is beside HTTP, it's enabled and in the environment")
	flags.StringVar(&s.caFile, "ca-file", "", "also write the certificate authorities to this `file`, as PEM")
	flags.DurationVar(&s.latency, "latency", 0, "take this long for each answer, such as 20ms")
	flags.DurationVar(&s.jitter, "jitter", 0, "take up to this much longer, by chance")
	flags.Uint64Var(&s.seed, "seed", 1, "`number` that generated serials and names depend on")
	flags.Func("inventory", "import this `[device=]file` at start, as GET /_simulator/inventory answered it or written by hand; without device, for the first", func(value string) error {
		return s.inventory(all, value)
	})
	flags.Func("generate", "add generated objects, `[device=]kind=number`, such as hosts=20 or symkloud=events=500; without device, to the first that has the kind; can be repeated. A wrong kind shows all of them", func(value string) error {
		return s.generate(all, value)
	})
	flags.Func("delay", "let the calls of an endpoint answer asynchronously: `[device=][METHOD ]path=duration`, the path as in the device's reference, such as \"POST volumes/{id}/promote=5s\"; without device, of the first; can be repeated", func(value string) error {
		return s.delay(all, value)
	})
	for _, one := range all {
		for _, kind := range one.counts {
			if flags.Lookup(kind) == nil {
				flags.Func(kind, "add this `number` of generated "+kind, func(value string) error { return s.count(one.name, kind, value) })
			}
		}
	}
	if err := flags.Parse(arguments); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return s, err
		}
		return s, errUsage
	}
	if err := errors.Join(s.listen(*address), s.check(flags.Args())); err != nil {
		fmt.Fprintln(stderr, err)
		return s, errUsage
	}
	return s, nil
}

// addressed is the device that a value names before a "=", or the first, and
// the rest of the value.
func addressed(all []simulated, value string) (name, rest string) {
	if before, after, ok := strings.Cut(value, "="); ok && slices.ContainsFunc(all, func(one simulated) bool { return one.name == before }) {
		return before, after
	}
	return all[0].name, value
}

// choose names the devices to run.
func (s *settings) choose(all []simulated, value string) error {
	for name := range strings.SplitSeq(value, ",") {
		if !slices.ContainsFunc(all, func(one simulated) bool { return one.name == name }) {
			return fmt.Errorf("there is no device %q", name)
		}
		s.only = append(s.only, name)
	}
	return nil
}

// chosen are the devices to run.
func (s *settings) chosen(all []simulated) []simulated {
	if len(s.only) == 0 {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(one simulated) bool { return !slices.Contains(s.only, one.name) })
}

func (s *settings) inventory(all []simulated, value string) error {
	name, file := addressed(all, value)
	if _, twice := s.inventories[name]; twice {
		return fmt.Errorf("%s has one already", name)
	}
	s.inventories[name] = file
	return nil
}

func (s *settings) delay(all []simulated, value string) error {
	name, rest := addressed(all, value)
	endpoint, duration, ok := strings.Cut(rest, "=")
	if !ok {
		return errors.New("it needs a duration, such as =5s")
	}
	length, err := time.ParseDuration(duration)
	if err != nil || length < 0 {
		return fmt.Errorf("%q is no duration such as 5s", duration)
	}
	method, path, ok := strings.Cut(strings.TrimSpace(endpoint), " ")
	if !ok {
		method, path = "", method
	}
	s.delays[name] = append(s.delays[name], device.Delay{Method: method, Path: strings.TrimSpace(path), For: length})
	return nil
}

// generate is a count of any kind that one of the devices generates.
func (s *settings) generate(all []simulated, value string) error {
	if name, rest, ok := strings.Cut(value, "="); ok && strings.Contains(rest, "=") {
		value, all = rest, slices.DeleteFunc(slices.Clone(all), func(one simulated) bool { return one.name != name })
	}
	kind, n, ok := strings.Cut(value, "=")
	if !ok {
		return errors.New("it needs a number, such as hosts=20")
	}
	var known []string
	for _, one := range all {
		if slices.Contains(one.generated, kind) {
			return s.count(one.name, kind, n)
		}
		known = append(known, one.generated...)
	}
	return fmt.Errorf("%q isn't generated, only %s", kind, strings.Join(known, ", "))
}

func (s *settings) count(name, kind, value string) error {
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		return errors.New("it must be a whole number, not negative")
	}
	if s.counts[name] == nil {
		s.counts[name] = map[string]int{}
	}
	s.counts[name][kind] = n
	return nil
}

func (s *settings) listen(address string) error {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("-address: %w", err)
	}
	s.host = host
	s.port, err = strconv.Atoi(port)
	if err != nil || s.port < 0 || s.port > 65535 {
		return fmt.Errorf("-address: %q is no port number", port)
	}
	return nil
}

func (s *settings) check(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("unknown argument %q; -h lists the flags", rest[0])
	case s.latency < 0 || s.jitter < 0:
		return errors.New("-latency and -jitter can't be negative")
	case s.caFile != "" && !s.tls:
		return errors.New("-ca-file needs -tls")
	}
	return nil
}

// address of the device with this index.
func (s *settings) address(index int) string {
	port := s.port
	if port != 0 {
		port += index
	}
	return net.JoinHostPort(s.host, strconv.Itoa(port))
}
