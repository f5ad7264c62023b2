import {
  to = onprem_infinibox_object_metadata.db01
  id = "1002" # or some of the keys, "1002/team,tier"
}

resource "onprem_infinibox_object_metadata" "db01" {
  object_id = 1002
  entries = {
    team = "databases"
    tier = "gold"
  }
}
