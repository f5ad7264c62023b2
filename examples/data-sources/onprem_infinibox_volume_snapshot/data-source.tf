data "onprem_infinibox_volume_snapshot" "monday" {
  name = "db01-monday"
}

output "monday" {
  value = {
    locked = data.onprem_infinibox_volume_snapshot.monday.lock_state == "LOCKED"
    taken  = provider::onprem::rfc3339(data.onprem_infinibox_volume_snapshot.monday.created_at)
  }
}
