variable "ports" {
  description = "WWPNs of a server."
  type        = set(string)
  default     = []
}

data "onprem_infinibox_initiator" "port" {
  for_each = var.ports
  address  = provider::onprem::normalize_wwn(each.key)
}

check "server_is_connected" {
  assert {
    condition     = alltrue([for port in data.onprem_infinibox_initiator.port : port.paths > 0])
    error_message = "A port of the server has no path to the array."
  }
}
