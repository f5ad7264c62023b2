data "onprem_infinibox_snapshot_group" "monday" {
  name = "erp-monday"
}

# terraform apply -invoke=action.onprem_infinibox_consistency_group_promote.monday
action "onprem_infinibox_consistency_group_promote" "monday" {
  config {
    id = data.onprem_infinibox_snapshot_group.monday.id

    # Always needed: it can't be the base of a new replica any more.
    approved = true

    timeouts = {
      invoke = "1h"
    }
  }
}
