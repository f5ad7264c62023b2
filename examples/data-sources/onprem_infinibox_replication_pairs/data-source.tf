data "onprem_infinibox_replication_pairs" "db01" {
  volume_id = 1002
}

output "replicated_to" {
  value = data.onprem_infinibox_replication_pairs.db01.replication_pairs[*].remote_entity_id
}
