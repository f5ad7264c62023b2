resource "onprem_infinibox_snapshot_policy" "databases" {
  name     = "databases"
  suffix   = "-auto-"
  approved = true
}

# Every four hours, kept for two days.
resource "onprem_infinibox_snapshot_policy_schedule" "often" {
  snapshot_policy_id = onprem_infinibox_snapshot_policy.databases.id
  name               = "often"
  type               = "PERIODIC"
  interval           = 4 * 3600
  retention          = 2 * 86400
  approved           = true
}

# Sundays at 01:30 UTC, kept for twelve weeks and locked as long.
resource "onprem_infinibox_snapshot_policy_schedule" "weekly" {
  snapshot_policy_id = onprem_infinibox_snapshot_policy.databases.id
  name               = "weekly"
  type               = "CLOCK"
  day_of_week        = "SUNDAY"
  time_of_day        = 1 * 3600 + 30 * 60
  retention          = 12 * 7 * 86400
  lock_snapshots     = true
  approved           = true
}
