# All pools for volumes and filesystems, by name.
data "onprem_infinibox_pools" "standard" {
  filters = [
    { field = "type", values = ["STANDARD"] },
  ]
  sort = ["name"]
}

output "free_by_pool" {
  description = "Bytes of virtual capacity not yet promised, by the pool's name."
  value       = { for pool in data.onprem_infinibox_pools.standard.pools : pool.name => pool.free_virtual_space }
}
