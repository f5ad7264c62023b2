import {
  to = onprem_infinibox_qos_assignment.db01
  identity = {
    qos_policy_id = 1060
    id            = 1061
  }
}

resource "onprem_infinibox_qos_assignment" "db01" {
  qos_policy_id = 1060
  entity_id     = 1002
}
