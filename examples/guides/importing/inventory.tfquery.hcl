list "onprem_infinibox_pool" "all" {
  provider = onprem
  limit    = 10000
}

list "onprem_infinibox_pool_lock" "all" {
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

list "onprem_infinibox_consistency_group" "all" {
  provider = onprem
  limit    = 10000
}

list "onprem_infinibox_consistency_group_member" "all" {
  provider = onprem
  limit    = 10000
}

list "onprem_infinibox_snapshot_group" "all" {
  provider = onprem
  limit    = 10000
}

list "onprem_infinibox_snapshot_policy" "all" {
  provider = onprem
  limit    = 10000
}

list "onprem_infinibox_snapshot_policy_schedule" "all" {
  provider = onprem
  limit    = 10000
}

list "onprem_infinibox_qos_policy" "all" {
  provider = onprem
  limit    = 10000
}

list "onprem_infinibox_qos_assignment" "all" {
  provider = onprem
  limit    = 10000
}

list "onprem_infinibox_host" "all" {
  provider = onprem
  limit    = 10000
}

list "onprem_infinibox_host_port" "all" {
  provider = onprem
  limit    = 10000
}

list "onprem_infinibox_cluster" "all" {
  provider = onprem
  limit    = 10000
}

list "onprem_infinibox_cluster_host" "all" {
  provider = onprem
  limit    = 10000
}

list "onprem_infinibox_host_lun" "all" {
  provider = onprem
  limit    = 10000
}

list "onprem_infinibox_cluster_lun" "all" {
  provider = onprem
  limit    = 10000
}

list "onprem_infinibox_vm" "all" {
  provider = onprem
  limit    = 10000
}

list "onprem_infinibox_object_metadata" "all" {
  provider = onprem
  limit    = 10000
}
