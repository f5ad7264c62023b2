data "onprem_infinibox_pool" "production" {
  name = "production"
}

resource "onprem_infinibox_volume" "web01" {
  name    = "web01"
  pool_id = data.onprem_infinibox_pool.production.id
  size    = provider::onprem::bytes("100GB")

  # No snapshot policy. Left out, a new volume follows the array's default one.
  snapshot_policy_id = 0
}

# What hosts know the volume by.
output "web01_serial" {
  value = onprem_infinibox_volume.web01.serial
}
