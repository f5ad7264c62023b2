import {
  to = onprem_infinibox_system_name.this
  identity = {
    setting = "system_name"
  }
}

resource "onprem_infinibox_system_name" "this" {
  name = "ibox01"
}
