data "onprem_infinibox_snapshot_policy" "nightly" {
  name = "nightly"
}

resource "onprem_infinibox_volume" "invoices" {
  name               = "invoices"
  pool_id            = 1000
  size               = provider::onprem::bytes("50GB")
  snapshot_policy_id = data.onprem_infinibox_snapshot_policy.nightly.id
}
