import {
  to = onprem_infinibox_cluster_host.web01
  identity = {
    cluster_id = 1051
    host_id    = 1048
  }
}

resource "onprem_infinibox_cluster_host" "web01" {
  cluster_id = 1051
  host_id    = 1048
}
