import {
  to = onprem_symkloud_user.rackops
  id = "rackops"
}

resource "onprem_symkloud_user" "rackops" {
  name     = "rackops"
  role_key = "admin"
}
