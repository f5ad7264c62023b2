data "onprem_infinibox_volume_snapshot" "tuesday" {
  name = "db01-tuesday"
}

# terraform apply -invoke=action.onprem_infinibox_volume_promote.tuesday
action "onprem_infinibox_volume_promote" "tuesday" {
  config {
    id = data.onprem_infinibox_volume_snapshot.tuesday.id

    timeouts = {
      invoke = "1h"
    }
  }
}
