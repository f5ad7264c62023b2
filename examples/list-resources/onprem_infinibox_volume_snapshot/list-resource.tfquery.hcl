# The snapshots of one volume. Those that a snapshot policy or a snapshot group
# made, and will remove, are left out unless include_owned is true.
list "onprem_infinibox_volume_snapshot" "db01" {
  provider = onprem

  config {
    filters = [
      { field = "parent_id", values = [1002] },
    ]
    include_owned = false
  }
}
