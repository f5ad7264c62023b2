data "onprem_infinibox_qos_policy" "gold" {
  name = "gold"
}

output "gold_operations" {
  description = "Operations per second, in a burst."
  value       = data.onprem_infinibox_qos_policy.gold.max_ops * data.onprem_infinibox_qos_policy.gold.burst_factor
}
