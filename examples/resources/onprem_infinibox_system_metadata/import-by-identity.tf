import {
  to = onprem_infinibox_system_metadata.place
  identity = {
    setting = "system_metadata"
    keys    = ["rack", "site"] # all that there are when left out
  }
}

resource "onprem_infinibox_system_metadata" "place" {
  entries = {
    site = "berlin"
    rack = "7"
  }
}
