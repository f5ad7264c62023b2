data "onprem_infinibox_pool" "production" {
  name = "production"
}

# The volumes of one pool that have at least 100 GB, the largest first. The
# array filters and sorts.
data "onprem_infinibox_volumes" "large" {
  filters = [
    { field = "pool_id", values = [data.onprem_infinibox_pool.production.id] },
    { field = "size", operator = "geq", values = [provider::onprem::bytes("100GB")] },
  ]
  sort = ["-size"]
}

output "large_volumes" {
  value = data.onprem_infinibox_volumes.large.volumes[*].name
}
