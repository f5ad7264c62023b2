resource "onprem_infinibox_cluster" "shop" {
  name = "shop"
}

resource "onprem_infinibox_host" "shop" {
  count = 3
  name  = "shop-${count.index + 1}"
}

resource "onprem_infinibox_cluster_host" "shop" {
  count      = 3
  cluster_id = onprem_infinibox_cluster.shop.id
  host_id    = onprem_infinibox_host.shop[count.index].id

  # A host that leaves loses the cluster's volumes: that is dangerous.
  approved = true
}
