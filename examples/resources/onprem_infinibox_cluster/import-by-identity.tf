import {
  to = onprem_infinibox_cluster.web
  identity = {
    id = 1051
  }
}

resource "onprem_infinibox_cluster" "web" {
  name = "web"
}
