# The web servers, with all their attributes.
list "onprem_infinibox_host" "web" {
  provider         = onprem
  include_resource = true

  config {
    filters = [
      { field = "name", operator = "like", values = ["web"] },
    ]
    sort = ["name"]
  }
}
