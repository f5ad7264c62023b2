# Hosts and clusters that have volumes and aren't connected as they should be.
data "onprem_infinibox_san_clients" "all" {}

output "in_danger" {
  value = [for c in data.onprem_infinibox_san_clients.all.san_clients : c.name if c.path_health == "NOT_OK"]
}
