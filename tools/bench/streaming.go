package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/provider"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// The rows of a list that is streamed.
const (
	firstResult = "onprem, until the first"
	lastResult  = "onprem, until the last"
)

// streaming is a list resource, asked by Terraform's messages: Terraform itself
// prints nothing until it has the last result.
type streaming struct {
	count  int
	wanted bool
	array  *device.Server
	server tfprotov6.ProviderServer
	config *tfprotov6.DynamicValue
}

func (s *streaming) scenarios() []string {
	if !s.wanted {
		return nil
	}
	return []string{fmt.Sprintf("list-%d", s.count)}
}

func (s *streaming) prepare(ctx context.Context, b *bench) error {
	var err error
	s.array, err = device.Start(context.WithoutCancel(ctx), infinibox.New(infinibox.Options{WithoutSchedules: true}),
		device.Options{Latency: device.Latency{Fixed: b.latency}})
	if err != nil {
		return err
	}
	if err := s.array.Device().Generate(map[string]int{"pools": 5, "volumes": s.count}); err != nil {
		return err
	}
	environment := s.array.Environment()
	s.server, err = newServer(provider.Options{Version: "bench", Getenv: func(name string) string { return environment[name] }})
	if err != nil {
		return err
	}
	schemas, err := s.server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return err
	}
	block, err := empty(schemas.Provider)
	if err != nil {
		return err
	}
	configured, err := s.server.ConfigureProvider(ctx, &tfprotov6.ConfigureProviderRequest{Config: block})
	if err != nil {
		return err
	}
	if len(configured.Diagnostics) > 0 {
		return errors.New(configured.Diagnostics[0].Summary)
	}
	s.config, err = empty(schemas.ListResourceSchemas["onprem_infinibox_volume"])
	return err
}

// empty is a configuration that says nothing.
func empty(schema *tfprotov6.Schema) (*tfprotov6.DynamicValue, error) {
	typ, ok := schema.ValueType().(tftypes.Object)
	if !ok {
		return nil, errors.New("there is no such schema")
	}
	values := make(map[string]tftypes.Value)
	for name, of := range typ.AttributeTypes {
		values[name] = tftypes.NewValue(of, nil)
	}
	config, err := tfprotov6.NewDynamicValue(typ, tftypes.NewValue(typ, values))
	return &config, err
}

func (s *streaming) round(ctx context.Context, record func(string, string, sample)) error {
	lister, ok := s.server.(tfprotov6.ListResourceServer)
	if !ok {
		return errors.New("the provider lists nothing")
	}
	s.array.ClearRequests()
	begun := time.Now()
	taken := func() sample {
		return sample{wall: time.Since(begun), requests: s.array.Totals().Requests}
	}
	stream, err := lister.ListResource(ctx, &tfprotov6.ListResourceRequest{
		TypeName: "onprem_infinibox_volume", Config: s.config, IncludeResource: true, Limit: int64(s.count)})
	if err != nil {
		return err
	}
	found := 0
	for result := range stream.Results {
		if len(result.Diagnostics) > 0 {
			return errors.New(result.Diagnostics[0].Summary)
		}
		if found++; found == 1 {
			record(s.scenarios()[0], firstResult, taken())
		}
	}
	if found != s.count {
		return fmt.Errorf("%d results", found)
	}
	record(s.scenarios()[0], lastResult, taken())
	return nil
}

func (s *streaming) long() bool { return false }

func (s *streaming) close() error {
	if s.array == nil {
		return nil
	}
	return s.array.Close()
}
