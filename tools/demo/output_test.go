package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// planned is what Terraform prints for a drift, with the parts of its output
// that the demo leaves out.
const planned = `
Warning: Provider development overrides are in effect

The following provider development overrides are set in the CLI
configuration:
 - terraform-onprem/onprem in /somewhere

The behavior may therefore not match any released version of the provider and
applying changes may cause the state to become incompatible with published
releases.
onprem_infinibox_volume.demo["web01"]: Refreshing state... [name=web01]

Terraform used the selected providers to generate the following execution
plan. Resource actions are indicated with the following symbols:
  ~ update in-place
 <= read (data resources)

Terraform will perform the following actions:

  # data.onprem_infinibox_volumes.demo will be read during apply
  # (depends on a resource or a module with changes pending)
 <= data "onprem_infinibox_volumes" "demo" {
      + filters = [
          + {
              + field  = "pool_id"
            },
        ]
      + volumes = (known after apply)
    }

  # onprem_infinibox_volume.demo["web01"] will be updated in-place
  ~ resource "onprem_infinibox_volume" "demo" {
      ~ name                = "web01-old" -> "web01"
    }

Plan: 0 to add, 1 to change, 0 to destroy.

Changes to Outputs:
  ~ volumes_by_size        = [
      - "web01",
    ] -> (known after apply)

─────────────────────────────────────────────────────────────────────────────

Note: You didn't use the -out option to save this plan, so Terraform can't
guarantee to take exactly these actions if you run "terraform apply" now.
`

func TestChangesLeavesThePlannedActionsOnResources(t *testing.T) {
	t.Parallel()
	const want = `Terraform will perform the following actions:

  # onprem_infinibox_volume.demo["web01"] will be updated in-place
  ~ resource "onprem_infinibox_volume" "demo" {
      ~ name                = "web01-old" -> "web01"
    }

Plan: 0 to add, 1 to change, 0 to destroy.`
	if got := strings.TrimSpace(changes(planned)); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestOutcomeLeavesTheCounts(t *testing.T) {
	t.Parallel()
	upToOutputs, _, _ := strings.Cut(planned, "Changes to Outputs")
	applied := upToOutputs + "\nApply complete! Resources: 0 added, 1 changed, 0 destroyed.\n"
	const want = "Plan: 0 to add, 1 to change, 0 to destroy.\n\nApply complete! Resources: 0 added, 1 changed, 0 destroyed."
	if got := strings.TrimSpace(outcome(applied)); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestViewsKeepWhatTheyDoNotKnow(t *testing.T) {
	t.Parallel()
	const refusal = "Error: Approval Required\n\n  with onprem_infinibox_pool.demo,\n\nThe device deems this dangerous.\n"
	for name, view := range map[string]view{"changes": changes, "outcome": outcome} {
		if got := view(refusal); got != refusal {
			t.Errorf("%s made %q of it", name, got)
		}
	}
}

func TestPageKeepsOneEmptyLineBetweenPassages(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	s := &stage{out: &page{to: &out}}
	s.heading("First")
	s.say("said")
	s.quote("\nquoted  \n\n")
	s.heading("Second")
	const want = "1. First\n\n   said\n   | quoted\n\n2. Second\n\n"
	if out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestSurroundingsKnowOnlyTheSimulatedArray(t *testing.T) {
	t.Parallel()
	base := []string{"PATH=/bin", "INFINIBOX_ENDPOINT=https://production", "INFINIBOX_APPROVED=true", "TMPDIR=/var/tmp"}
	got := surroundings(base, map[string]string{"INFINIBOX_USERNAME": "admin", "INFINIBOX_ENDPOINT": "https://127.0.0.1:1"}, "/demo")
	want := []string{"PATH=/bin", "INFINIBOX_ENDPOINT=https://127.0.0.1:1", "INFINIBOX_USERNAME=admin", "TMPDIR=/demo", "TF_CLI_ARGS=-no-color"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
