package main

import (
	"fmt"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// workload is what Terraform works on.
type workload struct {
	// generated is what the array has beforehand, by collection.
	generated map[string]int
	// config is the configuration, for what the array has.
	config func(array *device.Server) (string, error)
	// builtin is the same of terraform_data; empty when there is no such thing.
	builtin string
	// file is the configuration's name; main.tf when empty.
	file string
	// made is what applying makes, by collection.
	made map[string]int
	// env are further variables for Terraform.
	env []string
}

// required begins every configuration.
const required = `
terraform {
  required_providers {
    onprem = { source = "terraform-onprem/onprem" }
  }
}
`

// volumes are as many volumes in a pool.
func volumes(count int) workload {
	return workload{
		config: func(array *device.Server) (string, error) {
			pool, err := array.Device().Put("pools", "", map[string]any{
				"name": "bench", "physical_capacity": 1_000_000_000_000_000, "virtual_capacity": 10_000_000_000_000_000})
			if err != nil {
				return "", fmt.Errorf("making a pool: %w", err)
			}
			return required + fmt.Sprintf(`
resource "onprem_infinibox_volume" "made" {
  count              = %d
  name               = "bench-${count.index}"
  pool_id            = %v
  size               = 1000000000
  provtype           = "THIN"
  snapshot_policy_id = 0
}
`, count, pool["id"]), nil
		},
		builtin: fmt.Sprintf(`
resource "terraform_data" "made" {
  count = %d
  input = {
    name               = "bench-${count.index}"
    pool_id            = 1000
    size               = 1000000000
    provtype           = "THIN"
    snapshot_policy_id = 0
  }
}
`, count),
		made: map[string]int{"volumes": count},
	}
}

// hosts are as many hosts with a volume mapped to each. Terraform makes a value
// of all hosts for each mapping that refers to them, of a local value once.
func hosts(count int) workload {
	return workload{
		generated: map[string]int{"pools": 5, "volumes": count},
		config: func(array *device.Server) (string, error) {
			found, _ := array.Device().Objects("volumes")
			ids := make([]string, 0, len(found))
			for _, volume := range found {
				ids = append(ids, fmt.Sprint(volume["id"]))
			}
			return required + fmt.Sprintf(`
locals {
  hosts   = onprem_infinibox_host.made[*].id
  volumes = [%s]
}

resource "onprem_infinibox_host" "made" {
  count = %[2]d
  name  = "bench-${count.index}"
}

resource "onprem_infinibox_host_lun" "made" {
  count     = %[2]d
  host_id   = local.hosts[count.index]
  volume_id = local.volumes[count.index]
}
`, strings.Join(ids, ", "), count), nil
		},
		builtin: fmt.Sprintf(`
locals {
  hosts = terraform_data.host[*].id
}

resource "terraform_data" "host" {
  count = %[1]d
  input = { name = "bench-${count.index}" }
}

resource "terraform_data" "mapping" {
  count = %[1]d
  input = {
    host_id   = local.hosts[count.index]
    volume_id = count.index
  }
}
`, count),
		made: map[string]int{"hosts": count, "host_luns": count},
		// Unmapping is dangerous.
		env: []string{"INFINIBOX_APPROVED=true"},
	}
}

// oneAmong is one volume on an array that has many more.
func oneAmong(others int) workload {
	one := volumes(1)
	one.generated = map[string]int{"pools": 5, "volumes": others}
	return one
}

// lookup is a data source over so many volumes.
func lookup(count int) workload {
	return workload{
		generated: map[string]int{"pools": 5, "volumes": count},
		config: func(*device.Server) (string, error) {
			return required + "\ndata \"onprem_infinibox_volumes\" \"all\" {}\n", nil
		},
	}
}

// query is a list resource over so many volumes.
func query(count int) workload {
	return workload{
		generated: map[string]int{"pools": 5, "volumes": count},
		file:      "bench.tfquery.hcl",
		config: func(*device.Server) (string, error) {
			return fmt.Sprintf(`
list "onprem_infinibox_volume" "all" {
  provider         = onprem
  include_resource = true
  limit            = %d
}
`, count), nil
		},
	}
}
