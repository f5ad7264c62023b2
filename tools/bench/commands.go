package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// step is a Terraform command that is measured.
type step struct {
	scenario  string
	arguments []string
	variants  []variant
	// leaves is what is on the array afterwards beside what was there, by
	// collection; nil isn't looked at.
	leaves map[string]int
}

// commands is a group of Terraform commands on one array.
type commands struct {
	workload workload
	// applied is set when the configuration is applied once, before the rounds.
	applied bool
	steps   []step

	latency device.Latency
	array   *device.Server
	there   map[string]int
	states  *states
	folders map[string]*folder
}

func (c *commands) scenarios() []string {
	names := make([]string, len(c.steps))
	for i, s := range c.steps {
		names[i] = s.scenario
	}
	return names
}

func (c *commands) prepare(ctx context.Context, b *bench) error {
	var err error
	c.latency = device.Latency{Fixed: b.latency}
	// The array outlives ctx, so that an interrupt is nothing but that.
	c.array, err = device.Start(context.WithoutCancel(ctx), infinibox.New(infinibox.Options{WithoutSchedules: true}), device.Options{})
	if err != nil {
		return err
	}
	if err := c.array.Device().Generate(c.workload.generated); err != nil {
		return err
	}
	config, err := c.workload.config(c.array)
	if err != nil {
		return err
	}
	c.there = c.count()
	if c.states, err = keepStates(ctx); err != nil {
		return err
	}
	c.folders = make(map[string]*folder)
	for _, s := range c.steps {
		for _, v := range s.variants {
			if c.folders[v.name] != nil {
				continue
			}
			if c.folders[v.name], err = c.folder(ctx, b, v, config); err != nil {
				return fmt.Errorf("%s: %w", v.name, err)
			}
		}
	}
	return nil
}

// folder makes the folder of a variant. What is applied once is applied by the
// provider, and the other variants plan with its state.
func (c *commands) folder(ctx context.Context, b *bench, v variant, config string) (*folder, error) {
	var environment []string
	for name, value := range c.array.Environment() {
		environment = append(environment, name+"="+value)
	}
	environment = append(append(environment, c.workload.env...), v.env...)
	if v.builtin {
		config = c.workload.builtin
	}
	state := fmt.Sprint(len(c.folders))
	made, err := newFolder(b, filepath.Join(b.work, c.steps[0].scenario, state), v, environment)
	if err != nil {
		return nil, err
	}
	made.state = state
	if err := made.write("backend.tf", []byte(c.states.config(state))); err != nil {
		return nil, err
	}
	file := c.workload.file
	if file == "" {
		file = "main.tf"
	} else if err := made.write("main.tf", []byte(required)); err != nil {
		return nil, err
	}
	if err := made.write(file, []byte(config)); err != nil {
		return nil, err
	}
	if _, err := made.run(ctx, "init", "-input=false"); err != nil {
		return nil, err
	}
	switch first := c.folders[ours]; {
	case !c.applied:
		return made, nil
	case v.builtin || first == nil:
		_, err := made.run(ctx, "apply", "-auto-approve", "-input=false")
		return made, err
	default:
		c.states.put(made.state, c.states.get(first.state))
		return made, nil
	}
}

// round takes the steps with one variant after another.
func (c *commands) round(ctx context.Context, record func(string, string, sample)) error {
	if err := c.array.SetLatency(c.latency); err != nil {
		return err
	}
	for name, variants := range c.turns() {
		for _, s := range variants {
			c.array.ClearRequests()
			taken, err := c.folders[name].run(ctx, s.arguments...)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			taken.requests = c.array.Totals().Requests
			if err := c.check(name, s); err != nil {
				return err
			}
			record(s.scenario, name, taken)
		}
	}
	return nil
}

// turns gives each variant's steps, in the variants' order.
func (c *commands) turns() func(yield func(string, []step) bool) {
	return func(yield func(string, []step) bool) {
		var names []string
		of := make(map[string][]step)
		for _, s := range c.steps {
			for _, v := range s.variants {
				if of[v.name] == nil {
					names = append(names, v.name)
				}
				of[v.name] = append(of[v.name], s)
			}
		}
		for _, name := range names {
			if !yield(name, of[name]) {
				return
			}
		}
	}
}

// check makes sure that a step has done its work on the array.
func (c *commands) check(variant string, s step) error {
	if s.leaves == nil || variant != ours {
		return nil
	}
	want := maps.Clone(c.there)
	for collection, count := range s.leaves {
		want[collection] += count
	}
	if got := c.count(); !maps.Equal(got, want) {
		return fmt.Errorf("after %s the array has %v, not %v", s.scenario, got, want)
	}
	return nil
}

// count is what the array has of what applying makes.
func (c *commands) count() map[string]int {
	counts := make(map[string]int)
	for collection := range c.workload.made {
		objects, _ := c.array.Device().Objects(collection)
		counts[collection] = len(objects)
	}
	return counts
}

// long are rounds of a minute and more.
func (c *commands) long() bool {
	made := 0
	for _, count := range c.workload.made {
		made += count
	}
	return made > 1000
}

func (c *commands) close() error {
	var err error
	for _, f := range c.folders {
		err = errors.Join(err, os.RemoveAll(f.dir))
	}
	if c.states != nil {
		err = errors.Join(err, c.states.close())
	}
	if c.array != nil {
		err = errors.Join(err, c.array.Close())
	}
	return err
}
