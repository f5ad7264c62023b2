import {
  to = onprem_infinibox_qos_assignment.db01
  id = "1060/1061" # or "1060/entity_id=1002"
}

resource "onprem_infinibox_qos_assignment" "db01" {
  qos_policy_id = 1060
  entity_id     = 1002
}
