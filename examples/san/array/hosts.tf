locals {
  # A resource for each port, so that one can be exchanged without the others.
  ports = merge([
    for host, addresses in var.hosts : {
      for address in addresses : "${host} ${address}" => { host = host, address = address }
    }
  ]...)
}

resource "onprem_infinibox_host" "erp" {
  for_each = var.hosts

  name = each.key
}

resource "onprem_infinibox_host_port" "erp" {
  for_each = local.ports

  host_id = onprem_infinibox_host.erp[each.value.host].id
  type    = "FC"
  address = each.value.address
}

# What is mapped to the cluster, all of its hosts have, under the same number.
resource "onprem_infinibox_cluster" "erp" {
  name = "erp"
}

resource "onprem_infinibox_cluster_host" "erp" {
  for_each = var.hosts

  cluster_id = onprem_infinibox_cluster.erp.id
  host_id    = onprem_infinibox_host.erp[each.key].id

  # Ports don't refer to what a host reaches through them. This has them made
  # before that, and taken away after it.
  depends_on = [onprem_infinibox_host_port.erp]
}
