resource "onprem_infinibox_host" "app01" {
  name = "app01"
}

# Two Fibre Channel ports, written as the host's tools show them.
resource "onprem_infinibox_host_port" "app01" {
  for_each = toset(["21:00:00:0E:1E:30:A0:01", "21:00:00:0E:1E:30:A0:02"])
  host_id  = onprem_infinibox_host.app01.id
  type     = "FC"
  address  = each.key
}

resource "onprem_infinibox_host" "app02" {
  name = "app02"
}

# An iSCSI port.
resource "onprem_infinibox_host_port" "app02" {
  host_id = onprem_infinibox_host.app02.id
  type    = "ISCSI"
  address = "iqn.1998-01.com.example:app02"
}
