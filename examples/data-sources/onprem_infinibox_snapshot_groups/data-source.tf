data "onprem_infinibox_consistency_group" "erp" {
  name = "erp"
}

# The snapshot groups of one consistency group, the newest first.
data "onprem_infinibox_snapshot_groups" "erp" {
  filters = [
    { field = "parent_id", values = [data.onprem_infinibox_consistency_group.erp.id] },
  ]
  sort = ["-created_at"]
}

output "newest" {
  value = data.onprem_infinibox_snapshot_groups.erp.snapshot_groups[0].name
}
