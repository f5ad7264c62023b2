import {
  to = onprem_infinibox_host.db01
  identity = {
    id = 1050
  }
}

resource "onprem_infinibox_host" "db01" {
  name = "db01"
}
