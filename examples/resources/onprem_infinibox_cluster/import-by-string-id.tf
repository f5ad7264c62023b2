import {
  to = onprem_infinibox_cluster.web
  id = "name=web" # or its id, "1051"
}

resource "onprem_infinibox_cluster" "web" {
  name = "web"
}
