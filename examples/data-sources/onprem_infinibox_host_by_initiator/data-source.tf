variable "ports" {
  description = "WWPNs of servers."
  type        = set(string)
  default     = []
}

data "onprem_infinibox_host_by_initiator" "server" {
  for_each = var.ports
  address  = provider::onprem::normalize_wwn(each.key)
}

output "hosts" {
  value = { for wwpn, server in data.onprem_infinibox_host_by_initiator.server : wwpn => server.host_id }
}
