data "onprem_infinibox_host" "db01" {
  name = "db01"
}

data "onprem_infinibox_host_ports" "db01" {
  host_id = data.onprem_infinibox_host.db01.id
}

output "db01_ports" {
  value = data.onprem_infinibox_host_ports.db01.host_ports[*].address
}
