# The consistency groups of one pool.
list "onprem_infinibox_consistency_group" "production" {
  provider = onprem

  config {
    filters = [
      { field = "pool_id", values = [1000] },
    ]
  }
}
