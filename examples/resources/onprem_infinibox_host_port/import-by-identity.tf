import {
  to = onprem_infinibox_host_port.db01
  identity = {
    host_id = 1050
    type    = "FC"
    address = "2100000000db0101"
  }
}

resource "onprem_infinibox_host_port" "db01" {
  host_id = 1050
  type    = "FC"
  address = "21:00:00:00:00:DB:01:01"
}
