import {
  to = onprem_infinibox_qos.this
  id = "qos"
}

resource "onprem_infinibox_qos" "this" {
  enabled = true
}
