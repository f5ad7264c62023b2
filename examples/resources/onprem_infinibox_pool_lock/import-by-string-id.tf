import {
  to = onprem_infinibox_pool_lock.archive
  id = "name=archive" # or the pool's id, "1001"
}

resource "onprem_infinibox_pool_lock" "archive" {
  pool_id = 1001
}
