import {
  to = onprem_infinibox_host.db01
  id = "name=db01" # or its id, "1050"
}

resource "onprem_infinibox_host" "db01" {
  name = "db01"
}
