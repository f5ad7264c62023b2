# The schedules of every policy.
list "onprem_infinibox_snapshot_policy_schedule" "all" {
  provider = onprem
}

# Those of one.
list "onprem_infinibox_snapshot_policy_schedule" "nightly" {
  provider = onprem

  config {
    snapshot_policy_id = 1062
  }
}
