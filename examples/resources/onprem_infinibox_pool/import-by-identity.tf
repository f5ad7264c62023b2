import {
  to = onprem_infinibox_pool.production
  identity = {
    id = 1000
  }
}

resource "onprem_infinibox_pool" "production" {
  name              = "production"
  physical_capacity = provider::onprem::bytes("10TB")
}
