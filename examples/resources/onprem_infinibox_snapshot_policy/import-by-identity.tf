import {
  to = onprem_infinibox_snapshot_policy.nightly
  identity = {
    id = 1062
  }
}

resource "onprem_infinibox_snapshot_policy" "nightly" {
  name   = "nightly"
  suffix = "-nightly-"
}
