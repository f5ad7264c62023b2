# The volumes of one group. Without cg_id, the members of all groups.
list "onprem_infinibox_consistency_group_member" "erp" {
  provider = onprem

  config {
    cg_id = 1072
  }
}
