list "onprem_symkloud_user" "all" {
  provider = onprem

  config {
    sort = ["name"]
  }
}
