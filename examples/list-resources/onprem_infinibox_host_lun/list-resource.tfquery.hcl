# What one host has for itself. Its cluster's volumes aren't among it.
list "onprem_infinibox_host_lun" "db01" {
  provider         = onprem
  include_resource = true

  config {
    host_id = 1050
  }
}
