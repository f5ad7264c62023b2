import {
  to = onprem_infinibox_snapshot_group.monday
  identity = {
    id = 1073
  }
}

resource "onprem_infinibox_snapshot_group" "monday" {
  name      = "erp-monday"
  parent_id = 1072
}
