data "onprem_infinibox_initiators" "all" {}

# Ports that the array sees and that no host has yet.
output "unknown" {
  value = [for i in data.onprem_infinibox_initiators.all.initiators : i.address if i.host_id == 0]
}
