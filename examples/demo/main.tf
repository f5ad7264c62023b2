# A pool of storage on an InfiniBox, three volumes in it and a snapshot of one
# of them. `make demo` applies this to a simulated array.

terraform {
  required_version = ">= 1.11"

  required_providers {
    onprem = {
      source = "terraform-onprem/onprem"
    }
  }
}

# Nothing stands here: address, username and password come from the environment
# variables INFINIBOX_ENDPOINT, INFINIBOX_USERNAME and INFINIBOX_PASSWORD.
provider "onprem" {}

locals {
  # The array counts in bytes.
  gigabyte = 1000 * 1000 * 1000
  terabyte = 1000 * local.gigabyte

  # One volume for each entry. To have another volume, add a line.
  volumes = {
    db01-data = { size = 200 * local.gigabyte }
    db01-log  = { size = 50 * local.gigabyte }
    web01     = { size = 10 * local.gigabyte }
  }
}

# A pool is a share of the array's capacity in which volumes live.
resource "onprem_infinibox_pool" "demo" {
  name              = "demo"
  physical_capacity = 1 * local.terabyte

  # Thin volumes take from the virtual capacity, so it may be larger.
  virtual_capacity = 2 * local.terabyte
}

resource "onprem_infinibox_volume" "demo" {
  for_each = local.volumes

  name    = each.key
  pool_id = onprem_infinibox_pool.demo.id
  size    = each.value.size

  # Said here, so that Terraform undoes it when somebody protects a volume.
  # What is left out stays as the array has it.
  write_protected = false
}

# The state of a volume at one moment.
resource "onprem_infinibox_volume_snapshot" "demo" {
  name      = "db01-data-first"
  parent_id = onprem_infinibox_volume.demo["db01-data"].id
}

# Resources hold what is configured. Live figures, such as free space, are what
# data sources are for.
data "onprem_infinibox_pool" "demo" {
  id = onprem_infinibox_pool.demo.id

  # Read it once the volumes are as they should be.
  depends_on = [onprem_infinibox_volume.demo]
}

# All volumes in the pool, the smallest first. The array does the filtering and
# the sorting.
data "onprem_infinibox_volumes" "demo" {
  filters = [{
    field  = "pool_id"
    values = [onprem_infinibox_pool.demo.id]
  }]
  sort = ["size"]

  depends_on = [onprem_infinibox_volume.demo]
}

output "free_virtual_gigabytes" {
  description = "What the pool can still promise to volumes."
  value       = floor(data.onprem_infinibox_pool.demo.free_virtual_space / local.gigabyte)
}

output "serials" {
  description = "The serial numbers by which hosts know the volumes."
  value       = { for name, volume in onprem_infinibox_volume.demo : name => volume.serial }
}

output "volumes_by_size" {
  description = "The names of the volumes in the pool, the smallest first."
  value       = data.onprem_infinibox_volumes.demo.volumes[*].name
}
