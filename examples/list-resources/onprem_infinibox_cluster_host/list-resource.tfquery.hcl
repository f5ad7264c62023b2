# The hosts of every cluster.
list "onprem_infinibox_cluster_host" "all" {
  provider = onprem
}

# Those of one.
list "onprem_infinibox_cluster_host" "web" {
  provider = onprem

  config {
    cluster_id = 1051
  }
}
