import {
  to = onprem_infinibox_vm.web
  identity = {
    id = 1007
  }
}

resource "onprem_infinibox_vm" "web" {
  id = 1007
}
