data "onprem_infinibox_cluster_lun" "content" {
  cluster_id = 1051
  volume_id  = 1047
}

output "content_lun" {
  description = "The number under which the hosts know the volume."
  value       = data.onprem_infinibox_cluster_lun.content.lun
}
