import {
  to = onprem_symkloud_user.rackops
  identity = {
    name = "rackops"
  }
}

resource "onprem_symkloud_user" "rackops" {
  name     = "rackops"
  role_key = "admin"
}
