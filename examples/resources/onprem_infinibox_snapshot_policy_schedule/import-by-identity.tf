import {
  to = onprem_infinibox_snapshot_policy_schedule.midnight
  identity = {
    snapshot_policy_id = 1062
    id                 = 1063
  }
}

resource "onprem_infinibox_snapshot_policy_schedule" "midnight" {
  snapshot_policy_id = 1062
  name               = "midnight"
  type               = "CLOCK"
  time_of_day        = 0
  retention          = 604800
}
