data "onprem_infinibox_cluster" "web" {
  name = "web"
}

resource "onprem_infinibox_volume" "shared" {
  count   = 3
  name    = "web-shared-${count.index}"
  pool_id = 1000
  size    = provider::onprem::bytes("100GB")
}

# All hosts of the cluster get the volumes, each under the same number.
resource "onprem_infinibox_cluster_lun" "shared" {
  count      = 3
  cluster_id = data.onprem_infinibox_cluster.web.id
  volume_id  = onprem_infinibox_volume.shared[count.index].id

  # Unmapping is dangerous: the hosts lose access to the data.
  approved = true
}
