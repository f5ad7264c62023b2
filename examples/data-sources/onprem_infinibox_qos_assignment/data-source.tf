# An error unless the volume is assigned to the policy.
data "onprem_infinibox_qos_assignment" "db01" {
  qos_policy_id = 1060
  entity_id     = 1002
}

output "limited_since" {
  value = provider::onprem::rfc3339(data.onprem_infinibox_qos_assignment.db01.created_at)
}
