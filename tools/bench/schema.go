package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/provider"
	"github.com/terraform-onprem/terraform-provider-onprem/tools/terraform/cli"
)

// schemaVariable asks this program to time the schema once. A process of its
// own has nothing warm, as a provider that Terraform has just started.
const schemaVariable = "BENCH_SCHEMA"

// schemaServing is how long a new provider takes to answer with all schemas.
type schemaServing struct {
	wanted bool
}

func (s *schemaServing) scenarios() []string {
	if !s.wanted {
		return nil
	}
	return []string{"schema"}
}

func (s *schemaServing) prepare(context.Context, *bench) error { return nil }

func (s *schemaServing) round(ctx context.Context, record func(string, string, sample)) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	command := exec.CommandContext(ctx, self)
	command.Env = append(cli.Environment(os.Environ(), os.DevNull), schemaVariable+"=1")
	output, err := command.Output()
	if err != nil {
		return fmt.Errorf("serving the schema: %w", err)
	}
	var took time.Duration
	if err := json.Unmarshal(output, &took); err != nil {
		return err
	}
	record("schema", ours, sample{wall: took})
	return nil
}

func (s *schemaServing) close() error { return nil }

func (s *schemaServing) long() bool { return false }

// timeSchema makes a provider, asks for its schemas and prints how many
// nanoseconds both took.
func timeSchema(ctx context.Context, out io.Writer) error {
	if err := provider.SilenceUnreadLogs(); err != nil {
		return err
	}
	begun := time.Now()
	server, err := newServer(provider.Options{Version: "bench"})
	if err != nil {
		return err
	}
	answer, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return err
	}
	took := time.Since(begun)
	if len(answer.Diagnostics) > 0 || len(answer.ResourceSchemas) == 0 {
		return fmt.Errorf("%d resources, %d diagnostics", len(answer.ResourceSchemas), len(answer.Diagnostics))
	}
	return json.NewEncoder(out).Encode(took)
}

// newServer is the provider as it is served to Terraform.
func newServer(options provider.Options) (tfprotov6.ProviderServer, error) {
	made, err := provider.NewServer(options)
	if err != nil {
		return nil, err
	}
	return made(), nil
}
