data "onprem_infinibox_volume" "db01" {
  name = "db01"
}

# terraform apply -invoke=action.onprem_infinibox_volume_own_snapshot.db01
action "onprem_infinibox_volume_own_snapshot" "db01" {
  config {
    id   = data.onprem_infinibox_volume.db01.id
    name = "db01-replicated"
  }
}
