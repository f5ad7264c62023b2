import {
  to = onprem_infinibox_volume.db01
  identity = {
    id = 1002
  }
}

resource "onprem_infinibox_volume" "db01" {
  name    = "db01"
  pool_id = 1000
  size    = provider::onprem::bytes("500GB")
}
