# An error unless the host is in the cluster.
data "onprem_infinibox_cluster_host" "web01" {
  cluster_id = 1051
  name       = "web01"
}

output "web01_id" {
  value = data.onprem_infinibox_cluster_host.web01.host_id
}
