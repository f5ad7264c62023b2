data "onprem_infinibox_volume" "db01" {
  name = "db01"
}

# The snapshots of one volume, the newest first.
data "onprem_infinibox_volume_snapshots" "db01" {
  filters = [
    { field = "parent_id", values = [data.onprem_infinibox_volume.db01.id] },
  ]
  sort = ["-created_at"]
}

output "newest_snapshot" {
  value = data.onprem_infinibox_volume_snapshots.db01.volume_snapshots[0].name
}
