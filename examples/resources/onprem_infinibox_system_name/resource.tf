resource "onprem_infinibox_system_name" "this" {
  name = "ibox-berlin"
}
