data "onprem_infinibox_host" "db01" {
  name = "db01"
}

# Fails when the host has no such port.
data "onprem_infinibox_host_port" "db01" {
  host_id = data.onprem_infinibox_host.db01.id
  type    = "FC"
  address = "21:00:00:00:00:DB:01:01"
}
