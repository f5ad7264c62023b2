data "onprem_infinibox_system_name" "this" {}

output "array" {
  value = data.onprem_infinibox_system_name.this.name
}
