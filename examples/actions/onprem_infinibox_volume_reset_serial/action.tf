data "onprem_infinibox_volume" "db01_log" {
  name = "db01-log"
}

# terraform apply -invoke=action.onprem_infinibox_volume_reset_serial.db01_log
action "onprem_infinibox_volume_reset_serial" "db01_log" {
  config {
    id = data.onprem_infinibox_volume.db01_log.id
  }
}
