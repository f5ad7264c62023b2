# Clusters that have no volumes.
data "onprem_infinibox_clusters" "all" {
  sort = ["name"]
}

output "idle_clusters" {
  value = [for cluster in data.onprem_infinibox_clusters.all.clusters : cluster.name if cluster.luns_count == 0]
}
