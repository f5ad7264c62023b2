data "onprem_infinibox_host" "db01" {
  name = "db01"
}

output "db01" {
  value = {
    health = data.onprem_infinibox_host.db01.path_health
    paths  = data.onprem_infinibox_host.db01.paths
  }
}
