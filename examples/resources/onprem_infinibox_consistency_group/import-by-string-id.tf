import {
  to = onprem_infinibox_consistency_group.erp
  id = "name=erp" # or its id, "1072"
}

resource "onprem_infinibox_consistency_group" "erp" {
  name    = "erp"
  pool_id = 1000
}
