data "onprem_infinibox_cluster_hosts" "web" {
  cluster_id = 1051
}

output "web_members" {
  description = "The names of the cluster's hosts."
  value       = data.onprem_infinibox_cluster_hosts.web.cluster_hosts[*].name
}
