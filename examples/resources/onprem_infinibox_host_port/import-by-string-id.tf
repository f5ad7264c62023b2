import {
  to = onprem_infinibox_host_port.db01
  id = "1050/FC/21:00:00:00:00:DB:01:01"
}

resource "onprem_infinibox_host_port" "db01" {
  host_id = 1050
  type    = "FC"
  address = "21:00:00:00:00:DB:01:01"
}
