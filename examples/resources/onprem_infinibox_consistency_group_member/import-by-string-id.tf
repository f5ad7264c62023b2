import {
  to = onprem_infinibox_consistency_group_member.erp_data
  id = "1072/1070" # or with the name of the volume, "1072/name=erp-data"
}

resource "onprem_infinibox_consistency_group_member" "erp_data" {
  cg_id      = 1072
  dataset_id = 1070
}
