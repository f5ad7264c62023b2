# Deleting a pool is dangerous. This one may be destroyed without a word more.
resource "onprem_infinibox_pool" "scratch" {
  name              = "scratch"
  physical_capacity = provider::onprem::bytes("1TB")
  approved          = true
}

# This volume says no, whatever the provider block says.
resource "onprem_infinibox_volume" "ledger" {
  name     = "ledger"
  pool_id  = onprem_infinibox_pool.scratch.id
  size     = provider::onprem::bytes("100GB")
  approved = false
}

# This one says nothing: the provider's approved counts, which is false.
resource "onprem_infinibox_volume" "temporary" {
  name    = "temporary"
  pool_id = onprem_infinibox_pool.scratch.id
  size    = provider::onprem::bytes("100GB")
}
