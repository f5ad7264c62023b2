data "onprem_infinibox_consistency_group" "erp" {
  name = "erp"
}

# A volume in the group's pool. Its snapshot policy is the group's.
resource "onprem_infinibox_volume" "index" {
  name    = "erp-index"
  pool_id = data.onprem_infinibox_consistency_group.erp.pool_id
  size    = 20000000000
}

resource "onprem_infinibox_consistency_group_member" "index" {
  cg_id      = data.onprem_infinibox_consistency_group.erp.id
  dataset_id = onprem_infinibox_volume.index.id

  # Lets terraform destroy take it out again.
  approved = true
}
