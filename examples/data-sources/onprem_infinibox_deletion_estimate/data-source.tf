# What the snapshots of a volume cost.
data "onprem_infinibox_volume_snapshots" "db01" {
  filters = [{ field = "parent_id", values = ["1002"] }]
}

data "onprem_infinibox_deletion_estimate" "snapshots" {
  volume_ids = data.onprem_infinibox_volume_snapshots.db01.volume_snapshots[*].id
}

output "reclaimable" {
  value = provider::onprem::format_bytes(data.onprem_infinibox_deletion_estimate.snapshots.space_reclaimable)
}
