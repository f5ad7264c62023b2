# The volumes of one pool, the largest first, with all their attributes.
list "onprem_infinibox_volume" "production" {
  provider         = onprem
  include_resource = true
  limit            = 1000

  config {
    filters = [
      { field = "pool_id", values = [1000] },
    ]
    sort = ["-size"]
  }
}
