# What the array keeps of one volume for its own purposes.
data "onprem_infinibox_internal_datasets" "db01" {
  parent_id = 1002
}

# All internal snapshots of volumes.
data "onprem_infinibox_internal_datasets" "snapshots" {
  volume_type = "SNAPSHOT"
}

output "internal" {
  value = length(data.onprem_infinibox_internal_datasets.db01.internal_datasets)
}
