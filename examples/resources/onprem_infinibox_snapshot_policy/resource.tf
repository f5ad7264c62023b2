resource "onprem_infinibox_snapshot_policy" "databases" {
  name   = "databases"
  suffix = "-auto-"

  # Deleting a policy is dangerous: no more snapshots are taken.
  approved = true
}

# A volume that follows it.
resource "onprem_infinibox_volume" "orders" {
  name               = "orders"
  pool_id            = 1000
  size               = provider::onprem::bytes("200GB")
  snapshot_policy_id = onprem_infinibox_snapshot_policy.databases.id
}
