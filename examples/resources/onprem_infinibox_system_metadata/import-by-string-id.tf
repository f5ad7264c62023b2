import {
  to = onprem_infinibox_system_metadata.place
  id = "system_metadata/site" # or all keys, "system_metadata"
}

resource "onprem_infinibox_system_metadata" "place" {
  entries = { site = "berlin" }
}
