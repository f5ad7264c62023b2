package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

// simulated is a device that this program can run.
type simulated struct {
	name string
	// counts are the kinds of objects with a flag of their own, generated all
	// kinds that the device generates.
	counts, generated []string
	device            func(s settings) device.Device
}

// devices are all that this program runs, a line each.
func devices() []simulated {
	return []simulated{
		{"infinibox", []string{"pools", "volumes", "snapshots"}, infinibox.GeneratedKinds(), newInfiniBox},
		{"symkloud", []string{"nodes", "sensors", "users"}, symkloud.GeneratedKinds(), newSymkloud},
	}
}

func newInfiniBox(s settings) device.Device {
	return infinibox.New(infinibox.Options{Seed: s.seed})
}

func newSymkloud(s settings) device.Device {
	return symkloud.New(symkloud.Options{Seed: s.seed, HTTPS: s.tls})
}

// servers are the devices that run.
type servers []*device.Server

// start fills the devices and starts them. What it answers with an error has
// to be closed too.
func start(ctx context.Context, all []simulated, s settings) (servers, error) {
	var started servers
	for i, one := range all {
		d := one.device(s)
		if err := fill(d, one, s); err != nil {
			return started, err
		}
		if err := delay(d, s.delays[one.name]); err != nil {
			return started, err
		}
		server, err := device.Start(ctx, d, device.Options{
			Address: s.address(i), SecureAddress: s.address(len(all) + i), TLS: s.tls,
			Latency: device.Latency{Fixed: s.latency, Jitter: s.jitter},
		})
		if err != nil {
			return started, err
		}
		started = append(started, server)
	}
	return started, nil
}

// fill imports the device's inventory, then adds what is to be generated.
func fill(d device.Device, one simulated, s settings) error {
	if file, ok := s.inventories[one.name]; ok {
		inventory, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("inventory of %s: %w", one.name, err)
		}
		if err := d.Import(bytes.NewReader(inventory)); err != nil {
			return fmt.Errorf("inventory of %s in %s: %w", one.name, file, err)
		}
	}
	counts := maps.Clone(s.counts[one.name])
	maps.DeleteFunc(counts, func(_ string, n int) bool { return n == 0 })
	if len(counts) == 0 {
		return nil
	}
	if err := d.Generate(counts); err != nil {
		return fmt.Errorf("generating objects of %s: %w", one.name, err)
	}
	return nil
}

// delay lets calls of a device answer asynchronously.
func delay(d device.Device, delays []device.Delay) error {
	if len(delays) == 0 {
		return nil
	}
	delayer, ok := d.(device.Delayer)
	if !ok {
		return fmt.Errorf("-delay: the calls of %s can't be delayed", d.Name())
	}
	if err := delayer.SetDelays(delays...); err != nil {
		return fmt.Errorf("-delay: %s: %w", d.Name(), err)
	}
	return nil
}

// environment points the provider at all of the servers.
func (s servers) environment() map[string]string {
	environment := map[string]string{}
	for _, server := range s {
		maps.Copy(environment, server.Environment())
	}
	return environment
}

// authorities are the certificate authorities of all servers, as PEM.
func (s servers) authorities() []byte {
	var all []byte
	for _, server := range s {
		all = append(all, server.CA()...)
	}
	return all
}

func (s servers) close() error {
	var failed error
	for _, server := range s {
		failed = errors.Join(failed, server.Close())
	}
	return failed
}
