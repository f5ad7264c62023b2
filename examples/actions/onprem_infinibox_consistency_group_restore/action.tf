data "onprem_infinibox_consistency_group" "erp" {
  name = "erp"
}

data "onprem_infinibox_snapshot_group" "monday" {
  name = "erp-monday"
}

# terraform apply -invoke=action.onprem_infinibox_consistency_group_restore.erp
action "onprem_infinibox_consistency_group_restore" "erp" {
  config {
    id        = data.onprem_infinibox_consistency_group.erp.id
    source_id = data.onprem_infinibox_snapshot_group.monday.id

    # Always needed: what was written since is lost.
    approved = true
  }
}
