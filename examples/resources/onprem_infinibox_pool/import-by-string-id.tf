import {
  to = onprem_infinibox_pool.production
  id = "name=production" # or its id, "1000"
}

resource "onprem_infinibox_pool" "production" {
  name              = "production"
  physical_capacity = provider::onprem::bytes("10TB")
}
