variable "release" {
  description = "The release of the database software that is installed."
  type        = string
  default     = "19.2"
}

data "onprem_infinibox_volume" "database" {
  for_each = toset(["db01", "db01-log"])
  name     = each.key
}

# At any time:
# terraform apply -invoke=action.onprem_infinibox_volume_group_snapshot.before_release
action "onprem_infinibox_volume_group_snapshot" "before_release" {
  config {
    entities    = [for volume in data.onprem_infinibox_volume.database : { id = volume.id }]
    snap_suffix = "-before-${var.release}"
  }
}

# And before each change of the release.
resource "terraform_data" "release" {
  input = var.release

  lifecycle {
    action_trigger {
      events  = [before_update]
      actions = [action.onprem_infinibox_volume_group_snapshot.before_release]
    }
  }
}
