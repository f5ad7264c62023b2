terraform {
  required_version = ">= 1.11"

  required_providers {
    onprem = {
      source = "terraform-onprem/onprem"
    }
  }
}

# Address and account come from the environment.
provider "onprem" {}

resource "onprem_infinibox_pool" "shop" {
  name              = "shop"
  physical_capacity = provider::onprem::bytes("2TB")
  virtual_capacity  = provider::onprem::bytes("4TB")
}

resource "onprem_infinibox_volume" "shop" {
  for_each = {
    shop-data = "500GB"
    shop-log  = "50GB"
  }

  name    = each.key
  pool_id = onprem_infinibox_pool.shop.id
  size    = provider::onprem::bytes(each.value)
}

resource "onprem_infinibox_volume_snapshot" "first" {
  name      = "shop-data-first"
  parent_id = onprem_infinibox_volume.shop["shop-data"].id
}

output "serials" {
  description = "What hosts know the volumes by."
  value       = { for name, volume in onprem_infinibox_volume.shop : name => volume.serial }
}
