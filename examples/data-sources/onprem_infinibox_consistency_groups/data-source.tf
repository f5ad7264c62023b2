# The groups whose names begin with erp.
data "onprem_infinibox_consistency_groups" "erp" {
  filters = [
    { field = "name", operator = "like", values = ["erp"] },
  ]
  sort = ["name"]
}

output "groups" {
  value = data.onprem_infinibox_consistency_groups.erp.consistency_groups[*].name
}
