data "onprem_infinibox_vms" "all" {
  sort = ["name"]
}

output "names_by_uuid" {
  value = { for vm in data.onprem_infinibox_vms.all.vms : vm.uuid => vm.name }
}
