data "onprem_infinibox_volume" "log" {
  name = "db01-log"
}

# Other keys that the volume has, or gets from other programs, are left alone.
resource "onprem_infinibox_object_metadata" "log" {
  object_id = data.onprem_infinibox_volume.log.id

  entries = {
    team        = "databases"
    cost_center = "4711"
    managed_by  = "terraform"
  }
}
