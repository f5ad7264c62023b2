# For each volume that is assigned to it.
resource "onprem_infinibox_qos_policy" "silver" {
  name    = "silver"
  type    = "VOLUME"
  max_ops = 20000
}

# For all volumes of a pool together; up to twice as much for a short time.
resource "onprem_infinibox_qos_policy" "tenant" {
  name          = "tenant"
  type          = "POOL_VOLUME"
  max_ops       = 100000
  max_bps       = provider::onprem::bytes("1GiB")
  burst_enabled = true
  burst_factor  = 2
}
