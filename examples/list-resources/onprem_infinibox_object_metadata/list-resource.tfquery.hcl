# Each object with those of its keys that match.
list "onprem_infinibox_object_metadata" "teams" {
  provider         = onprem
  include_resource = true

  config {
    filters = [{ field = "key", values = ["team"] }]
  }
}
