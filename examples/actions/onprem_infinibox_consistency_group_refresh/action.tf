data "onprem_infinibox_consistency_group" "erp" {
  name = "erp"
}

data "onprem_infinibox_snapshot_group" "monday" {
  name = "erp-monday"
}

# terraform apply -invoke=action.onprem_infinibox_consistency_group_refresh.monday
action "onprem_infinibox_consistency_group_refresh" "monday" {
  config {
    id        = data.onprem_infinibox_snapshot_group.monday.id
    source_id = data.onprem_infinibox_consistency_group.erp.id

    # Always needed: what the snapshots hold is overwritten.
    approved = true
  }
}
