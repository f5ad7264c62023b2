data "onprem_infinibox_snapshot_policies" "all" {}

output "default_policy" {
  description = "What new volumes follow that don't say otherwise."
  value       = one([for policy in data.onprem_infinibox_snapshot_policies.all.snapshot_policies : policy.name if policy.default_snapshot_policy])
}
