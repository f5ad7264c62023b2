import {
  to = onprem_infinibox_volume_snapshot.monday
  identity = {
    id = 1004
  }
}

resource "onprem_infinibox_volume_snapshot" "monday" {
  name      = "db01-monday"
  parent_id = 1002
}
