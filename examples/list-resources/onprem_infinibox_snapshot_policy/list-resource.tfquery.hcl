list "onprem_infinibox_snapshot_policy" "all" {
  provider         = onprem
  include_resource = true
}
