import {
  to = onprem_infinibox_cluster_host.web01
  id = "1051/1048" # or "1051/name=web01"
}

resource "onprem_infinibox_cluster_host" "web01" {
  cluster_id = 1051
  host_id    = 1048
}
