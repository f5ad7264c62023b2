data "onprem_infinibox_snapshot_policy_schedule" "midnight" {
  snapshot_policy_id = 1062
  name               = "midnight"
}

output "days_kept" {
  value = data.onprem_infinibox_snapshot_policy_schedule.midnight.retention / 86400
}
