data "onprem_infinibox_cluster_luns" "web" {
  cluster_id = 1051
}

output "web_volumes" {
  description = "The cluster's volumes by their numbers."
  value       = { for mapping in data.onprem_infinibox_cluster_luns.web.cluster_luns : mapping.lun => mapping.volume_id }
}
