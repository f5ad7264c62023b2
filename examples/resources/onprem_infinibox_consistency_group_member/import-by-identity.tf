import {
  to = onprem_infinibox_consistency_group_member.erp_data
  identity = {
    cg_id      = 1072
    dataset_id = 1070
  }
}

resource "onprem_infinibox_consistency_group_member" "erp_data" {
  cg_id      = 1072
  dataset_id = 1070
}
