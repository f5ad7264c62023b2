import {
  to = onprem_infinibox_cluster_lun.content
  identity = {
    cluster_id = 1051
    volume_id  = 1047
  }
}

resource "onprem_infinibox_cluster_lun" "content" {
  cluster_id = 1051
  volume_id  = 1047
}
