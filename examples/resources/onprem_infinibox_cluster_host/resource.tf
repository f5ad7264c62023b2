resource "onprem_infinibox_cluster" "shop" {
  name = "shop"
}

# A host that is there already, such as web02.
resource "onprem_infinibox_cluster_host" "web02" {
  cluster_id = onprem_infinibox_cluster.shop.id
  host_id    = 1049

  # The host loses the cluster's volumes when this is destroyed.
  approved = true
}
