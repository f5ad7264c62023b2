data "onprem_infinibox_host_lun" "db01" {
  host_id   = 1050
  volume_id = 1002
}

output "db01_lun" {
  value = data.onprem_infinibox_host_lun.db01.lun
}
