# Three hosts on two arrays: ibox01 has what they work with, ibox02 what they
# back up to. docs/guides/san.md explains the layout and how to try it.

terraform {
  required_version = ">= 1.11"

  required_providers {
    onprem = {
      source = "terraform-onprem/onprem"
    }
  }
}

provider "onprem" {
  alias     = "ibox01"
  infinibox = var.arrays.ibox01
}

provider "onprem" {
  alias     = "ibox02"
  infinibox = var.arrays.ibox02
}

module "ibox01" {
  source    = "./array"
  providers = { onprem = onprem.ibox01 }

  hosts             = var.hosts
  physical_capacity = provider::onprem::bytes("5TB")
  boot_size         = provider::onprem::bytes("100GB")
  volumes = {
    erp-data = { size = provider::onprem::bytes("1TB"), lun = 101 }
    erp-log  = { size = provider::onprem::bytes("200GB"), lun = 102 }
  }
  limits      = { max_ops = 50000, burst_factor = 1.5 }
  checkpoints = ["go-live"]
}

module "ibox02" {
  source    = "./array"
  providers = { onprem = onprem.ibox02 }

  hosts             = var.hosts
  physical_capacity = provider::onprem::bytes("8TB")
  volumes = {
    erp-backup = { size = provider::onprem::bytes("2TB"), lun = 201 }
  }
  limits = { max_ops = 10000 }
}
