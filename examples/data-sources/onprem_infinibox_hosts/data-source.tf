# The hosts that lack paths, by name. The array filters and sorts.
data "onprem_infinibox_hosts" "unhealthy" {
  filters = [{ field = "path_health", values = ["NOT_OK"] }]
  sort    = ["name"]
}

output "unhealthy_hosts" {
  value = data.onprem_infinibox_hosts.unhealthy.hosts[*].name
}
