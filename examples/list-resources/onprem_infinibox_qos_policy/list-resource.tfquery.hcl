# Policies with bursts, with their attributes.
list "onprem_infinibox_qos_policy" "bursting" {
  provider         = onprem
  include_resource = true

  config {
    filters = [
      { field = "burst_enabled", values = ["true"] },
    ]
  }
}
