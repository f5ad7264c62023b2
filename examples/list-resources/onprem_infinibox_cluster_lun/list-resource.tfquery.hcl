# What is mapped to clusters, with the numbers.
list "onprem_infinibox_cluster_lun" "all" {
  provider         = onprem
  include_resource = true
  limit            = 10000
}
