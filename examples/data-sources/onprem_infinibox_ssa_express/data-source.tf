data "onprem_infinibox_ssa_express" "cache" {}

output "free" {
  value = provider::onprem::format_bytes(data.onprem_infinibox_ssa_express.cache.free_capacity)
}

output "cached" {
  value = data.onprem_infinibox_ssa_express.cache.active[*].name
}
