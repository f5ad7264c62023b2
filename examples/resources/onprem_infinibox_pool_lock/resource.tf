resource "onprem_infinibox_pool" "year" {
  name              = "year-2025"
  physical_capacity = provider::onprem::bytes("2TB")
}

resource "onprem_infinibox_volume" "ledger" {
  name    = "ledger-2025"
  pool_id = onprem_infinibox_pool.year.id
  size    = provider::onprem::bytes("500GB")
}

resource "onprem_infinibox_pool_lock" "year" {
  pool_id = onprem_infinibox_pool.year.id

  # Locking is dangerous: nothing in the pool can change any more.
  approved = true

  # The lock comes last and goes first.
  depends_on = [onprem_infinibox_volume.ledger]
}
