import {
  to = onprem_infinibox_snapshot_policy_schedule.midnight
  id = "1062/1063" # or "1062/name=midnight"
}

resource "onprem_infinibox_snapshot_policy_schedule" "midnight" {
  snapshot_policy_id = 1062
  name               = "midnight"
  type               = "CLOCK"
  time_of_day        = 0
  retention          = 604800
}
