data "onprem_infinibox_volume" "db01" {
  name = "db01"
}

output "db01" {
  value = {
    pool   = data.onprem_infinibox_volume.db01.pool_name
    serial = data.onprem_infinibox_volume.db01.serial
    used   = data.onprem_infinibox_volume.db01.used
  }
}
