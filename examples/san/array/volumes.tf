resource "onprem_infinibox_pool" "erp" {
  name              = "erp"
  physical_capacity = var.physical_capacity
}

# Each host boots from a volume that it alone has, under the number that most
# firmware looks for.
resource "onprem_infinibox_volume" "boot" {
  for_each = var.boot_size == null ? {} : var.hosts

  name               = "${each.key}-boot"
  pool_id            = onprem_infinibox_pool.erp.id
  size               = var.boot_size
  snapshot_policy_id = onprem_infinibox_snapshot_policy.nightly.id
}

resource "onprem_infinibox_host_lun" "boot" {
  for_each = onprem_infinibox_volume.boot

  host_id   = onprem_infinibox_host.erp[each.key].id
  volume_id = each.value.id
  lun       = 0

  depends_on = [onprem_infinibox_host_port.erp]
}

resource "onprem_infinibox_volume" "shared" {
  for_each = var.volumes

  name    = each.key
  pool_id = onprem_infinibox_pool.erp.id
  size    = each.value.size

  # Snapshots are taken of the whole group: its volumes follow no policy of
  # their own.
  snapshot_policy_id = 0
}

resource "onprem_infinibox_cluster_lun" "shared" {
  for_each = var.volumes

  cluster_id = onprem_infinibox_cluster.erp.id
  volume_id  = onprem_infinibox_volume.shared[each.key].id
  lun        = each.value.lun

  depends_on = [onprem_infinibox_cluster_host.erp]
}
