import {
  to = onprem_infinibox_volume_snapshot.monday
  id = "name=db01-monday" # or its id, "1004"
}

resource "onprem_infinibox_volume_snapshot" "monday" {
  name      = "db01-monday"
  parent_id = 1002
}
