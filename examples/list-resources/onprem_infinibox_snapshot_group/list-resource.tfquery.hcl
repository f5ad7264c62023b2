# The snapshot groups of one consistency group. Those that a snapshot policy
# took, and will remove, are left out unless include_owned is true.
list "onprem_infinibox_snapshot_group" "erp" {
  provider = onprem

  config {
    filters = [
      { field = "parent_id", values = [1072] },
    ]
    include_owned = false
  }
}
