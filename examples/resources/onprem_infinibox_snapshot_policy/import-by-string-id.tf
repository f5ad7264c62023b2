import {
  to = onprem_infinibox_snapshot_policy.nightly
  id = "1062" # or "name=nightly"
}

resource "onprem_infinibox_snapshot_policy" "nightly" {
  name   = "nightly"
  suffix = "-nightly-"
}
