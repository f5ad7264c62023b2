data "onprem_infinibox_vm" "web" {
  name = "vm-31"
}

output "uuid" {
  value = data.onprem_infinibox_vm.web.uuid
}
