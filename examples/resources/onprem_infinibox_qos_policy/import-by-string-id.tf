import {
  to = onprem_infinibox_qos_policy.gold
  id = "1060" # or "name=gold"
}

resource "onprem_infinibox_qos_policy" "gold" {
  name          = "gold"
  type          = "VOLUME"
  max_ops       = 50000
  burst_enabled = true
  burst_factor  = 1.5
}
