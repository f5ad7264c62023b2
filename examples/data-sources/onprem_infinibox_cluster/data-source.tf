data "onprem_infinibox_cluster" "web" {
  name = "web"
}

output "web_hosts" {
  description = "How many hosts share the volumes."
  value       = data.onprem_infinibox_cluster.web.hosts_count
}
