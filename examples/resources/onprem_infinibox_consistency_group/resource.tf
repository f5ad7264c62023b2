data "onprem_infinibox_pool" "production" {
  name = "production"
}

# The volumes of one application, of which snapshots are taken together. Its
# members are resources of their own.
resource "onprem_infinibox_consistency_group" "crm" {
  name    = "crm"
  pool_id = data.onprem_infinibox_pool.production.id

  # No snapshots but those that are asked for.
  snapshot_policy_id = 0

  # Lets terraform destroy delete it. Its volumes stay.
  approved = true
}
