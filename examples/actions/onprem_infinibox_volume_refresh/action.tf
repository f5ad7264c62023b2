data "onprem_infinibox_volume" "db01" {
  name = "db01"
}

data "onprem_infinibox_volume_snapshot" "tuesday" {
  name = "db01-tuesday"
}

# terraform apply -invoke=action.onprem_infinibox_volume_refresh.tuesday
action "onprem_infinibox_volume_refresh" "tuesday" {
  config {
    id        = data.onprem_infinibox_volume_snapshot.tuesday.id
    source_id = data.onprem_infinibox_volume.db01.id

    # Always needed: what the snapshot holds is overwritten.
    approved = true
  }
}
