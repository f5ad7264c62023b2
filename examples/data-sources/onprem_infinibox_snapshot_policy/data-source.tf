data "onprem_infinibox_snapshot_policy" "nightly" {
  name = "nightly"
}

output "nightly_id" {
  description = "For the snapshot_policy_id of volumes and consistency groups."
  value       = data.onprem_infinibox_snapshot_policy.nightly.id
}
