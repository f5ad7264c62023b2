import {
  to = onprem_infinibox_qos_policy.gold
  identity = {
    id = 1060
  }
}

resource "onprem_infinibox_qos_policy" "gold" {
  name          = "gold"
  type          = "VOLUME"
  max_ops       = 50000
  burst_enabled = true
  burst_factor  = 1.5
}
