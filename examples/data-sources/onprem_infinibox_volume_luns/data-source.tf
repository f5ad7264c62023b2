data "onprem_infinibox_volume_luns" "db01" {
  volume_id = 1002
}

output "hosts" {
  value = data.onprem_infinibox_volume_luns.db01.volume_luns[*].host_id
}
