output "boot_luns" {
  value = { for host, mapping in onprem_infinibox_host_lun.boot : host => mapping.lun }
}

output "serials" {
  value = { for name, volume in onprem_infinibox_volume.shared : name => volume.serial }
}
