data "onprem_infinibox_administered_pools" "mine" {}

output "mine" {
  value = { for p in data.onprem_infinibox_administered_pools.mine.administered_pools : p.name => p.free_virtual_space }
}
