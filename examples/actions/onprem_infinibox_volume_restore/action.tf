data "onprem_infinibox_volume" "db01" {
  name = "db01"
}

data "onprem_infinibox_volume_snapshot" "monday" {
  name = "db01-monday"
}

# terraform apply -invoke=action.onprem_infinibox_volume_restore.db01
action "onprem_infinibox_volume_restore" "db01" {
  config {
    id        = data.onprem_infinibox_volume.db01.id
    source_id = data.onprem_infinibox_volume_snapshot.monday.id

    # Always needed: what was written since Monday is lost.
    approved = true
  }
}
