data "onprem_infinibox_pool_locks" "all" {}

output "locked_pools" {
  description = "The names of the pools in which nothing can change."
  value       = data.onprem_infinibox_pool_locks.all.pool_locks[*].name
}
