data "onprem_infinibox_consistency_group" "erp" {
  name = "erp"
}

# The volumes of one group.
data "onprem_infinibox_consistency_group_members" "erp" {
  cg_id = data.onprem_infinibox_consistency_group.erp.id
}

output "volumes" {
  value = data.onprem_infinibox_consistency_group_members.erp.consistency_group_members[*].name
}
