data "onprem_infinibox_consistency_group_member" "erp_data" {
  cg_id      = 1072
  dataset_id = 1070
}

output "erp_data" {
  value = "${data.onprem_infinibox_consistency_group_member.erp_data.name} is in ${data.onprem_infinibox_consistency_group_member.erp_data.cg_name}"
}
