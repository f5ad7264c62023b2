import {
  to = onprem_infinibox_vm.web
  id = "name=vm-31" # or the array's id, "1007"
}

resource "onprem_infinibox_vm" "web" {
  id = 1007
}
