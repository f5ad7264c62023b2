list "onprem_infinibox_pool" "standard" {
  provider = onprem

  config {
    filters = [
      { field = "type", values = ["STANDARD"] },
    ]
    sort = ["name"]
  }
}
