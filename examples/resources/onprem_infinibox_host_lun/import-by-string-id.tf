import {
  to = onprem_infinibox_host_lun.db01
  id = "1050/1002"
}

resource "onprem_infinibox_host_lun" "db01" {
  host_id   = 1050
  volume_id = 1002
}
