# What is assigned to one policy; without it, to any.
data "onprem_infinibox_qos_assignments" "gold" {
  qos_policy_id = 1060
}

output "limited_to_gold" {
  value = data.onprem_infinibox_qos_assignments.gold.qos_assignments[*].entity_name
}
