terraform {
  required_version = ">= 1.11"

  required_providers {
    onprem = {
      source = "terraform-onprem/onprem"
    }
  }
}

# Everything comes from the workspace's environment variables.
provider "onprem" {}

data "onprem_infinibox_pool" "production" {
  name = "production"
}

resource "onprem_infinibox_volume" "build_cache" {
  name    = "build-cache"
  pool_id = data.onprem_infinibox_pool.production.id
  size    = provider::onprem::bytes("200GB")
}
