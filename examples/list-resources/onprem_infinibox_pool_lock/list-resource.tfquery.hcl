list "onprem_infinibox_pool_lock" "all" {
  provider = onprem
}
