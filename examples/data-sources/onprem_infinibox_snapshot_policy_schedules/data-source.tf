# The schedules of one policy; without it, of all.
data "onprem_infinibox_snapshot_policy_schedules" "nightly" {
  snapshot_policy_id = 1062
}

output "switched_off" {
  value = [for schedule in data.onprem_infinibox_snapshot_policy_schedules.nightly.snapshot_policy_schedules : schedule.name if !schedule.enabled]
}
