import {
  to = onprem_infinibox_object_metadata.db01
  identity = {
    object_id = 1002
    keys      = ["team"] # all that there are when left out
  }
}

resource "onprem_infinibox_object_metadata" "db01" {
  object_id = 1002
  entries   = { team = "databases" }
}
