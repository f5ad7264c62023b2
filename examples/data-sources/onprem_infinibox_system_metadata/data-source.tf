data "onprem_infinibox_system_metadata" "this" {}

output "site" {
  value = data.onprem_infinibox_system_metadata.this.entries["site"]
}
