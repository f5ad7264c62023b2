# Every cluster, with its attributes.
list "onprem_infinibox_cluster" "all" {
  provider         = onprem
  include_resource = true

  config {
    sort = ["name"]
  }
}
