list "onprem_infinibox_pool" "all" {
  provider = onprem
  limit    = 10000
}

list "onprem_infinibox_volume" "all" {
  provider = onprem
  limit    = 10000
}

list "onprem_infinibox_volume_snapshot" "all" {
  provider = onprem
  limit    = 10000
}
