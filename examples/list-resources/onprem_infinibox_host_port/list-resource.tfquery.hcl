# The ports of one host. Without host_id those of all hosts are listed.
list "onprem_infinibox_host_port" "db01" {
  provider         = onprem
  include_resource = true

  config {
    host_id = 1050
  }
}
