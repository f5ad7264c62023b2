import {
  to = onprem_infinibox_qos.this
  identity = {
    setting = "qos"
  }
}

resource "onprem_infinibox_qos" "this" {
  enabled = true
}
