# The mappings of all hosts, without what they have through clusters.
data "onprem_infinibox_host_luns" "all" {}

output "mapped_twice" {
  description = "Volumes that several hosts have, each by itself: they could corrupt each other's data."
  value = [
    for volume, mappings in { for mapping in data.onprem_infinibox_host_luns.all.host_luns : mapping.volume_id => mapping... } :
    volume if length(mappings) > 1
  ]
}
