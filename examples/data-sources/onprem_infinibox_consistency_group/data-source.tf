data "onprem_infinibox_consistency_group" "erp" {
  name = "erp"
}

output "erp" {
  value = "${data.onprem_infinibox_consistency_group.erp.members_count} volumes in ${data.onprem_infinibox_consistency_group.erp.pool_name}"
}
