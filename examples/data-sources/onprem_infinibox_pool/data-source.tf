data "onprem_infinibox_pool" "production" {
  name = "production"
}

# Warns in every plan and apply once less than 1 TB is left.
check "room_in_production" {
  assert {
    condition     = data.onprem_infinibox_pool.production.free_virtual_space > provider::onprem::bytes("1TB")
    error_message = "Pool ${data.onprem_infinibox_pool.production.name} has less than 1 TB of virtual capacity left."
  }
}
