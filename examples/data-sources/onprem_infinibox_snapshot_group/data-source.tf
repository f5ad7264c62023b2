data "onprem_infinibox_snapshot_group" "monday" {
  name = "erp-monday"
}

output "monday" {
  value = {
    locked = data.onprem_infinibox_snapshot_group.monday.lock_state == "LOCKED"
    taken  = provider::onprem::rfc3339(data.onprem_infinibox_snapshot_group.monday.created_at)
  }
}
