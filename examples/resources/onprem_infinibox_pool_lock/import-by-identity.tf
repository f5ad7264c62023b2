import {
  to = onprem_infinibox_pool_lock.archive
  identity = {
    pool_id = 1001
  }
}

resource "onprem_infinibox_pool_lock" "archive" {
  pool_id = 1001
}
