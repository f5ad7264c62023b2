list "onprem_infinibox_vm" "all" {
  provider = onprem
}
